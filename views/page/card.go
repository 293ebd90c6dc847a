package page

import (
	"megacycle/views/layout"
	"megacycle/views/ui"
)

// Card says where one figure comes from.
type Card struct {
	Series  string // its name
	Key     string // as the address names it
	Period  string
	At      string // the period as the address names it
	Value   string
	Reason  string // why there is no value; "" when there is one
	Change  string
	Rows    []CardRow
	Prev    *ui.Link // the same figure of the period before
	Next    *ui.Link
	Own     string // address of the figure's own page
	History string // address of the series with every vintage; "" when there is none
}

// CardRow is one line of a card.
type CardRow struct {
	Name  string
	Mark  ui.Mark
	Text  string
	Links []ui.Link
	List  []string // several things, each on a line of its own
}

// CardPage is the page of one figure.
type CardPage struct {
	Page   layout.Page
	Crumbs []ui.Link
	Title  string
	Shown  string // the state in words
	Card   Card
	Moved  *ui.Figure // how it moved from day to day; nil when there is one value only
	Values []CardValue
	Chart  ui.Link
}

// CardValue is one value of a figure that stood, or stands, on record.
type CardValue struct {
	Value, Status, Published, Why, Note string
	Release                             ui.Link
	Current                             bool
}
