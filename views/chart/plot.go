package chart

import (
	"megacycle/store/figure"
	"megacycle/store/spec"
)

// Plot is one chart in one state, neutral of any drawing library.
type Plot struct {
	Slug    string
	State   spec.State // the state that is shown, defaults filled in
	Spec    spec.Chart // the definition it was built from
	Release figure.Release
	AsOf    figure.Date // "" means all that is known

	Name        string // short name, "AWS revenue"
	Finding     string // the headline: a finding, computed from the figures
	Measure     string // what is measured and in which unit
	Shown       string // the state in words: "AWS revenue, % on a year earlier, Q1 2018 to Q2 2026"
	Summary     string // two or three sentences with the numbers, for everybody
	Alt         string // alternative text, regenerated with the data
	Source      string // the source line: who published, until when, published on, licence
	Def         string // the definition of capital expenditure that is shown, in words; "" where there is none to choose
	Credit      string // how to credit: licence or "quoted with credit" of a research firm
	Notes       []string
	Missing     []Missing    // quarters that were due and are not entered
	Defs        []Definition // of each series shown
	Empty       string       // why there is nothing to draw; "" when there is something
	Compared    string       // says with which day it is compared, and how much differs; "" when it is not
	Differences []Difference // of a comparison: each number that differs
	Clamped     string       // says that the range asked for was cut to what there is; "" when not

	Slots       []Slot        // the x axis, ascending, without gaps
	Days        []figure.Date // of a chart of statements, whose slots are days: the day of each; nil otherwise
	Panels      []Panel
	Annotations []Annotation
	Table       Table
	Data        []Datum         // every number drawn, with where it came from
	Sources     []figure.Source // each source that a datum names, in the order of first use
}

// Missing is a quarter that was due and is not entered.
type Missing struct {
	Company string // short name
	Period  figure.Period
	On      figure.Date // when it was due
	Text    string      // "Q3 2026 was due on 29 Oct 2026 and is not entered yet"
}

// Definition is the definition of one series shown.
type Definition struct {
	Series string
	Name   string
	Text   string
}

// Slot is one period of the x axis.
type Slot struct {
	Period figure.Period
	Label  string // "Q2 2026", "2026"
	Short  string // "Q2 ’26", "’26"
}

// Panel is one drawing area; the panels of a plot share the x axis and stand
// below each other.
type Panel struct {
	Title  string  // "Growth on the same quarter a year earlier, %"; "" when the plot's measure says it
	Height float64 // share of the plot's height, 0 to 1; all panels add up to 1
	Min    float64 // of the y axis, in the unit of the points
	Max    float64
	Log    bool
	Ticks  []Tick // grid lines, with their labels
	Marks  []Mark
	Lines  []RefLine
	Counts scale // what the y axis counts in
}

// Tick is one grid line.
type Tick struct {
	Value float64
	Label string // "$40B", "30", "20 %"
}

// MarkKind says how a mark is drawn.
type MarkKind string

// The kinds of mark.
const (
	LineMark  MarkKind = "line"  // connected; breaks where a point is missing
	BarMark   MarkKind = "bar"   // from zero
	StackMark MarkKind = "stack" // bars on top of the earlier marks with the same Stack
	AreaMark  MarkKind = "area"  // a line with the ground below filled
	PointMark MarkKind = "point" // symbols only
	RangeMark MarkKind = "range" // a whisker from Low to High with a symbol at Value
	SliceMark MarkKind = "slice" // one slice of a donut: only its one point counts
)

// Role says what a mark's numbers are. Only Actual is drawn solid.
type Role string

// The roles.
const (
	Actual   Role = "actual"
	Guided   Role = "guidance" // hatched
	Estimate Role = "estimate" // diamond or hatched
	Needed   Role = "needed"   // dashed, in the accent
	Scenario Role = "scenario" // dotted
	Gap      Role = "gap"      // dotted thin: bridges quarters without a figure
	Quoted   Role = "quoted"   // hollow diamond: as it was quoted, not a figure
	Then     Role = "then"     // dashed or hatched: the same as known on another day
)

