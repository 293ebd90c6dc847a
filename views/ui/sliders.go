package ui

import (
	"strconv"
	"strings"
)

// Range is the time range as two handles over the periods that there are.
type Range struct {
	Periods []string // as the address says them, ascending
	Labels  []string // as readers see them
	From    int      // index of the first period shown
	To      int      // index of the last
	Yearly  bool     // a period is a year
}

// Rewind is the choice of a day as one handle over the days of publication.
type Rewind struct {
	Days   []string // ascending; the last one is "today"
	Labels []string
	At     int // index of the day shown
}

func (r Rewind) last() string { return strconv.Itoa(len(r.Days) - 1) }

func (r Range) year() string {
	if r.Yearly {
		return "1"
	}
	return "0"
}

func (r Range) last() string { return strconv.Itoa(len(r.Periods) - 1) }

func spaced(list []string) string { return strings.Join(list, " ") }
func barred(list []string) string { return strings.Join(list, "|") }
