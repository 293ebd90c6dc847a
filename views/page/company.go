package page

import (
	"megacycle/views/layout"
	"megacycle/views/ui"
)

// Companies is the list of companies.
type Companies struct {
	Page   layout.Page
	List   []CompanyRow
	Others []CompanyRow // groups and markets, which are nobody's own figures
}

// CompanyRow is one company of the list.
type CompanyRow struct {
	Name   string
	Href   string
	Ticker string
	Colour string
	Text   string // how much is here
	Newest string // "Q2 2026: revenue $200.6B, +16.7%"; "" when nothing is telling
	Next   string
	Late   string
}

// Company is one company.
type Company struct {
	Page       layout.Page
	Crumbs     []ui.Link
	Name       string
	Sub        string
	Late       []string // reports that were due and are not entered
	Terms      []ui.Term
	Facts      []Fact
	Keys       []ui.KeyFigure
	Charts     []ui.Figure
	MoreCharts []ui.Link
	Promises   []Promise
	Reports    ReportDates
	Fiscal     *Fiscal
	Builds     *Builds
	Events     []ui.Event // the newest
	AllHref    string     // the timeline of this company
	Series     []SeriesRow
	Sources    []Source
	More       []Source // those behind "all sources"
	MoreText   string
}

// Promise is what was said about one period, beside what came of it.
type Promise struct {
	ID      string
	Title   string // "Amazon capital expenditure guidance for 2026"
	Who     string // who said it, when it is not the company
	State   string // awaiting or reported
	Outcome string // the sentence on the outcome as far as it is known
	Rows    []PromiseRow
	Href    string // the series of statements
	Measure ui.Link
}

// PromiseRow is one statement.
type PromiseRow struct {
	On      string
	Said    string
	Change  string // against the statement before: "raised", "lowered", "unchanged", "first"
	Outcome string // the figure, or "awaiting figures"
	Miss    string // "+11.3%"
	Place   string // "inside", "above"
	Awaited bool
	Link    ui.Link
}

// ReportDates says when a company reports.
type ReportDates struct {
	Next  string // "10 Dec 2026"; "" when none is known
	About string // "FY27 Q2, filed as Q4 2026, expected"
	Late  []string
	None  string // why there is no next date
}

// Fiscal explains a company's own quarters.
type Fiscal struct {
	Text string
	Rows []FiscalRow
}

// FiscalRow says how one quarter of a company is filed.
type FiscalRow struct {
	Company  string
	Label    string
	Span     string
	Quarter  string
	Reported string
}

// Builds is what a company's money builds.
type Builds struct {
	Title  string
	Text   string
	Blocks []Build
}

// Build is one theme of it.
type Build struct {
	ID      string
	Title   string
	Text    string
	Secret  []Fact // what is not disclosed: the name and the words for it
	Figures []BuildRow
	Said    []ui.Event
	Events  []ui.Event
}

// BuildRow is one figure of a theme.
type BuildRow struct {
	Name   string
	Href   string
	Period string
	Value  string
	Status string
	On     string
	Note   string
	Links  []ui.Link
}