// Mark is one line, one set of bars or one set of points.
type Mark struct {
	Key    string // series key or the id of the computed thing; unique in the plot
	Name   string // for legend, tooltip and table
	Colour string // token: a company slug, ink, ink-2, zero or accent
	Role   Role
	Kind   MarkKind
	Stack  string   // marks with the same name stack
	Strong bool     // the subject of the chart: thicker
	Points []Point  // one per slot, in order; Has says whether there is one
	End    []string // direct label at the last point: name, value, change; nil for none
	Legend bool     // listed in the key above the plot
	InKey  string   // its name in the key when it stands there for its like: "guidance, middle of the range"; "" means Name
}

// KeyName gives the name of a mark in the key above the plot.
func (m Mark) KeyName() string {
	if m.InKey != "" {
		return m.InKey
	}
	return m.Name
}

// Point is one value at one slot.
type Point struct {
	Has    bool
	Value  float64 // in the panel's unit
	Low    float64 // of a RangeMark
	High   float64
	Text   string // the value as readers see it, "$42.2B"
	Exact  string // machine form, "42232"
	Change string // "+36.8 % on a year earlier"; "" when none
	Reason string // why there is no value: "not yet reported"
	Label  string // drawn beside the point; "" for none
	Hollow bool   // its quarter was not seen in a public document, only its year
	Bound  string // how it was said when it is not exact: "about", "over" or "up to"; drawn hollow
	Accent bool   // drawn in the accent: below zero, wanting
	Datum  int    // index into Plot.Data, -1 when it has none
}

// RefLine is a horizontal line with a label: a target, a quoted total.
type RefLine struct {
	Value float64
	Label string
	Role  Role
	From  int // first slot; the line runs to To
	To    int
}

// Annotation is a dated happening on the time axis.
type Annotation struct {
	Slot  int // the slot that contains its date
	Date  figure.Date
	Text  string // in the reader's words: "ChatGPT launched"
	Event string // event id
	Kind  string
}

// Table is the chart as a table.
type Table struct {
	Caption string
	Columns []Column   // after the period column
	Rows    []TableRow // newest first
}

// Column is one column of a table.
type Column struct {
	Key     string // series key or id of the computed thing
	Name    string
	Unit    string // "$ millions", "%"
	Derived bool   // computed by us from other columns
}

// TableRow is one period.
type TableRow struct {
	Period figure.Period
	Label  string // "Q2 2026"
	Fiscal string // the company's own label when it differs, "FY26 Q4"
	Cells  []Cell // one per column
}

// Cell is one value of a table.
type Cell struct {
	Text   string // "42,232"; "" when there is none
	Reason string // why there is none
	Status figure.Status
	Bound  string // "about", "over" or "up to" when it is not exact
	Hollow bool   // evidence is sum_checked
	Datum  int    // index into Plot.Data, -1 when it has none
}

// Datum is one number that the plot shows, in machine form, with its origin.
type Datum struct {
	Series      string        `json:"series"`
	Name        string        `json:"name"`
	Period      figure.Period `json:"period"`
	Value       string        `json:"value"`         // exact text; "" when there is a reason
	Low         string        `json:"low,omitempty"` // of a range
	High        string        `json:"high,omitempty"`
	Unit        string        `json:"unit"`
	Status      figure.Status `json:"status,omitempty"` // "" when computed
	Qualifier   string        `json:"qualifier,omitempty"`
	Reason      string        `json:"reason,omitempty"`
	Computed    string        `json:"computed,omitempty"` // the formula in words, for what we computed
	PublishedOn figure.Date   `json:"published_on,omitempty"`
	Approximate bool          `json:"published_on_approximate,omitempty"`
	FiscalLabel string        `json:"fiscal_label,omitempty"`
	Start       figure.Date   `json:"period_start,omitempty"`
	End         figure.Date   `json:"period_end,omitempty"`
	Evidence    string        `json:"evidence,omitempty"`
	Release     int           `json:"release,omitempty"`
	Sources     []string      `json:"sources,omitempty"` // source ids
	Note        string        `json:"note,omitempty"`
	AsKnownOn   figure.Date   `json:"as_known_on,omitempty"` // of a comparison: it is what was known on that day
}
