package spec

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

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
	Beside bool   `json:"beside,omitempty"` // shown next to a total, never in it

	Trailing bool              `json:"trailing,omitempty"` // the series is printed as a trailing sum already
	In       map[string]string `json:"in,omitempty"`       // series key by definition of capital expenditure, where the chart has that choice
	Guidance string            `json:"guidance,omitempty"` // series of what the company guides to

	Over   string   `json:"over,omitempty"`   // series that it is divided by: the item is the ratio of the two, in percent
	Breaks []string `json:"breaks,omitempty"` // first periods of a new definition (of statements the first day): nothing is joined or compared across one
	Break  string   `json:"break,omitempty"`  // what changed there, in the reader's words: "Google Cloud bears other costs"
	Ratio  string   `json:"ratio,omitempty"`  // what the ratio is called where the item's own figures stand beside it: "AWS operating margin"
}

// Key gives the key of the series that shows the item in a definition; "" when it
// has no figures in that one.
func (i Item) Key(def string) string {
	if def == "" || i.In == nil {
		return i.Series
	}
	return i.In[def]
}

// Subject gives the company slug by which an address can select the item: its
// colour when that is a company, else the first word of the series key.
func (i Item) Subject() string {
	switch i.Colour {
	case "", "ink", "ink-2", "accent":
		first, _, _ := strings.Cut(i.Series, ".")
		return first
	}
	return i.Colour
}

// Kind names the builder of package chart that draws a definition.
type Kind string

// The kinds. A new one needs a builder of the same name.
const (
	Growth   Kind = "growth"   // one series as bars with its growth below
	Shares   Kind = "shares"   // shares of a market by quarter, with what was quoted
	Capex    Kind = "capex"    // capital expenditure stacked by company, with guidance
	Path     Kind = "path"     // a trailing sum, a target and the paths to it
	Cashflow Kind = "cashflow" // a flow around zero, with estimates of others
	Crossing Kind = "crossing" // a few lines in one unit, with where they cross
	Lines    Kind = "lines"    // lines with their gaps, breaks and bounds; rates as reported and ratios among them
	Power    Kind = "power"    // gigawatts added and planned, a panel for each kind of statement

	Margin     Kind = "margin"     // one series as bars, with its ratio to another below
	Statements Kind = "statements" // how statements about one period moved from day to day
)

// Kinds lists every kind that a definition may have.
var Kinds = []Kind{Growth, Shares, Capex, Path, Cashflow, Crossing, Lines, Power, Margin, Statements}

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
	Defs       []string `json:"defs,omitempty"`   // definitions of capital expenditure that it can be drawn in; the first is the default
	Log        bool     `json:"log,omitempty"`    // a logarithmic scale makes sense
	From       string   `json:"from,omitempty"`   // default first period; empty means all
	Events     []string `json:"events,omitempty"` // ids of the events that are annotated
	Notes      []string `json:"notes,omitempty"`
	Caveat     string   `json:"caveat,omitempty"`    // one sentence of the source line: what the figures are not
	Definition string   `json:"definition"`          // of the whole, beside the series' own
	Bets       []string `json:"bets,omitempty"`      // ids of the quoted figures that the chart marks
	Estimates  []string `json:"estimates,omitempty"` // series of estimates and forecasts of others that are marked
	Says       string   `json:"says,omitempty"`      // the finding of kind lines, about the largest: "{name} grows {value}"
	Beside     string   `json:"beside,omitempty"`    // of kind lines: what the items beside the others are, over their own panel
	Research   bool     `json:"research,omitempty"`  // holds numbers of a research firm: quoted with credit, not under our licence
	Order      int      `json:"order"`               // place in lists

	About string            `json:"about,omitempty"` // of a chart of statements: the period that they are about
	Why   map[string]string `json:"why,omitempty"`   // by view, type or definition that the chart does not have: a sentence that says why
}

// View gives the default view.
func (c Chart) View() View {
	if len(c.Views) == 0 {
		return Value
	}
	return c.Views[0]
}

// TypeOf gives the type that a view is drawn in unless an address says otherwise:
// the chart's first one, but a line for rates and indices, where a chart has it.
func (c Chart) TypeOf(v View) Type {
	if len(c.Types) == 0 {
		return Line
	}
	switch v {
	case YoY, QoQ, Index, Share, CAGR:
		if slices.Contains(c.Types, Line) {
			return Line
		}
	}
	return c.Types[0]
}

