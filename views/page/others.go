package page

import (
	"strconv"

	"megacycle/views/layout"
	"megacycle/views/ui"
)

// ChartCard is one chart of the list.
type ChartCard struct {
	Figure ui.Figure
	Name   string
	About  string
}

// Releases is the list of releases.
type Releases struct {
	Page layout.Page
	List []ReleaseRow
}

// ReleaseRow is one release of the list.
type ReleaseRow struct {
	N       string
	Href    string
	Title   string
	When    string
	By      string
	Figures string
	Note    string
}

// Fact is a name and what is said of it.
type Fact struct {
	Name string
	Text string
	Href string
	Mono bool
}

// FigureRow is one period of a series, with every vintage.
type FigureRow struct {
	ID       string
	Period   string
	Fiscal   string
	Vintages []Vintage // newest first
}

// Vintage is a value as it was published on one day.
type Vintage struct {
	Value    string
	Reason   string
	Status   string
	On       string
	Hollow   bool
	Links    []ui.Link
	Note     string
	Release  ui.Link
	Replaced string // "replaced by release 3", "retracted"
}

// FactCheck sets what was quoted beside the primary sources.
type FactCheck struct {
	Page   layout.Page
	Intro  string
	Claims []Claim
	Others []Claim // statements about the future, shown as said
}

// Claim is one quoted figure.
type Claim struct {
	ID         string
	Text       string
	Who        string
	On         string
	Quoted     string
	Ours       string // what the primary source in the store says
	OursWhat   string // which figure that is
	OursOn     string
	Difference string
	Links      []ui.Link // where it was quoted
	OursLinks  []ui.Link
	Href       string // the series
	None       string // why there is nothing to set beside it
}

// Problem is an error page.
type Problem struct {
	Page   layout.Page
	Status string
	Title  string
	Text   string
	Fields []Fact
	Links  []ui.Link
	Lead   string // above the links
}

// span says over how many rows the period's name stands.
func (r FigureRow) span() string { return strconv.Itoa(len(r.Vintages)) }
