package page

import (
	"megacycle/views/layout"
	"megacycle/views/ui"
)

// Release is one release in full.
type Release struct {
	Page   layout.Page
	N      string
	Title  string
	Alone  string // says that nobody else approved it; "" when somebody did
	Facts  []Fact
	Counts []Count
	Charts []ChangedChart
	Same   string        // "12 charts are as before."
	Groups []ChangedWith // by company
	Else   []ElseGroup   // what changed beside figures
	Prev   *ui.Link
	Next   *ui.Link
	Note   string
}

// ChangedChart is a chart that a release changed, before and after.
type ChangedChart struct {
	Name   string
	What   string // "2 figures changed"
	Before *Still // nil for a new chart
	After  *Still // nil for one that is gone
}

// Still is a drawing without controls.
type Still struct {
	Label    string // "Release 1"
	Title    string
	Href     string
	Empty    string
	Drawings []ui.Drawing
}

// ChangedWith is the changes to the series about one company.
type ChangedWith struct {
	ID     string
	Name   string
	Colour string
	Groups []ChangeGroup
}

// ElseGroup is what changed of one kind beside figures.
type ElseGroup struct {
	Name string
	List []ui.Link
	More string
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
	Diff   string // what is new less what was old
	Status string
	On     string
	Link   ui.Link
}