// Def gives the definition of capital expenditure that a view is in unless an
// address says otherwise; "" for charts without that choice. Years are compared
// as each company guides them where the chart names that first, quarters in cash.
func (c Chart) Def(v View) string {
	switch {
	case len(c.Defs) == 0:
		return ""
	case v == Annual && c.Defs[0] == "guided":
		return "guided"
	case v != Annual && slices.Contains(c.Defs, "cash"):
		return "cash"
	}
	return c.Defs[0]
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
	if d.More() {
		return s, fault.New(fault.Invalid, "chart %s: there is something after the definition", c.Slug)
	}
	return s, s.validate(c.Slug)
}

// validate says what is wrong with a definition, naming each field.
func (c Chart) validate(slug string) error {
	var bad []fault.Field
	no := func(field, format string, args ...any) {
		bad = append(bad, fault.Field{Name: field, Message: fmt.Sprintf(format, args...)})
	}
	if c.Version != Version {
		no("version", "it must be %d", Version)
	}
	if c.Slug != slug || !word(c.Slug) {
		no("slug", "it must be %q, in small letters, digits and hyphens", slug)
	}
	oneOf(no, "kind", []Kind{Kind(c.Kind)}, Kinds)
	for field, text := range map[string]string{"name": c.Name, "subject": c.Subject, "measure": c.Measure, "definition": c.Definition} {
		if strings.TrimSpace(text) == "" {
			no(field, "it is missing")
		}
	}
	if len(c.Views) == 0 {
		no("views", "there must be one at least")
	}
	oneOf(no, "views", c.Views, Views)
	if len(c.Types) == 0 {
		no("types", "there must be one at least")
	}
	oneOf(no, "types", c.Types, Types)
	oneOf(no, "defs", c.Defs, Defs)
	if c.From != "" {
		if p, err := figure.ParsePeriod(c.From); err != nil || p.Kind == figure.FiscalYear {
			no("from", "%s is not a calendar quarter or year", quote(c.From))
		}
	}
	c.validateItems(no)
	c.validateMore(no)
	slices.SortStableFunc(bad, func(a, b fault.Field) int { return strings.Compare(a.Name, b.Name) })
	if err := refuse(bad); err != nil {
		return fault.Wrap(fault.Invalid, err, "chart %s: %s", slug, fault.Message(err))
	}
	return nil
}

func (c Chart) validateItems(no func(field, format string, args ...any)) {
	if len(c.Items) == 0 {
		no("items", "there must be one at least")
	}
	seen, shown := map[string]bool{}, false
	for i, it := range c.Items {
		field := fmt.Sprintf("items[%d]", i)
		switch {
		case !name(it.Series):
			no(field, "%s is not a series key", quote(it.Series))
		case seen[it.Series]:
			no(field, "the series %s stands twice", it.Series)
		case strings.TrimSpace(it.Label) == "":
			no(field, "the label of %s is missing", it.Series)
		case it.Guidance != "" && !name(it.Guidance):
			no(field, "%s is not a series key", quote(it.Guidance))
		case it.Colour != "" && !word(it.Colour):
			no(field, "the colour %s is neither a company nor ink nor accent", quote(it.Colour))
		}
		if it.Over != "" && !name(it.Over) {
			no(field, "over: %s is not a series key", quote(it.Over))
		}
		for _, p := range it.Breaks {
			_, notPeriod := figure.ParsePeriod(p)
			if _, notDay := figure.ParseDate(p); notPeriod != nil && notDay != nil {
				no(field, "breaks: %s is neither a period nor a day", quote(p))
			}
		}
		for def, key := range it.In {
			if !slices.Contains(Defs, def) || !name(key) {
				no(field, "in: %s of %s is not a definition with a series key", quote(key), quote(def))
			}
		}
		seen[it.Series] = true
		shown = shown || !it.Off
	}
	if len(c.Items) > 0 && !shown {
		no("items", "one must be shown without being asked for")
	}
}

// word says whether s is small letters, digits and hyphens.
func word(s string) bool { return name(s) && !strings.ContainsAny(s, "._") }

// oneOf complains of each value that is not allowed and of repetitions.
func oneOf[T ~string](no func(field, format string, args ...any), field string, values, allowed []T) {
	for i, v := range values {
		if !slices.Contains(allowed, v) {
			no(field, "%s is not one of %s", quote(string(v)), list(allowed))
		} else if slices.Contains(values[:i], v) {
			no(field, "%s stands twice", v)
		}
	}
}
