package seed

import (
	"fmt"

	"megacycle/store/figure"
)

// loadFigures reads figures.csv.
func (l *loader) loadFigures() {
	cols := []string{"series", "period", "period_end", "value", "unit", "status", "qualifier", "sources", "derivation", "note", "published_on", "evidence"}
	l.each("figures.csv", cols, func(r *line) {
		row := l.row(r)
		row.Value = r.amount("value")
		if !row.Value.IsSet() && !r.bad {
			r.problem("value is empty")
		}
		s := l.series[row.Series]
		end := r.day("period_end")
		if r.bad {
			return
		}
		l.place(r, s, &row, end)
		if row.Status == figure.Actual && row.PublishedOn < end {
			r.problem("published_on: %s is before the period ended, %s, so this cannot be an actual figure", row.PublishedOn, end)
		}
		l.keep(r, row)
	})
}

// loadStatements reads statements.csv: guidance, estimates and forecasts, each
// in the series of whoever said it.
func (l *loader) loadStatements() {
	cols := []string{"series", "publisher", "period", "low", "high", "unit", "qualifier", "status", "published_on", "sources", "derivation", "note", "evidence"}
	l.each("statements.csv", cols, func(r *line) {
		row := l.row(r)
		row.Low, row.High = r.amount("low"), r.amount("high")
		s := l.series[row.Series]
		if p := r.company("publisher"); !r.bad && p != s.Publisher {
			r.problem("publisher: %s is what %s says, not %s; each publisher has a series of its own", s.Key, s.Publisher, p)
		}
		if r.bad {
			return
		}
		switch {
		case !row.HasRange():
			r.problem("low and high must both be there; for a point they are equal")
		case row.Low.Cmp(row.High) > 0:
			r.problem("low: %s is more than high, %s", row.Low, row.High)
		case row.Status == figure.Actual || row.Status == figure.Preliminary:
			r.problem("status: a statement about the future is guidance, an estimate or a target")
		}
		row.FiscalLabel, row.Start, row.End = l.fiscal(s, row.Period)
		l.keep(r, row)
	})
}

// row reads what figures and statements have in common.
func (l *loader) row(r *line) figure.Row {
	row := figure.Row{
		Series: r.text("series"), Period: r.period("period"), Status: oneOf(r, "status", figure.Statuses...),
		Qualifier: oneOf(r, "qualifier", "", "about", "over", "up to", "range"), Sources: r.known("sources", true), Derivation: r.text("derivation"),
		Note: r.text("note"), Evidence: oneOf(r, "evidence", "seen", figure.SumChecked),
	}
	s, ok := l.series[row.Series]
	if !ok {
		r.problem("series: %q is not in series.csv", row.Series)
		return row
	}
	if u := figure.Unit(r.text("unit")); u != s.Unit {
		r.problem("unit: %s is in %s, not in %q", s.Key, s.Unit, u)
	}
	if r.text("published_on") != "" {
		row.PublishedOn, row.Approximate = r.latest("published_on")
	} else {
		row.PublishedOn, row.Approximate = l.sourceDay(row.Sources), true
		if row.PublishedOn == "" {
			r.problem("published_on is empty and no source has a date")
		}
	}
	if why := figure.Misfit(s, l.companies[s.Company], row.Period); why != "" && !row.Period.IsZero() {
		r.problem("period: %s", why)
	}
	return row
}

// sourceDay gives the latest day that the sources of a row allow for its
// publication: the row can be no later than its first source that has a date.
func (l *loader) sourceDay(ids []string) figure.Date {
	for _, id := range ids {
		if d, _, err := figure.LatestOf(l.sources[id].PublishedOn); err == nil && d != "" {
			return min(d, Gathered)
		}
	}
	return ""
}

// fiscal gives the label, start and end of a quarter as whoever publishes the
// series names it, from the report dates or else from the calendar; of a fiscal
// year as far as its first and last quarters are known.
func (l *loader) fiscal(s figure.Series, p figure.Period) (label string, start, end figure.Date) {
	if p.Kind == figure.FiscalYear {
		for k, r := range l.reports {
			switch {
			case k.company != s.Company:
			case r.Label == fmt.Sprintf("FY%02d Q1", p.Year%100):
				start = r.Start
			case r.Label == fmt.Sprintf("FY%02d Q4", p.Year%100):
				end = r.End
			}
		}
		return p.String(), start, end
	}
	if p.Kind != figure.Quarter {
		return "", "", ""
	}
	for _, who := range []string{s.Publisher, s.Company} {
		if r, ok := l.reports[owned{who, p}]; ok {
			return r.Label, r.Start, r.End
		}
		if d, ok := l.dues[owned{who, p}]; ok {
			return d.Label, d.Start, d.End
		}
	}
	return "", "", ""
}

// place gives a row the true dates of its period and refuses a period that does
// not fit them.
func (l *loader) place(r *line, s figure.Series, row *figure.Row, end figure.Date) {
	switch row.Period.Kind {
	case figure.Quarter:
		row.FiscalLabel, row.Start, row.End = l.fiscal(s, row.Period)
		switch {
		case row.End == end:
		case row.End == "" && !l.reporters[s.Publisher] && !l.reporters[s.Company]:
			if figure.QuarterAt(end) != row.Period {
				r.problem("period_end: %s does not lie in %s", end, row.Period)
			}
		case row.End == "":
			r.problem("period: there is no report date of %s for %s", s.Publisher, row.Period)
		default:
			r.problem("period_end: %s is not the end of %s, which is %s (%s)", end, row.Period, row.End, row.FiscalLabel)
		}
	case figure.FiscalYear:
		if end.Time().Year() != row.Period.Year || int(end.Time().Month()) != l.companies[s.Company].FiscalYearEndMonth {
			r.problem("period_end: %s is not the end of %s", end, row.Period)
		}
		row.FiscalLabel, row.Start, _ = l.fiscal(s, row.Period)
		row.End = end
	case figure.Year:
		if end.Time().Year() != row.Period.Year {
			r.problem("period_end: %s does not lie in %s", end, row.Period)
		}
	}
}

// keep adds a row unless its vintage is there already.
func (l *loader) keep(r *line, row figure.Row) {
	k := vintage{row.Series, row.Period, row.PublishedOn}
	if old, ok := l.vintages[k]; ok {
		same := "with the same value"
		if !old.row.Value.Equal(row.Value) || !old.row.Low.Equal(row.Low) || !old.row.High.Equal(row.High) {
			same = fmt.Sprintf("with another value, %s", said(old.row))
		}
		r.problem("%s of %s, published on %s, stands at %s already, %s", row.Series, row.Period, row.PublishedOn, old.where, same)
		return
	}
	l.vintages[k] = seen{r.where(), row}
	l.add(figure.Change{Figure: &row})
}

func said(r figure.Row) string {
	if r.HasRange() {
		return r.Low.String() + " to " + r.High.String()
	}
	return r.Value.String()
}
