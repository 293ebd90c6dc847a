package check

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"megacycle/store/figure"
)

// signed says whether a series can be below zero: income, cash flow and growth.
func signed(s figure.Series) bool {
	for _, w := range []string{"operating_income", "fcf", "ocf", "growth"} {
		if strings.Contains(s.Key, w) {
			return true
		}
	}
	return false
}

// base is a figure that a new one is compared with.
type base struct {
	amount figure.Amount
	words  string // "a year ago"
}

// bases gives what a row can be compared with: the same quarter a year earlier,
// the quarter before, or the statement before.
func (c *checker) bases(s figure.Series, r figure.Row) []base {
	var out []base
	add := func(p figure.Period, words string) {
		if v, ok := measured(c.next, s.Key, p); ok && v.Value.Sign() != 0 {
			out = append(out, base{v.Value, words})
		}
	}
	switch {
	case r.HasRange() || s.Frequency == "statement":
		var last figure.Row
		for _, v := range c.old.Vintages(s.Key, r.Period) {
			if v.PublishedOn < r.PublishedOn && v.Mid().IsSet() {
				last = v
			}
		}
		if last.Mid().IsSet() && last.Mid().Sign() != 0 {
			out = append(out, base{last.Mid(), "the statement before"})
		}
	case r.Period.Kind == figure.Quarter:
		add(r.Period.Add(-4), "a year ago")
		add(r.Period.Add(-1), "the quarter before")
	default:
		add(r.Period.Add(-1), "the year before")
	}
	return out
}

// Band is the usual growth of a series on a year earlier, in percent.
type Band struct{ Low, High float64 }

// UsualBand gives the usual growth of a quarterly series before p: the median of
// the eight quarters before, plus or minus the larger of 10 points and three
// times their median absolute deviation. False when fewer than four of them
// have a growth.
func UsualBand(st *figure.State, series string, p figure.Period) (Band, bool) {
	var gs []float64
	for q := p.Add(-8); q.Sub(p) < 0; q = q.Add(1) {
		if g, ok := yoy(st, series, q); ok {
			gs = append(gs, g)
		}
	}
	if len(gs) < 4 {
		return Band{}, false
	}
	m := median(gs)
	for i, g := range gs {
		gs[i] = math.Abs(g - m)
	}
	w := max(10, 3*median(gs))
	return Band{m - w, m + w}, true
}

// yoy gives the growth of a quarter on a year earlier in percent; false without
// a base above zero.
func yoy(st *figure.State, series string, p figure.Period) (float64, bool) {
	a, ok1 := measured(st, series, p)
	b, ok2 := measured(st, series, p.Add(-4))
	if !ok1 || !ok2 || b.Value.Sign() <= 0 {
		return 0, false
	}
	return 100 * (a.Value.Float()/b.Value.Float() - 1), true
}

// median gives the middle of a list and sorts it.
func median(x []float64) float64 {
	slices.Sort(x)
	n := len(x)
	if n%2 == 1 {
		return x[n/2]
	}
	return (x[n/2-1] + x[n/2]) / 2
}

// slip looks for a number that is a thousand or a million times off: it does not
// fit the series, but moved by three or six places it does. To fit means to grow
// as usual (UsualBand), or to lie between half and double of a figure that it is
// compared with, as growth can leave its band. It says whether it found one.
func (c *checker) slip(s figure.Series, r figure.Row) bool {
	bs := c.bases(s, r)
	v := r.Mid().Float()
	if len(bs) == 0 || v == 0 {
		return false
	}
	band, usual := UsualBand(c.next, s.Key, r.Period)
	fits := func(x float64) bool {
		for _, b := range bs {
			ratio := x / b.amount.Float()
			if ratio <= 0 {
				continue // a change of sign is no slip of places
			}
			if ratio >= 0.5 && ratio <= 2 {
				return true
			}
			if g := 100 * (ratio - 1); usual && b.words == "a year ago" && b.amount.Sign() > 0 && g >= band.Low && g <= band.High {
				return true
			}
		}
		return false
	}
	if fits(v) {
		return false
	}
	for _, m := range []struct {
		places int
		words  string
	}{{3, "one thousandth of"}, {-3, "a thousand times that of"}, {6, "one millionth of"}, {-6, "a million times that of"}} {
		if !fits(v * math.Pow10(m.places)) {
			continue
		}
		fixed := r
		if r.HasRange() {
			fixed.Low, fixed.High = r.Low.Shift(m.places), r.High.Shift(m.places)
		} else {
			fixed.Value = r.Value.Shift(m.places)
		}
		code, level := BadUnit, Block
		if signed(s) {
			code, level = OddUnit, Warn
		}
		c.add(code, level, r, said(fixed), "%s is %s %s (%s). The row is in %s.", said(r), m.words, bs[0].words, show(bs[0].amount), unitName(s.Unit))
		return true
	}
	return false
}

