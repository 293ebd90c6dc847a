package embed

import "megacycle/views/ui"

// Chart is one embedded chart.
type Chart struct {
	Title     string // of the document
	Theme     string // auto, light or dark
	Bare      bool   // ui=none: no line at the foot but the source
	Full      bool   // ui=full: the summary and the values can be read below the chart
	Untitled  bool   // title=0: the host page says the finding
	Clear     bool   // bg=transparent
	Figure    ui.Figure
	Finding   string
	Measure   string
	Missing   []string
	Note      string // says that the range was cut
	State     string // "Release 1, pinned" or "Live, release 1"
	Live      int    // the release shown, of an embed that follows the newest; 0 for one that does not
	Revised   string // "3 figures revised since" of a pinned embed; "" when none was
	Compare   string // where they are shown beside each other
	Home      string // address of the chart's page in this state
	Canonical string
	OEmbed    string // address of the oEmbed answer, without its format
	Summary   string
	Table     Table
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

// head is what the head of a document says.
type head struct {
	title, theme, canonical, oembed string
}
