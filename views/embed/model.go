package embed

import "megacycle/views/ui"

// Chart is one embedded chart.
type Chart struct {
	Title     string // of the document
	Theme     string // auto, light or dark
	Bare      bool   // ui=none: no line at the foot but the source
	Untitled  bool   // title=0: the host page says the finding
	Clear     bool   // bg=transparent
	Figure    ui.Figure
	Finding   string
	Measure   string
	Missing   []string
	Note      string // says that the range was cut, or that this is a past state
	State     string // "Release 1, pinned" or "Live"
	Full      string // address of the chart's page
	Canonical string
	Summary   string
	Table     Table
	Script    bool
}

// Table is the chart for those who cannot see it: values only.
type Table struct {
	Caption string
	Head    []string
	Rows    [][]string
}

// Problem is an error inside the frame of a chart.
type Problem struct {
	Title string // "This chart cannot be shown as asked"
	Text  string
	Theme string
	Full  string // nearest page that works
	Link  string
}
