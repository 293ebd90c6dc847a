package check

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"megacycle/store/figure"
)

// Arithmetic checks the figures of a state against each other: quarters against
// published years and trailing sums, parts against wholes, cash flow against
// capital expenditure, shares against 100. Sums that are off by no more than the
// rounding of their parts pass. The order is by series and period.
func Arithmetic(st *figure.State) []Finding {
	var out []Finding
	for _, f := range arithmetic(st) {
		out = append(out, f.Finding)
	}
	return out
}

func arithmetic(st *figure.State) []found {
	var out []found
	for _, k := range st.SeriesKeys() {
		s, _ := st.Series(k)
		if base, ok := strings.CutSuffix(k, ".fy"); ok {
			out = append(out, years(st, s, base)...)
		}
		if base, ok := strings.CutSuffix(k, "_ttm"); ok {
			out = append(out, trailing(st, s, base)...)
		}
		if len(s.Members) > 0 {
			out = append(out, totals(st, s)...)
		}
		out = append(out, segments(st, s)...)
		out = append(out, cash(st, s)...)
	}
	return append(out, shares(st)...)
}

// measured gives the value of a figure that says what was.
func measured(st *figure.State, series string, p figure.Period) (figure.Row, bool) {
	r, ok := st.Figure(series, p)
	return r, ok && r.Value.IsSet() && r.Status != figure.Guidance && r.Status != figure.Target
}

// quartersOf gives the four calendar quarters under which the quarters of a year
// are filed. A fiscal year ends with a month; the middle of its last three
// months says where its last quarter is filed.
func quartersOf(p figure.Period, endMonth int) []figure.Period {
	last := figure.QuarterOf(p.Year, 4)
	if p.Kind == figure.FiscalYear && endMonth >= 1 && endMonth <= 12 {
		next := time.Date(p.Year, time.Month(endMonth)+1, 1, 0, 0, 0, 0, time.UTC)
		last = figure.QuarterOfSpan(figure.DateOf(next.AddDate(0, -3, 0)), figure.DateOf(next.AddDate(0, 0, -1)))
	}
	return figure.Range(last.Add(-3), last)
}

// half gives half of the unit in which an amount is printed: 0.5 for 42,232, 50
// for 24,200. Whole numbers count as rounded to hundreds at most, as chance makes
// zeros too.
func half(a figure.Amount) float64 {
	s := a.String()
	if n := a.Decimals(); n > 0 {
		return 0.5 * math.Pow10(-n)
	}
	zeros := len(s) - len(strings.TrimRight(s, "0"))
	return 0.5 * math.Pow10(min(zeros, 2))
}

// sum adds what a series measured in the periods; false when one is missing. It
// gives the rounding that may be in it, too.
func sum(st *figure.State, series string, ps []figure.Period) (total figure.Amount, slack float64, cells []cell, ok bool) {
	total = figure.IntAmount(0)
	for _, p := range ps {
		r, ok := measured(st, series, p)
		if !ok {
			return total, 0, nil, false
		}
		total, slack = total.Add(r.Value), slack+half(r.Value)
		cells = append(cells, cell{series, p})
	}
	return total, slack, cells, true
}

// off says whether two amounts differ by more than slack.
func off(a, b figure.Amount, slack float64) bool {
	return math.Abs(a.Sub(b).Float()) > slack+1e-9
}