// history compares a row with what is there for its period, and its precision
// with that of the quarters before.
func (c *checker) history(s figure.Series, r figure.Row) {
	if s.Frequency == "quarter" || s.Frequency == "year" {
		if old, ok := measured(c.old, s.Key, r.Period); ok && r.Value.IsSet() && !old.Value.Equal(r.Value) {
			c.warn(Restated, r, "It replaces %s, published on %s.", show(old.Value), old.PublishedOn)
			if newest := c.newest(s.Key, r.Period.Kind); r.Period.Kind == figure.Quarter && newest.Sub(r.Period) > 4 {
				c.warn(OldPeriod, r, "It changes a figure of %s, more than four quarters before the newest, %s.", r.Period, newest)
			}
		}
	}
	if s.Frequency != "quarter" || !r.Value.IsSet() || r.Period.Kind != figure.Quarter {
		return
	}
	finest, n := math.MaxInt, 0
	for q := r.Period.Add(-4); q.Sub(r.Period) < 0; q = q.Add(1) {
		if v, ok := measured(c.next, s.Key, q); ok {
			finest, n = min(finest, coarseness(v.Value)), n+1
			if coarseness(v.Value) >= coarseness(r.Value) {
				return
			}
		}
	}
	if n == 4 && coarseness(r.Value)-finest >= 2 {
		c.warn(Coarser, r, "%s is rounder than each of the four quarters before; is there a more exact figure?", show(r.Value))
	}
}

// newest gives the last period of a series that has a figure.
func (c *checker) newest(series string, k figure.PeriodKind) figure.Period {
	var last figure.Period
	for _, r := range c.next.Rows(series) {
		if r.Period.Kind == k && r.Value.IsSet() {
			last = r.Period
		}
	}
	return last
}

// coarseness counts the zeros at the end of a whole number, or the decimals below
// zero: 2 for 44,400, 0 for 42,232, -1 for 36.8. Zero itself is as fine as can be.
func coarseness(a figure.Amount) int {
	if a.Sign() == 0 {
		return math.MinInt32
	}
	if n := a.Decimals(); n > 0 {
		return -n
	}
	s := a.String()
	return len(s) - len(strings.TrimRight(s, "0"))
}

// growth warns of unusual growth on a year earlier and of a leap on the quarter
// before. Changes of percent series are percentage points.
func (c *checker) growth(s figure.Series, r figure.Row) {
	if r.Period.Kind != figure.Quarter {
		return
	}
	if s.Unit == figure.Percent {
		if v, ok := measured(c.next, s.Key, r.Period.Add(-1)); ok {
			if d := r.Value.Sub(v.Value); math.Abs(d.Float()) > 10 {
				c.warn(OddQuarter, r, "%s percent is %s points from the quarter before (%s).", show(r.Value), show(d), show(v.Value))
			}
		}
		return
	}
	if v, ok := measured(c.next, s.Key, r.Period.Add(-4)); ok && v.Value.Sign() > 0 {
		g := 100 * (r.Value.Float()/v.Value.Float() - 1)
		if band, ok := UsualBand(c.next, s.Key, r.Period); ok && (g < band.Low || g > band.High) {
			c.warn(OddYear, r, "%s on a year earlier (%s) lies outside the usual %s to %s of the eight quarters before.", percent(g), show(v.Value), percent(band.Low), percent(band.High))
		}
	}
	if v, ok := measured(c.next, s.Key, r.Period.Add(-1)); ok && v.Value.Sign() > 0 {
		if g := 100 * (r.Value.Float()/v.Value.Float() - 1); math.Abs(g) > 40 {
			c.warn(OddQuarter, r, "%s on the quarter before (%s) is more than 40 percent.", percent(g), show(v.Value))
		}
	}
}

// percent writes a change with its sign and one decimal.
func percent(g float64) string { return fmt.Sprintf("%+.1f %%", g) }
