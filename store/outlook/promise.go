package outlook

import (
	"cmp"
	"slices"
	"strings"

	"megacycle/store/figure"
)

// Promise is everything that was said about one period in one series of
// statements, and what came of it.
type Promise struct {
	Series  figure.Series // the series of statements
	Period  figure.Period // what they are about
	Said    []Said        // by day
	Outcome Outcome
}

// Said is one statement and how far the outcome lies from it.
type Said struct {
	Row  figure.Row
	Miss Miss // zero while the outcome is awaited
}

// Outcome is what was reported for the period of a promise, as far as it is.
type Outcome struct {
	Series  figure.Series   // where it is reported; its key is empty when no series measures it
	Value   figure.Amount   // of the whole period; not set while it is awaited
	SoFar   figure.Amount   // sum of the quarters that are there; set for flows over a year
	Rows    []figure.Row    // the rows it is made of
	Wanting []figure.Period // periods that have no figure yet
	Reason  figure.Reason   // why there never will be one: not disclosed, withdrawn
}

// Awaiting says whether the outcome is still to come: then there is no verdict.
func (o Outcome) Awaiting() bool { return !o.Value.IsSet() && o.Reason == figure.HasValue }

// Place says on which side of a statement an outcome lies.
type Place string

// The places. An outcome above "over 50" is what was said, so it is inside.
const (
	Inside Place = "inside"
	Above  Place = "above"
	Below  Place = "below"
)

// Miss is the distance of an outcome from a statement.
type Miss struct {
	Place Place
	By    figure.Amount // outcome less the middle of the statement, in its unit
	Ratio float64       // By over the middle: 0.1 means the outcome was 10 % above; only when Rated
	Rated bool          // a middle at or below zero, and a percentage, have no ratio
}

// Measure gives the distance of an outcome from a statement: outcome / middle - 1,
// where the middle of a range is our arithmetic. Oracle's "about 35" billion for
// fiscal 2026 became 55.663: 59.0 % above.
func Measure(said figure.Row, unit figure.Unit, outcome figure.Amount) Miss {
	mid := said.Mid()
	if !mid.IsSet() || !outcome.IsSet() {
		return Miss{}
	}
	low, high := mid, mid
	if said.HasRange() {
		low, high = said.Low, said.High
	}
	m := Miss{Place: Inside, By: outcome.Sub(mid)}
	switch {
	case outcome.Cmp(high) > 0 && said.Qualifier != "over":
		m.Place = Above
	case outcome.Cmp(low) < 0 && said.Qualifier != "up to":
		m.Place = Below
	}
	if mid.Sign() > 0 && unit != figure.Percent {
		m.Ratio, m.Rated = m.By.Float()/mid.Float(), true
	}
	return m
}

// Promises gives what was said about a company's future, newest period first:
// the guidance of the company itself, then the forecasts of others. Each has its
// outcome as far as it is known in this state.
func Promises(st *figure.State, company string) []Promise {
	var out []Promise
	for _, k := range st.SeriesKeys() {
		s, _ := st.Series(k)
		if s.Company != company || s.Frequency != "statement" {
			continue
		}
		of, found := OutcomeSeries(st, s)
		if !found {
			continue
		}
		for _, r := range st.Rows(k) {
			p := Promise{Series: s, Period: r.Period, Outcome: outcome(st, of, r.Period)}
			for _, v := range st.Vintages(k, r.Period) {
				said := Said{Row: v}
				if !p.Outcome.Awaiting() && v.Mid().IsSet() {
					said.Miss = Measure(v, s.Unit, p.Outcome.Value)
				}
				p.Said = append(p.Said, said)
			}
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b Promise) int {
		return cmp.Or(cmp.Compare(rank(a.Series), rank(b.Series)), cmp.Compare(b.Period.End(), a.Period.End()), cmp.Compare(a.Series.Key, b.Series.Key))
	})
	return out
}

// rank puts a company's own word before that of others.
func rank(s figure.Series) int {
	if s.Publisher == s.Company {
		return 0
	}
	return 1
}

// OutcomeSeries gives the series in which what a series of statements is about
// is reported, in the same definition: of the same comparability group, or of the
// definition that the guidance names (capex_guidance_net is about capex_net), or
// of the key without its ending. Forecasts of free cash flow are about the
// trailing sum at the end of the year.
func OutcomeSeries(st *figure.State, s figure.Series) (figure.Series, bool) {
	def := strings.Replace(s.Group, "_guidance", "", 1)
	for _, k := range st.SeriesKeys() {
		o, _ := st.Series(k)
		if o.Company != s.Company || o.Kind != figure.Reported || o.Frequency != "quarter" || o.Unit != s.Unit {
			continue
		}
		if o.Group == s.Group || def != s.Group && strings.HasPrefix(o.Group, def) {
			return o, true
		}
	}
	if before, ok := strings.CutSuffix(s.Key, "_guidance"); ok {
		if o, known := st.Series(before); known {
			return o, true
		}
	}
	if before, _, ok := strings.Cut(s.Key, ".fcf_forecast."); ok {
		return st.Series(before + ".fcf_ttm")
	}
	return figure.Series{}, false
}

// outcome collects what is reported for a period: the quarter, the published
// fiscal year, the sum of the calendar year's quarters, or a trailing sum at its
// end.
func outcome(st *figure.State, s figure.Series, p figure.Period) Outcome {
	key, wanted := s.Key, []figure.Period{p}
	switch {
	case p.Kind == figure.FiscalYear:
		key += ".fy"
		if total, ok := st.Series(key); ok {
			s = total
		}
	case p.Kind == figure.Year && s.Aggregation == figure.Sum:
		wanted = figure.Range(figure.QuarterOf(p.Year, 1), figure.QuarterOf(p.Year, 4))
	case p.Kind == figure.Year:
		wanted = []figure.Period{figure.QuarterOf(p.Year, 4)}
	}
	o := Outcome{Series: s}
	sum := figure.IntAmount(0)
	for _, w := range wanted {
		r, ok := st.Figure(key, w)
		switch {
		case ok && r.Value.IsSet() && r.Status != figure.Guidance && r.Status != figure.Target:
			sum = sum.Add(r.Value)
			o.Rows = append(o.Rows, r)
		case ok && r.Reason != figure.HasValue:
			o.Reason = r.Reason
		default:
			o.Wanting = append(o.Wanting, w)
		}
	}
	if len(wanted) > 1 && len(o.Rows) > 0 {
		o.SoFar = sum
	}
	if len(o.Rows) == len(wanted) {
		o.Value = sum
	}
	return o
}