// years checks published years against the sum of their quarters: within half a
// printed unit of each of the five figures, or 1.5 percent when a research house
// estimates both.
func years(st *figure.State, s figure.Series, base string) []found {
	b, ok := st.Series(base)
	if !ok || b.Aggregation != figure.Sum || b.Unit != s.Unit || b.Publisher != s.Publisher {
		return nil
	}
	c, _ := st.Company(s.Company)
	var out []found
	for _, r := range st.Rows(s.Key) {
		if _, ok := measured(st, s.Key, r.Period); !ok {
			continue
		}
		total, slack, cells, ok := sum(st, base, quartersOf(r.Period, c.FiscalYearEndMonth))
		if !ok {
			continue
		}
		slack += half(r.Value)
		if r.Status == figure.Estimate {
			slack = max(slack, 0.015*math.Abs(r.Value.Float()))
		}
		if off(total, r.Value, slack) {
			out = append(out, found{Finding{
				Code: BadYear, Level: Block, Series: s.Key, Period: r.Period,
				Message: fmt.Sprintf("The quarters of %s in %s add up to %s, but the year is %s: %s apart.", base, r.Period, show(total), show(r.Value), show(total.Sub(r.Value))),
			}, append(cells, cell{s.Key, r.Period})})
		}
	}
	return out
}

// trailing checks printed trailing sums against the sum of four quarters.
func trailing(st *figure.State, s figure.Series, base string) []found {
	b, ok := st.Series(base)
	if !ok || b.Aggregation != figure.Sum || b.Unit != s.Unit || b.Publisher != s.Publisher {
		return nil
	}
	var out []found
	for _, r := range st.Rows(s.Key) {
		if _, ok := measured(st, s.Key, r.Period); !ok || r.Period.Kind != figure.Quarter {
			continue
		}
		total, slack, cells, ok := sum(st, base, figure.Range(r.Period.Add(-3), r.Period))
		if ok && off(total, r.Value, slack+half(r.Value)) {
			out = append(out, found{Finding{
				Code: BadTrailing, Level: Block, Series: s.Key, Period: r.Period,
				Message: fmt.Sprintf("The four quarters of %s to %s add up to %s, but the trailing sum is %s: %s apart.", base, r.Period, show(total), show(r.Value), show(total.Sub(r.Value))),
			}, append(cells, cell{s.Key, r.Period})})
		}
	}
	return out
}

// totals checks a typed total against the sum of its members, each as it was
// known on the day of the total. A range is checked at both ends.
func totals(st *figure.State, s figure.Series) []found {
	var out []found
	for _, r := range st.Rows(s.Key) {
		low, high, slack, whole := figure.IntAmount(0), figure.IntAmount(0), 0.0, true
		cells := []cell{{s.Key, r.Period}}
		for _, m := range s.Members {
			v, ok := knownOn(st, m, r.Period, r.PublishedOn)
			if !ok {
				whole = false
				break
			}
			lo, hi := v.Value, v.Value
			if v.HasRange() {
				lo, hi = v.Low, v.High
			}
			low, high, slack = low.Add(lo), high.Add(hi), slack+half(lo)
			cells = append(cells, cell{m, r.Period})
		}
		rlo, rhi := r.Value, r.Value
		if r.HasRange() {
			rlo, rhi, slack = r.Low, r.High, 0
		}
		if !whole || !rlo.IsSet() || (!off(low, rlo, slack) && !off(high, rhi, slack)) {
			continue
		}
		text := show(low)
		if !low.Equal(high) {
			text += " to " + show(high)
		}
		out = append(out, found{Finding{
			Code: BadSegment, Level: Block, Series: s.Key, Period: r.Period,
			Message: fmt.Sprintf("The parts of %s in %s add up to %s, but the total is %s.", s.Key, r.Period, text, said(r)),
		}, cells})
	}
	return out
}

// knownOn gives the newest vintage of a figure on a day; false when it has no
// number.
func knownOn(st *figure.State, series string, p figure.Period, on figure.Date) (figure.Row, bool) {
	var best figure.Row
	for _, v := range st.Vintages(series, p) {
		if v.PublishedOn <= on {
			best = v
		}
	}
	return best, best.Value.IsSet() || best.HasRange()
}

// said writes what a row says.
func said(r figure.Row) string {
	switch {
	case r.HasRange() && r.Low.Equal(r.High):
		return show(r.Low)
	case r.HasRange():
		return show(r.Low) + " to " + show(r.High)
	case r.Reason != figure.HasValue:
		return string(r.Reason)
	}
	return show(r.Value)
}

