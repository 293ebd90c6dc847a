package page

import (
	"megacycle/views/layout"
	"megacycle/views/ui"
)

// Catalogue is the list of all series.
type Catalogue struct {
	Page      layout.Page
	Total     string
	Sources   string // address of the list of sources
	Companies []ui.Option
	Units     []ui.Option
	Houses    []ui.Option
	Hidden    []ui.Option // parameters that the form carries along
	Clear     string      // address without the filter; "" when nothing is filtered
	Empty     string
	Groups    []SeriesGroup
}

// SeriesGroup is the series of one subject.
type SeriesGroup struct {
	ID     string
	Name   string
	Href   string
	Colour string
	Rows   []SeriesRow
}

// SeriesRow is one series of the catalogue.
type SeriesRow struct {
	Key        string
	Name       string
	Href       string
	Unit       string
	Kind       string
	Coverage   string
	N          string
	Gaps       string
	Newest     string
	Definition string
}

// Series is one series in full.
type Series struct {
	Page       layout.Page
	Crumbs     []ui.Link
	Name       string
	Key        string
	Definition string
	Late       []string // what was due and is not entered
	Terms      []ui.Term
	Picture    Still
	Source     string     // the source line below the drawing
	Moved      *ui.Figure // how its newest revised figure moved from day to day; nil when none was
	Facts      []Fact
	Alike      []ui.Link // other series of the comparability group
	Group      string
	Charts     []ui.Link
	Downloads  []ui.Link // of the whole series; nil for none
	License    string
	Rows       []FigureRow
	Gaps       []Gap
	Breaks     []Gap
	Empty      string
	Sources    []Source
}

// Gap is a period without a figure, or a break, and why.
type Gap struct {
	When string
	Why  string
	Late bool
}
