package figure

import (
	"cmp"
	"slices"
)

// Grace is how many days after the expected day a report counts as late.
const Grace = 3

// DueSeries is one series that a report is expected to bring.
type DueSeries struct {
	Series Series
	Have   bool // its figure, or the reason why there is none, is in the store
}

// DueItem is one report of one publisher: what it is expected to bring, and by
// when.
type DueItem struct {
	Company Company // who reports; a research house for its own estimates
	Period  Period
	Label   string // the company's own name of the quarter, FY27 Q1
	Start   Date   // true first day of the quarter
	End     Date   // true last day
	On      Date   // the day of the report
	Status  string // confirmed, expected or past
	Late    bool   // more than Grace days have gone by and something is missing
	Series  []DueSeries
}

// Missing gives the series that the report should have brought and that the
// store does not have.
func (d DueItem) Missing() []Series {
	var out []Series
	for _, s := range d.Series {
		if !s.Have {
			out = append(out, s.Series)
		}
	}
	return out
}

// MissingFigure is one figure that was due and is not entered.
type MissingFigure struct {
	Series  Series
	Company Company // who reports it
	Period  Period
	Label   string
	On      Date
	Status  string
}

// day is the day on which this state is looked at: the day asked for, else today.
func (s *State) day() Date {
	if s.AsOf != "" {
		return s.AsOf
	}
	return s.Today
}

// DueItems gives the reports that are still to come, and those whose day has
// passed while figures are missing, by day. A series is due when its publisher
// reports it by quarter, it had a value in one of the two quarters before, and
// it had one in most of the last eight: what a company says only now and then
// is not asked for.
func (s *State) DueItems() []DueItem {
	today := s.day()
	var out []DueItem
	for _, d := range s.dues {
		c, ok := s.companies[d.Company]
		if !ok {
			continue
		}
		it := DueItem{Company: c, Period: d.Period, Label: d.Label, Start: d.Start, End: d.End, On: d.On, Status: d.Status}
		for _, k := range s.order {
			if v := s.series[k]; v.Publisher == d.Company && s.expected(v, d.Period) {
				it.Series = append(it.Series, DueSeries{v, s.entered(k, d.Period)})
			}
		}
		missing := len(it.Missing()) > 0
		if d.On < today && !missing {
			continue
		}
		it.Late = missing && today > d.On.AddDays(Grace)
		out = append(out, it)
	}
	return out
}

// NextReports gives the reports that are still to come, by day: never one whose
// day has passed.
func (s *State) NextReports() []Due {
	today := s.day()
	var out []Due
	for _, d := range s.dues {
		if d.On >= today && d.Status != "past" {
			out = append(out, d)
		}
	}
	return out
}

// Overdue gives the reports whose day has passed while figures of them are
// missing, by day.
func (s *State) Overdue() []DueItem {
	today := s.day()
	return slices.DeleteFunc(s.DueItems(), func(d DueItem) bool { return d.On >= today })
}

// MissingFigures gives what was due and is not entered, by day, then company and
// series. Each name is a series key or a company slug, which stands for all that
// the company publishes and all that is about it; without names, everything.
func (s *State) MissingFigures(names ...string) []MissingFigure {
	var out []MissingFigure
	for _, d := range s.Overdue() {
		for _, v := range d.Missing() {
			hit := func(n string) bool { return n == v.Key || n == v.Company || n == v.Publisher }
			if len(names) == 0 || slices.ContainsFunc(names, hit) {
				out = append(out, MissingFigure{v, d.Company, d.Period, d.Label, d.On, d.Status})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b MissingFigure) int {
		return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.Company.Slug, b.Company.Slug), cmp.Compare(a.Series.Key, b.Series.Key))
	})
	return out
}

// expected says whether a series should have a figure for p.
func (s *State) expected(v Series, p Period) bool {
	if v.Kind != Reported || v.Frequency != "quarter" || p.Kind != Quarter {
		return false
	}
	recent, have, span := false, 0, 0
	for _, r := range s.rows[v.Key] {
		back := p.Sub(r.Period)
		if r.Period.Kind != Quarter || back < 1 || back > 8 || !r.measured() {
			continue
		}
		recent = recent || back <= 2
		have, span = have+1, max(span, back)
	}
	return recent && have*2 > span-s.unreported(v.Publisher, p)
}

// unreported counts the quarters just before p whose figures cannot be there,
// because they are due themselves and not entered as a whole.
func (s *State) unreported(publisher string, p Period) int {
	n := 0
	for _, d := range s.dues {
		if d.Company == publisher && d.Status != "past" && d.Period.Kind == Quarter && d.Period.Sub(p) < 0 {
			n++
		}
	}
	return n
}

// entered says whether a figure, or the reason why there is none, is there.
func (s *State) entered(key string, p Period) bool {
	r, ok := s.at[cell{key, p}]
	return ok && (r.measured() || r.Reason != HasValue)
}

// measured says whether a row holds what was, not what somebody expects.
func (r Row) measured() bool {
	return r.Value.IsSet() && r.Status != Guidance && r.Status != Target
}
