package figure

import "fmt"

// Misfit says in a sentence why a period cannot be one of a series of company c,
// or "" when it can: a quarterly series has quarters; a yearly one calendar
// years, or fiscal years when the company's year does not end in December.
func Misfit(s Series, c Company, p Period) string {
	want, example := NoPeriod, ""
	switch s.Frequency {
	case "quarter":
		want, example = Quarter, "quarters, like 2026Q2"
	case "year":
		want, example = Year, "calendar years, like 2025"
		if m := c.FiscalYearEndMonth; m != 0 && m != 12 {
			want, example = FiscalYear, "fiscal years, like FY2025"
		}
	}
	if want == NoPeriod || want == p.Kind {
		return ""
	}
	return fmt.Sprintf("%s is not right for %s, which has %s", p, s.Key, example)
}

// Fiscal gives the label, first and last day of a period as whoever publishes a
// series names it, from the report dates or else from the calendar. Who reports
// by calendar quarters needs neither. All are empty when the period is not known.
func (s *State) Fiscal(v Series, p Period) (label string, start, end Date) {
	switch p.Kind {
	case Quarter:
		for _, who := range []string{v.Publisher, v.Company} {
			if r, ok := s.reports[cell{who, p}]; ok {
				return r.Label, r.Start, r.End
			}
			for _, d := range s.dues {
				if d.Company == who && d.Period == p {
					return d.Label, d.Start, d.End
				}
			}
		}
		if m := s.companies[v.Publisher].FiscalYearEndMonth; (m == 0 || m == 12) && s.reportsOf(v.Publisher) {
			return fmt.Sprintf("Q%d %d", p.Q, p.Year), p.Start(), p.End()
		}
	case FiscalYear:
		label = p.String()
		for c, r := range s.reports {
			switch {
			case c.series != v.Company:
			case r.Label == fmt.Sprintf("FY%02d Q1", p.Year%100):
				start = r.Start
			case r.Label == fmt.Sprintf("FY%02d Q4", p.Year%100):
				end = r.End
			}
		}
	}
	return label, start, end
}

// reportsOf says whether any report date of a publisher is known.
func (s *State) reportsOf(publisher string) bool {
	for c := range s.reports {
		if c.series == publisher {
			return true
		}
	}
	return false
}
