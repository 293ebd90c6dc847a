package series

import (
	"math"
	"slices"

	"megacycle/store/figure"
)

// YoY gives the change on the same period a year earlier, see Change.
func (l Line) YoY(p figure.Period) Value {
	if p.Kind == figure.Quarter {
		return l.Change(p, 4)
	}
	return l.Change(p, 1)
}

// QoQ gives the change on the period before, see Change.
func (l Line) QoQ(p figure.Period) Value { return l.Change(p, 1) }

// Change gives the change of p on the period back periods earlier: a ratio, 0.25
// for +25 %, from value / base - 1; for a percent line the difference in
// percentage points. A base at or below zero has no rate of growth.
func (l Line) Change(p figure.Period, back int) Value {
	now := l.At(p)
	if !now.Has() {
		return no(now.Reason)
	}
	base := l.At(p.Add(-back))
	switch {
	case !base.Has() && base.Reason != Withdrawn && base.Reason != NotDisclosed:
		return no(GapInWindow)
	case !base.Has():
		return no(base.Reason)
	case l.broken(p.Add(-back), p):
		return no(Break)
	}
	used := append(slices.Clone(base.Used), now.Used...)
	if l.Unit == figure.Percent {
		return Value{Ratio: now.Amount.Sub(base.Amount).Float(), Used: used}
	}
	r, why := Growth(base.Amount, now.Amount)
	return Value{Ratio: r, Reason: why, Used: used}
}

// Growth gives to / from - 1 as a ratio.
func Growth(from, to figure.Amount) (float64, Reason) {
	switch {
	case !from.IsSet() || !to.IsSet():
		return 0, NoFigure
	case from.Sign() == 0:
		return 0, BaseZero
	case from.Sign() < 0:
		return 0, BaseNegative
	}
	return to.Float()/from.Float() - 1, OK
}

// Trailing gives the exact sum of the four quarters that end with p. Only flows
// (aggregation sum) have one.
func (l Line) Trailing(p figure.Period) Value {
	if l.Aggregation != figure.Sum || p.Kind != figure.Quarter {
		return no(NotSummable)
	}
	vs, why := l.window(p, 4)
	if why != OK {
		return no(why)
	}
	return total(vs)
}

// Year gives the calendar year's value by the line's aggregation: the exact sum
// or mean of its four quarters, or its last quarter. A year that is not over is
// NotYet.
func (l Line) Year(y int) Value {
	last := figure.QuarterOf(y, 4)
	switch l.Aggregation {
	case figure.Sum, figure.Average:
		vs, why := l.window(last, 4)
		if why != OK {
			return no(why)
		}
		sum := total(vs)
		if l.Aggregation == figure.Average {
			sum.Amount = sum.Amount.Half().Half()
		}
		return sum
	case figure.EndOf:
		return l.At(last)
	}
	return no(NoYear)
}

// Years makes a line of calendar years.
func (l Line) Years() Line {
	n := Line{Key: l.Key, Unit: l.Unit, Aggregation: figure.None, Group: l.Group}
	for _, b := range l.Breaks {
		n.Breaks = append(n.Breaks, figure.YearOf(b.Year))
	}
	for p := range l.values {
		if p.Kind == figure.Quarter {
			n.put(figure.YearOf(p.Year), l.Year(p.Year))
		}
	}
	return n
}

// Index gives p's value with the base period as 100: a ratio times 100 in Ratio.
func (l Line) Index(p, base figure.Period) Value {
	now, b := l.At(p), l.At(base)
	switch {
	case !now.Has():
		return no(now.Reason)
	case !b.Has():
		return no(GapInWindow)
	case l.broken(base, p):
		return no(Break)
	}
	r, why := Growth(b.Amount, now.Amount)
	return Value{Ratio: (r + 1) * 100, Reason: why, Used: append(slices.Clone(b.Used), now.Used...)}
}

// CAGR gives the compound growth a year from base to p as a ratio.
func (l Line) CAGR(p, base figure.Period) Value {
	now, b := l.At(p), l.At(base)
	switch {
	case !now.Has():
		return no(now.Reason)
	case !b.Has():
		return no(GapInWindow)
	case l.broken(base, p):
		return no(Break)
	}
	years := float64(p.Sub(base))
	if p.Kind == figure.Quarter {
		years /= 4
	}
	r, why := CAGR(b.Amount, now.Amount, years)
	return Value{Ratio: r, Reason: why, Used: append(slices.Clone(b.Used), now.Used...)}
}

// CAGR gives the compound growth a year that leads from one amount to another in
// a span of years, as a ratio: (to / from)^(1 / years) - 1, the usual definition
// of the compound annual growth rate.
func CAGR(from, to figure.Amount, years float64) (float64, Reason) {
	r, why := Growth(from, to)
	switch {
	case why != OK:
		return 0, why
	case years <= 0:
		return 0, NoSpan
	case to.Sign() <= 0:
		return 0, BaseNegative
	}
	return math.Pow(r+1, 1/years) - 1, OK
}

// RunRate gives the quarter times four, exactly. Only flows have one.
func (l Line) RunRate(p figure.Period) Value {
	if l.Aggregation != figure.Sum || p.Kind != figure.Quarter {
		return no(NotSummable)
	}
	v := l.At(p)
	if !v.Has() {
		return v
	}
	twice := v.Amount.Add(v.Amount)
	return Value{Amount: twice.Add(twice), Used: v.Used}
}

// Share gives the part that a line has of a whole, as a ratio.
func Share(part, whole Value) Value {
	switch {
	case !part.Has():
		return no(part.Reason)
	case !whole.Has():
		return no(whole.Reason)
	case whole.Amount.Sign() == 0:
		return no(BaseZero)
	case whole.Amount.Sign() < 0:
		return no(BaseNegative)
	}
	return Value{Ratio: part.Amount.Float() / whole.Amount.Float(), Used: part.Used}
}

// Sum makes a line of the exact sums of lines. A period has a sum only when all
// members have a value there. Unless their definitions may be put together
// (mixed says that a declared sum puts them together knowingly), lines of
// different groups or units have none.
func Sum(key string, lines []Line, mixed bool) Line {
	n := Line{Key: key, Aggregation: figure.Sum}
	if len(lines) == 0 {
		return n
	}
	n.Unit, n.Aggregation, n.Group = lines[0].Unit, lines[0].Aggregation, lines[0].Group
	differ := false
	for _, l := range lines {
		differ = differ || l.Unit != n.Unit || l.Aggregation != n.Aggregation || l.Group != n.Group && !mixed
	}
	for _, l := range lines {
		for p := range l.values {
			if _, done := n.values[p]; done {
				continue
			}
			if differ {
				n.put(p, no(Mixed))
				continue
			}
			var vs []Value
			for _, m := range lines {
				if v := m.At(p); v.Has() {
					vs = append(vs, v)
				}
			}
			if len(vs) < len(lines) {
				n.put(p, no(IncompleteSum))
				continue
			}
			v := total(vs)
			v.Used = []figure.Period{p}
			n.put(p, v)
		}
	}
	return n
}
