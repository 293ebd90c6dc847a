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

// Release is one release in full.
type Release struct {
	Page   layout.Page
	N      string
	Title  string
	Facts  []Fact
	Counts []Count
	Groups []ChangeGroup
	Prev   *ui.Link
	Next   *ui.Link
	Note   string
}

// Fact is a name and what is said of it.
type Fact struct {
	Name string
	Text string
	Href string
	Mono bool
}

// ChangeGroup is the changes to one series.
type ChangeGroup struct {
	ID      string
	Name    string
	Href    string
	Unit    string
	Summary string // "50 figures, Q1 2014 to Q2 2026"
	Rows    []ChangeRow
	More    string // "42 more are on the page of the series"
	Open    bool
}

// ChangeRow is one changed figure.
type ChangeRow struct {
	Period string
	Href   string
	Kind   string // new, revised, corrected, withdrawn, retracted
	Old    string // "" when there was none
	New    string
	Status string
	On     string
	Link   ui.Link
}

// Catalogue is the list of all series.
type Catalogue struct {
	Page   layout.Page
	Total  string
	Groups []SeriesGroup
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
	Facts      []Fact
	Charts     []ui.Link
	Downloads  []ui.Link
	License    string
	Rows       []FigureRow
	Gaps       string
	Empty      string
	Sources    []Source
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

// About is the method.
type About struct {
	Page     layout.Page
	Counts   []Count
	Cite     string
	Fiscal   []FiscalRow
	BaseURL  string
	Research []string
}

// FiscalRow says how a company's quarters are filed.
type FiscalRow struct {
	Company string
	Label   string
	Span    string
	Quarter string
}

// Companies is the list of companies.
type Companies struct {
	Page layout.Page
	List []CompanyRow
}

// CompanyRow is one company of the list.
type CompanyRow struct {
	Name   string
	Href   string
	Ticker string
	Colour string
	Text   string
	Next   string
}

// Company is one company.
type Company struct {
	Page   layout.Page
	Crumbs []ui.Link
	Name   string
	Sub    string
	Late   []string
	Next   string
	Facts  []Fact
	Keys   []ui.KeyFigure
	Charts []ui.Figure
	Series []SeriesRow
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
