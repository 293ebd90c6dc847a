package ui

// Event is a dated happening.
type Event struct {
	ID      string // anchor on the timeline
	Date    string // "30 Jul 2026"
	Machine string // "2026-07-30"
	Title   string
	Detail  string
	Kind    string
	Who     string
	WhoHref string // the company's page; "" when there is none
	Colour  string // token of the company, "" for none
	Href    string // its place on the timeline; "" when this is it
	Links   []Link // sources
}