// segments checks that the revenue of a part of a company is not above that of
// the whole company. Income is not checked: other parts can lose money.
func segments(st *figure.State, s figure.Series) []found {
	whole := s.Company + ".total.revenue"
	if !strings.HasPrefix(s.Key, s.Company+".") || !strings.HasSuffix(s.Key, ".revenue") || s.Key == whole {
		return nil
	}
	var out []found
	for _, r := range st.Rows(s.Key) {
		part, ok1 := measured(st, s.Key, r.Period)
		all, ok2 := measured(st, whole, r.Period)
		if ok1 && ok2 && part.Value.Cmp(all.Value) > 0 {
			out = append(out, found{Finding{
				Code: BadSegment, Level: Block, Series: s.Key, Period: r.Period,
				Message: fmt.Sprintf("%s in %s is %s, more than the whole company's revenue of %s.", s.Name, r.Period, show(part.Value), show(all.Value)),
			}, []cell{{s.Key, r.Period}, {whole, r.Period}}})
		}
	}
	return out
}

// cash checks that operating cash flow less net capital expenditure is the free
// cash flow that the company prints, by year and trailing.
func cash(st *figure.State, s figure.Series) []found {
	var ocf, capex string
	for _, end := range []string{".fcf_ttm", ".fcf.fy"} {
		if c, ok := strings.CutSuffix(s.Key, end); ok {
			tail := strings.TrimPrefix(end, ".fcf")
			ocf, capex = c+".ocf"+tail, c+".capex_net"+tail
		}
	}
	if ocf == "" {
		return nil
	}
	var out []found
	for _, r := range st.Rows(s.Key) {
		free, ok1 := measured(st, s.Key, r.Period)
		in, ok2 := measured(st, ocf, r.Period)
		spent, ok3 := measured(st, capex, r.Period)
		if !ok1 || !ok2 || !ok3 {
			continue
		}
		left := in.Value.Sub(spent.Value)
		if off(left, free.Value, half(in.Value)+half(spent.Value)+half(free.Value)) {
			out = append(out, found{Finding{
				Code: BadCash, Level: Block, Series: s.Key, Period: r.Period,
				Message: fmt.Sprintf("%s less %s in %s is %s, but the free cash flow is %s.", ocf, capex, r.Period, show(left), show(free.Value)),
			}, []cell{{s.Key, r.Period}, {ocf, r.Period}, {capex, r.Period}}})
		}
	}
	return out
}

// shares checks that the market shares that one publisher gives for one quarter
// add up to no more than 100 and half a point for each, as each is rounded.
func shares(st *figure.State) []found {
	type sheet struct {
		total figure.Amount
		cells []cell
	}
	type of struct {
		publisher string
		group     string
		period    figure.Period
	}
	all, order := map[of]*sheet{}, []of{}
	for _, k := range st.SeriesKeys() {
		s, _ := st.Series(k)
		if !strings.HasPrefix(k, "share.") || s.Unit != figure.Percent {
			continue
		}
		for _, r := range st.Rows(k) {
			if _, ok := measured(st, k, r.Period); !ok {
				continue
			}
			o := of{s.Publisher, s.Group, r.Period}
			if all[o] == nil {
				all[o], order = &sheet{total: figure.IntAmount(0)}, append(order, o)
			}
			all[o].total = all[o].total.Add(r.Value)
			all[o].cells = append(all[o].cells, cell{k, r.Period})
		}
	}
	slices.SortStableFunc(order, func(a, b of) int { return a.period.Compare(b.period) })
	var out []found
	for _, o := range order {
		sh := all[o]
		if sh.total.Float() > 100+0.5*float64(len(sh.cells)) {
			out = append(out, found{Finding{
				Code: TooManyParts, Level: Block, Series: sh.cells[0].series, Period: o.period,
				Message: fmt.Sprintf("The %d market shares of %s add up to %s percent.", len(sh.cells), o.period, show(sh.total)),
			}, sh.cells})
		}
	}
	return out
}
