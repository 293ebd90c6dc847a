package page

import (
	"megacycle/views/layout"
	"megacycle/views/ui"
)

// Chart is one chart in full.
type Chart struct {
	Page       layout.Page
	Crumbs     []ui.Link // the last one is this page
	Finding    string
	Measure    string
	Missing    []string
	Controls   ui.Controls
	Shown      string // the state in words
	Clamped    string // says that the range was cut to what there is; "" when not
	Figure     ui.Figure
	Tabular    bool // the reader asked for the table alone
	Card       *Card
	Comparison *Comparison // of a chart as known on two days; nil for one day
	Summary    string
	Embed      EmbedDialog
	Events     []ui.Event // those that the chart marks
	Downloads  []ui.Link
	Pictures   []ui.Link // the image in each size and theme
	Citation   string
	BibTeX     string
	Picture    string // address of the PNG of this state
	License    string
	Permalink  string
	Table      ui.Table
	Definition string
	Defs       []Definition
	Notes      []string
	Sources    []Source
	History    string // address of the releases that touched it
	Companies  []ui.Link
}

// Definition is what a series measures.
type Definition struct {
	Name string
	Text string
	Href string
}

// Source is one source in the list of a page.
type Source struct {
	Title string
	Href  string
	About string // publisher, day, kind; why there is no link
	Here  string // address of its own page: every figure that rests on it
	ID    string // of the element
}
