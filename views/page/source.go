package page

import (
	"megacycle/views/layout"
	"megacycle/views/ui"
)

// Sources is the list of all sources.
type Sources struct {
	Page   layout.Page
	Total  string
	Groups []SourceGroup // newest first
}

// SourceGroup is the sources of one year.
type SourceGroup struct {
	ID   string
	Name string
	Rows []SourceRow
}

// SourceRow is one source of the list.
type SourceRow struct {
	Title     string
	Href      string // of its page here
	Publisher string
	On        string
	Kind      string
	N         string // figures that rest on it
}

// SourceDetail is one source with everything that rests on it.
type SourceDetail struct {
	Page   layout.Page
	Crumbs []ui.Link
	Title  string
	Href   string // where it was published; "" when there is no public link
	NoLink string
	Facts  []Fact
	Said   string // "18 figures in 3 series rest on it"
	Groups []RestGroup
	Others []RestOther
	Empty  string
}

// RestGroup is the figures of one series that rest on a source.
type RestGroup struct {
	Name string
	Href string
	Rows []RestRow
}

// RestRow is one figure that rests on a source.
type RestRow struct {
	Period   string
	Href     string
	Value    string
	Reason   string
	Status   string
	On       string
	Replaced string
	Also     string // "with 2 others"
}

// RestOther is an event, a statement or a date that rests on a source.
type RestOther struct {
	Kind string
	Text string
	On   string
	Href string
}
