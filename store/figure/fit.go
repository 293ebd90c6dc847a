package figure

import (
	"fmt"
	"time"
)

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
// series names it: from the report dates, the calendar, or the same quarter a
// year earlier. Who reports by calendar quarters needs none of them. What is not
// known is empty, such as the last day of a year of 52 weeks that is to come.
func (s *State) Fiscal(v Series, p Period) (label string, start, end Date) {
	switch p.Kind {
	case Quarter:
		for _, who := range []string{v.Publisher, v.Company} {
			if label, start, end = s.quarter(who, p); label != "" {
				return label, start, end
			}
		}
		if m := s.companies[v.Publisher].FiscalYearEndMonth; (m == 0 || m == 12) && s.reportsOf(v.Publisher) {
			return fmt.Sprintf("Q%d %d", p.Q, p.Year), p.Start(), p.End()
		}
		for _, who := range []string{v.Publisher, v.Company} {
			if label, start, end = s.quarter(who, p.Add(-4)); label != "" {
				return nextYear(label, start, end)
			}
		}
	case FiscalYear:
		label = p.String()
		first, last := fmt.Sprintf("FY%02d Q1", p.Year%100), fmt.Sprintf("FY%02d Q4", p.Year%100)
		note := func(company, of string, from, to Date) {
			switch {
			case company != v.Company:
			case of == first:
				start = from
			case of == last:
				end = to
			}
		}
		for _, d := range s.dues {
			note(d.Company, d.Label, d.Start, d.End)
		}
		for c, r := range s.reports {
			note(c.series, r.Label, r.Start, r.End)
		}
	}
	return label, start, end
}

// quarter gives what is known of a quarter of a company, from its report or the
// calendar.
func (s *State) quarter(company string, p Period) (label string, start, end Date) {
	if r, ok := s.reports[cell{company, p}]; ok {
		return r.Label, r.Start, r.End
	}
	for _, d := range s.dues {
		if d.Company == company && d.Period == p {
			return d.Label, d.Start, d.End
		}
	}
	return "", "", ""
}

// nextYear moves a fiscal quarter on by a year. Its days are known only when they
// are whole months: a year of 52 weeks moves them.
func nextYear(label string, start, end Date) (string, Date, Date) {
	var y, q int
	if n, err := fmt.Sscanf(label, "FY%02d Q%d", &y, &q); n != 2 || err != nil {
		return "", "", ""
	}
	label = fmt.Sprintf("FY%02d Q%d", (y+1)%100, q)
	if start.Time().Day() != 1 || end.AddDays(1).Time().Day() != 1 {
		return label, "", ""
	}
	return label, DateOf(start.Time().AddDate(1, 0, 0)), DateOf(end.AddDays(1).Time().AddDate(1, 0, 0)).AddDays(-1)
}

// Ended gives the earliest day on which a period of a company can have ended, for
// rows that do not know their own: the end of a calendar period, or the least
// that a fiscal one allows.
func Ended(c Company, r Row) Date {
	m := c.FiscalYearEndMonth
	switch {
	case r.End != "":
		return r.End
	case r.Period.Kind == FiscalYear && m > 0:
		return DateOf(time.Date(r.Period.Year, time.Month(m), 20, 0, 0, 0, 0, time.UTC))
	case r.Period.Kind == Quarter && m != 0 && m != 12:
		// Its middle lies in the quarter, so it ends at least half a quarter later.
		return r.Period.Start().AddDays(43)
	}
	return r.Period.End()
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
