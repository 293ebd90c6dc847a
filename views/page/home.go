package page

import (
	"megacycle/views/layout"
	"megacycle/views/ui"
)

// Home is the story in one screen.
type Home struct {
	Page     layout.Page
	Headline []Part
	Sub      string
	Late     []string // what was due and is not entered
	Keys     []ui.KeyFigure
	Figures  []ui.Figure
	Dates    Dates
	Release  Latest
}

// Part is a piece of the headline; its underline is the key of the first chart.
type Part struct {
	Text string
	Mark string // "", rev (underlined as the revenue line is drawn) or cap (as spending is)
}

// Dates are the report dates.
type Dates struct {
	Past   []DateRow // was due, not entered
	Next   []DateRow // expected
	Partly string    // reports of which some figures are there and some are not
	Note   string
}

// DateRow is one day on which companies report.
type DateRow struct {
	Who    string
	Period string
	On     string
	Status string
}

// Latest is what the newest release holds.
type Latest struct {
	Title  string
	Text   string
	Href   string
	Counts []Count
	Beside bool // stands beside the report dates, which have a row of their own
}

// Count is a number of things.
type Count struct {
	Name string
	N    string
	Href string
}
