package seed

import (
	"cmp"
	"slices"

	"megacycle/store/figure"
)

// span checks that a quarter is about as long as a quarter and filed under the
// calendar quarter that holds its middle.
func (r *line) span(p figure.Period, start, end figure.Date) {
	days := int(end.Time().Sub(start.Time()).Hours() / 24)
	switch {
	case r.bad:
	case days < 80 || days > 98:
		r.problem("end: %s to %s is not a quarter", start, end)
	case figure.QuarterOfSpan(start, end) != p:
		r.problem("period: the middle of %s to %s lies in %s, not in %s", start, end, figure.QuarterOfSpan(start, end), p)
	}
}

// loadReports reads report_dates.csv: which company reported which quarter, when,
// under which label of its own.
func (l *loader) loadReports() {
	cols := []string{"company", "period", "label", "start", "end", "reported_on", "confidence", "source", "first_disclosed"}
	type placed struct {
		r   *line
		rep figure.Report
	}
	all := map[string][]placed{}
	l.each("report_dates.csv", cols, func(r *line) {
		p := figure.Report{
			Company: r.company("company"), Period: r.period("period"), Label: r.must("label"), Start: r.day("start"), End: r.day("end"),
			ReportedOn: r.day("reported_on"), Confidence: oneOf(r, "confidence", "confirmed", "known", "approximate"),
			FirstDisclosed: r.text("first_disclosed"),
		}
		if ids := r.known("source", p.Confidence == "confirmed"); len(ids) > 0 {
			p.Source = ids[0]
		}
		r.span(p.Period, p.Start, p.End)
		r.past("reported_on", p.ReportedOn)
		if lag := int(p.ReportedOn.Time().Sub(p.End.Time()).Hours() / 24); !r.bad && (lag < 1 || lag > 90) {
			r.problem("reported_on: %s is %d days after the end of the quarter", p.ReportedOn, lag)
		}
		k := owned{p.Company, p.Period}
		if _, ok := l.reports[k]; ok {
			r.problem("period: %s of %s stands twice", p.Period, p.Company)
		}
		l.reports[k] = p
		l.reporters[p.Company] = true
		all[p.Company] = append(all[p.Company], placed{r, p})
		l.add(figure.Change{Report: &p})
	})
	for _, list := range all {
		slices.SortFunc(list, func(a, b placed) int { return cmp.Compare(a.rep.Start, b.rep.Start) })
		for i := 1; i < len(list); i++ {
			a, b := list[i-1].rep, list[i]
			switch {
			case b.r.bad || list[i-1].r.bad:
			case b.rep.Start <= a.End:
				b.r.problem("start: %s begins before %s has ended", b.rep.Label, a.Label)
			case b.rep.Period.Sub(a.Period) == 1 && b.rep.Start != a.End.AddDays(1):
				b.r.problem("start: %s begins on %s, but %s ended on %s", b.rep.Label, b.rep.Start, a.Label, a.End)
			case b.rep.ReportedOn <= a.ReportedOn:
				b.r.problem("reported_on: %s is not after the report on %s", b.rep.ReportedOn, a.Label)
			}
		}
	}
}

// loadCalendar reads calendar.csv: when each company's report is expected.
func (l *loader) loadCalendar() {
	cols := []string{"company", "period", "label", "start", "end", "on", "status", "source", "note"}
	l.each("calendar.csv", cols, func(r *line) {
		d := figure.Due{
			Company: r.company("company"), Period: r.period("period"), Label: r.must("label"), Start: r.day("start"), End: r.day("end"),
			On: r.day("on"), Status: oneOf(r, "status", "confirmed", "expected", "past"), Note: r.text("note"),
		}
		if ids := r.known("source", true); len(ids) > 0 {
			d.Source = ids[0]
		}
		r.span(d.Period, d.Start, d.End)
		k := owned{d.Company, d.Period}
		if _, ok := l.dues[k]; ok {
			r.problem("period: %s of %s stands twice", d.Period, d.Company)
		}
		rep, reported := l.reports[k]
		switch {
		case r.bad:
		case d.Status == "past" && !reported:
			r.problem("status: %s of %s is past but not in report_dates.csv", d.Period, d.Company)
		case reported && (rep.ReportedOn != d.On || rep.Start != d.Start || rep.End != d.End || rep.Label != d.Label):
			r.problem("on: report_dates.csv has other dates for %s of %s", d.Period, d.Company)
		}
		l.dues[k] = d
		l.add(figure.Change{Due: &d})
	})
}
