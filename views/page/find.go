package page

import (
	"megacycle/views/layout"
	"megacycle/views/ui"
)

// Find is the list of charts, whole or as a search and its filters leave it.
type Find struct {
	Page     layout.Page
	Query    string
	Company  []ui.Option
	Subject  []ui.Option
	Hidden   []ui.Option // what the form carries along; Name is the parameter
	Longest  string      // letters that a query may have
	Filtered bool
	All      string // address of the whole list in this state
	Found    Found
}

// Found is what a search found.
type Found struct {
	Said      string // "3 charts, 12 series and 2 events for “capex”"
	Some      string // says that no entry has every word
	Empty     string // says that nothing was found, and what to do
	Cards     []ChartCard
	Series    []SeriesRow
	Companies []FoundLink
	Events    []FoundLink
	More      string // says that there are more series or events
}

// FoundLink is a company or an event that was found.
type FoundLink struct {
	Text string
	Href string
	Meta string
}
