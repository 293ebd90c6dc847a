package format

import (
	"fmt"

	"megacycle/store/figure"
)

// Date writes a day: 30 Jul 2026; "" for no date.
func (l *Language) Date(d figure.Date) string {
	if d == "" {
		return ""
	}
	t := d.Time()
	return fmt.Sprintf("%d %s %d", t.Day(), l.months[t.Month()-1], t.Year())
}

// DayMonth writes a day without its year: 30 Jul.
func (l *Language) DayMonth(d figure.Date) string {
	if d == "" {
		return ""
	}
	t := d.Time()
	return fmt.Sprintf("%d %s", t.Day(), l.months[t.Month()-1])
}

// Month writes the month of a day in full: February 2026.
func (l *Language) Month(d figure.Date) string {
	if d == "" {
		return ""
	}
	t := d.Time()
	return fmt.Sprintf("%s %d", l.monthsAll[t.Month()-1], t.Year())
}

// MonthName writes the month of a day without its year: February.
func (l *Language) MonthName(d figure.Date) string {
	if d == "" {
		return ""
	}
	return l.monthsAll[d.Time().Month()-1]
}

// Span writes two days with what they have in common once: 1 Apr to 30 Jun 2026.
func (l *Language) Span(a, b figure.Date) string {
	if a == "" || b == "" {
		return ""
	}
	if a.Time().Year() == b.Time().Year() {
		return l.DayMonth(a) + " " + l.to + " " + l.Date(b)
	}
	return l.Date(a) + " " + l.to + " " + l.Date(b)
}

// Period writes a period: Q2 2026, 2025, FY2025; "" for none.
func (l *Language) Period(p figure.Period) string {
	if p.Kind == figure.Quarter {
		return l.quarter(p.Q, fmt.Sprintf("%d", p.Year))
	}
	return p.String()
}

// ShortPeriod writes a period for narrow places: Q2 ’26, ’25.
func (l *Language) ShortPeriod(p figure.Period) string {
	year := fmt.Sprintf("’%02d", p.Year%100)
	switch p.Kind {
	case figure.Quarter:
		return l.quarter(p.Q, year)
	case figure.Year:
		return year
	}
	return p.String()
}

// Periods writes a range of periods: Q1 2018 to Q2 2026.
func (l *Language) Periods(a, b figure.Period) string {
	if a == b {
		return l.Period(a)
	}
	return l.Period(a) + " " + l.to + " " + l.Period(b)
}
