package check

import (
	"slices"
	"strings"

	"megacycle/store/figure"
)

// Level says what a finding asks for.
type Level string

// The levels.
const (
	Block Level = "block" // must be put right
	Warn  Level = "warn"  // may be right, and then needs a reason of at least ten characters
)

// The codes. They are stored with releases and never change their meaning.
const (
	BadSource    = "B-SOURCE"    // no source, or one that cannot be followed
	BadSeries    = "B-SERIES"    // a series that does not exist or is never typed
	BadNumber    = "B-NUMBER"    // no value, or a range the wrong way round
	BadUnit      = "B-UNIT"      // a thousand or a million times off
	BadSign      = "B-SIGN"      // negative where nothing can be
	Duplicate    = "B-DUP"       // there already
	Future       = "B-FUTURE"    // published on a day that has not come
	TooManyParts = "B-SHARES"    // market shares above 100
	BadSegment   = "B-SEGMENT"   // a part above its whole, or parts that do not make the total
	BadYear      = "B-YEAR"      // quarters that do not make the year
	BadTrailing  = "B-TRAIL"     // quarters that do not make the printed trailing sum
	BadCash      = "B-CASH"      // operating cash flow less capital expenditure is not the free cash flow
	BadPeriod    = "B-PERIOD"    // a period that cannot be, or an actual figure before its period ended
	OddYear      = "W-YOY"       // unusual growth on a year earlier
	OddQuarter   = "W-QOQ"       // unusual change on the quarter before
	OddUnit      = "W-UNIT"      // looks a thousand times off, in a series that can be near zero
	OldPeriod    = "W-OLD"       // changes a figure of more than four quarters ago
	Coarser      = "W-PRECISION" // fewer digits than before
	Restated     = "W-RESTATED"  // replaces a figure that is there
	EarlySource  = "W-SOURCE"    // the source is older than the end of the period
)

// Finding is one thing that a check found.
type Finding struct {
	Code    string        `json:"code"`
	Level   Level         `json:"level"`
	Series  string        `json:"series,omitempty"`
	Period  figure.Period `json:"period,omitzero"`
	Message string        `json:"message"`
	Fix     string        `json:"fix,omitempty"` // the number that was probably meant, ready to type
}

// Key names a finding among those of a change set: its code, series and period.
// A reason that an editor types is kept under it.
func (f Finding) Key() string {
	return strings.TrimSpace(f.Code + " " + f.Series + " " + f.Period.String())
}

// Blocked says whether any finding blocks.
func Blocked(fs []Finding) bool {
	return slices.ContainsFunc(fs, func(f Finding) bool { return f.Level == Block })
}

// cell names one series and period.
type cell struct {
	series string
	period figure.Period
}

// found is a finding with the figures that it speaks of.
type found struct {
	Finding
	cells []cell
}

// show writes an amount with commas between thousands, as English pages do.
func show(a figure.Amount) string {
	s := a.String()
	sign := ""
	if t, ok := strings.CutPrefix(s, "-"); ok {
		sign, s = "-", t
	}
	whole, frac, point := strings.Cut(s, ".")
	var b strings.Builder
	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(c)
	}
	if point {
		return sign + b.String() + "." + frac
	}
	return sign + b.String()
}

// unitName gives a unit as people say it.
func unitName(u figure.Unit) string {
	switch u {
	case figure.USDMillions:
		return "USD million"
	case figure.Gigawatts:
		return "gigawatts"
	case figure.Count:
		return "plain numbers"
	}
	return string(u)
}
