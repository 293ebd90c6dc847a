package page

import (
	"megacycle/views/layout"
	"megacycle/views/ui"
)

// Events is the timeline.
type Events struct {
	Page    layout.Page
	Sub     string
	Kinds   []ui.Option
	Who     []ui.Option
	Hidden  []ui.Option // parameters that the form carries along
	Clear   string      // address without the filter; "" when nothing is filtered
	Dates   []DateRow   // next reports
	Past    []DateRow   // was due, not entered
	Years   []Year      // newest first
	Empty   string
	Carried string // release and day of the page, for links
}

// Year is what happened in one year.
type Year struct {
	Name   string
	Text   string // "31 events"
	Events []ui.Event
}
