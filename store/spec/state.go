package spec

import (
	"megacycle/store/figure"
)

// State is what the query string of a chart says. The zero value of a field
// means "the default".
type State struct {
	From    figure.Period
	To      figure.Period
	Series  []string // series keys or company slugs
	View    View
	Type    Type
	Scale   string // "", linear or log
	Events  string // "", 0 or 1
	AsOf    figure.Date
	Def     string // "", cash, net, leases or guided
	Release int    // 0 means the newest
	Theme   string // "", auto, light or dark
	Lang    string // language tag
	UI      string // embeds: "", none, min or full
	Title   string // embeds: "", 0 or 1
	Bg      string // embeds: "", transparent
}
