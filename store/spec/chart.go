package spec

import (
	"bytes"
	"encoding/json"

	"megacycle/store/fault"
	"megacycle/store/figure"
)

// Version is the newest version of the definition format that Parse reads.
const Version = 1

// View is a transform of the figures.
type View string

// The views, as product.md names them.
const (
	Value  View = "value"  // as reported
	YoY    View = "yoy"    // % on the same quarter a year earlier
	QoQ    View = "qoq"    // % on the quarter before
	TTM    View = "ttm"    // sum of the last four quarters
	Annual View = "annual" // calendar-year totals by the series' aggregation
	Index  View = "index"  // first shown period = 100
	Share  View = "share"  // % of the total shown
	CAGR   View = "cagr"   // compound growth a year from the first shown period
	NoView View = ""
)

// Views lists every view in the order in which controls offer them.
var Views = []View{Value, YoY, QoQ, TTM, Annual, Index, Share, CAGR}

// Type is a way of drawing.
type Type string

// The chart types.
const (
	Line    Type = "line"
	Bar     Type = "bar"
	Stacked Type = "stacked"
	Area    Type = "area"
	Donut   Type = "donut"
	Tabular Type = "table"
)

// Types lists every chart type.
var Types = []Type{Line, Bar, Stacked, Area, Donut, Tabular}

// Item is one series that a chart can show.
type Item struct {
	Series string `json:"series"`           // series key
	Label  string `json:"label"`            // as readers say it, "AWS revenue"
	Colour string `json:"colour,omitempty"` // company slug, ink or accent; empty means the series' company
	Off    bool   `json:"off,omitempty"`    // offered, but not shown unless asked for
}

// Chart is an editor-owned chart definition.
type Chart struct {
	Version    int      `json:"version"`
	Slug       string   `json:"slug"`
	Kind       string   `json:"kind"`    // which builder of package chart draws it
	Name       string   `json:"name"`    // short: "AWS revenue"
	Subject    string   `json:"subject"` // company slug that the chart is filed under
	Measure    string   `json:"measure"` // the line below the finding: what is measured
	Items      []Item   `json:"items"`
	Views      []View   `json:"views"`            // allowed; the first is the default
	Types      []Type   `json:"types"`            // allowed; the first is the default
	From       string   `json:"from,omitempty"`   // default first period; empty means all
	Events     []string `json:"events,omitempty"` // ids of the events that are annotated
	Notes      []string `json:"notes,omitempty"`
	Definition string   `json:"definition"`         // of the whole, beside the series' own
	Bets       []string `json:"bets,omitempty"`     // ids of the quoted figures that the chart marks
	Research   bool     `json:"research,omitempty"` // holds numbers of a research firm: quoted with credit, not under our licence
	Order      int      `json:"order"`              // place in lists
}

// Parse reads and validates a definition. Unknown names, a missing field, a view
// or a type that does not exist are Invalid, with the field in the message.
func Parse(c figure.Chart) (Chart, error) {
	var s Chart
	d := json.NewDecoder(bytes.NewReader(c.Spec))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		return s, fault.Wrap(fault.Invalid, err, "chart %s: the definition cannot be read", c.Slug)
	}
	return s, s.validate(c.Slug)
}

// validate says what is wrong with a definition, naming its field.
func (c Chart) validate(slug string) error {
	if c.Version != Version || c.Slug != slug {
		return fault.New(fault.Invalid, "chart %s: version must be %d and slug must be %s", slug, Version, slug)
	}
	return nil
}
