package editor

import (
	"net/http"
	"slices"
	"strings"

	"github.com/go-chi/chi/v5"

	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/sheet"
)

// shownQuarters is how many quarters stand beside the one that is entered; the
// same quarter a year earlier is among them.
const shownQuarters = 5

// quarter is one company's report on one quarter, and the series that it brings.
type quarter struct {
	st      *figure.State
	company figure.Company
	period  figure.Period
	label   string // the company's own; "" when not known
	start   figure.Date
	end     figure.Date
	on      figure.Date // day of the report; "" when not known
	status  string      // of that day: confirmed, expected, known, ...
	groups  []group
}

// group is series under one heading.
type group struct {
	title, hint string
	series      []figure.Series
}

// quarterOf resolves the address of a form.
func (e *Editor) quarterOf(r *http.Request) (quarter, error) {
	slug, text := chi.URLParam(r, "company"), chi.URLParam(r, "period")
	p, err := figure.ParsePeriod(text)
	if err != nil || p.Kind != figure.Quarter || p.String() != text {
		return quarter{}, fault.New(fault.NotFound, "%q is not a quarter; the address of a form is like /edit/amazon/2026Q3", clip(text, 40))
	}
	st, err := e.state()
	if err != nil {
		return quarter{}, err
	}
	c, ok := st.Company(slug)
	if !ok {
		return quarter{}, fault.New(fault.NotFound, "there is no company %q; the list of what is due links to each form", clip(slug, 40))
	}
	q := quarter{st: st, company: c, period: p}
	q.dates()
	q.find()
	if len(q.groups) == 0 {
		return q, fault.New(fault.NotFound, "%s reports no series by quarter here, so there is nothing to enter for %s", company(c).Name, p)
	}
	return q, nil
}

// dates finds when the company reports the quarter, and how it calls it.
func (q *quarter) dates() {
	if rep, ok := q.st.Report(q.company.Slug, q.period); ok {
		q.label, q.start, q.end, q.on, q.status = rep.Label, rep.Start, rep.End, rep.ReportedOn, rep.Confidence
		return
	}
	for _, d := range q.st.Dues() {
		if d.Company == q.company.Slug && d.Period == q.period {
			q.label, q.start, q.end, q.on, q.status = d.Label, d.Start, d.End, d.On, d.Status
		}
	}
}

// find lists the series: those due, those that the company gives now and then,
// and printed totals to check against.
func (q *quarter) find() {
	due := map[string]bool{}
	for _, it := range q.st.DueItems() {
		if it.Company.Slug == q.company.Slug && it.Period == q.period {
			for _, s := range it.Series {
				due[s.Series.Key] = true
			}
		}
	}
	first := group{title: "Due with this report"}
	other := group{title: "Now and then", hint: "said in some quarters, or ended"}
	check := group{title: "Totals as printed", hint: "our own sums are checked against them"}
	for _, k := range q.st.SeriesKeys() {
		s, _ := q.st.Series(k)
		if s.Publisher != q.company.Slug || s.Frequency != "quarter" || s.Kind == figure.Computed || ours(s) {
			continue
		}
		_, here := q.st.Figure(k, q.period)
		switch {
		case due[k] || here && s.Kind == figure.Reported:
			first.series = append(first.series, s)
		case s.Kind == figure.Check && (here || q.recent(k)):
			check.series = append(check.series, s)
		case s.Kind == figure.Reported && q.recent(k):
			other.series = append(other.series, s)
		}
	}
	slices.SortStableFunc(first.series, wholeFirst)
	for _, g := range []group{first, other, check} {
		if len(g.series) > 0 {
			q.groups = append(q.groups, g)
		}
	}
}

// ours says whether a printed total is a sum of our own, which is never typed.
func ours(s figure.Series) bool { return s.Publisher == "megacycle" }

// recent says whether a series has a figure in one of the eight quarters before.
func (q *quarter) recent(key string) bool {
	for i := 1; i <= 8; i++ {
		if r, ok := q.st.Figure(key, q.period.Add(-i)); ok && r.Value.IsSet() {
			return true
		}
	}
	return false
}

// wholeFirst puts the totals of the company first.
func wholeFirst(a, b figure.Series) int {
	rank := func(s figure.Series) int {
		if strings.Contains(s.Key, ".total.") {
			return 0
		}
		return 1
	}
	return rank(a) - rank(b)
}

// series lists all series of the form in their order.
func (q *quarter) series() []figure.Series {
	var out []figure.Series
	for _, g := range q.groups {
		out = append(out, g.series...)
	}
	return out
}

// has says whether a figure belongs to this form.
func (q *quarter) has(f *figure.Row) bool {
	return f != nil && f.Period == q.period && slices.ContainsFunc(q.series(), func(s figure.Series) bool { return s.Key == f.Series })
}

// sourceOf finds a source among changes, then in the store.
func (q *quarter) sourceOf(id string, changes []figure.Change) (figure.Source, bool) {
	for _, c := range changes {
		if c.Source != nil && c.Source.ID == id {
			return *c.Source, true
		}
	}
	return q.st.Source(id)
}

// split takes a word such as "over" off what was typed.
func split(text string) (qualifier, number string) {
	low := strings.ToLower(text)
	for _, w := range []string{"about", "over", "up to"} {
		if rest, ok := strings.CutPrefix(low, w+" "); ok {
			return w, strings.TrimSpace(rest)
		}
	}
	return "", text
}

// without reads words that say there is no value.
func without(text string) figure.Reason {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "not disclosed", "n/d", "not given":
		return figure.NotDisclosed
	case "withdrawn":
		return figure.Withdrawn
	}
	return figure.HasValue
}

// said writes a row's value as it can be typed again.
func said(f figure.Row) string {
	if f.Reason != figure.HasValue {
		return string(f.Reason)
	}
	return strings.TrimSpace(f.Qualifier + " " + f.Value.String())
}

// readable says whether what was typed is an amount in the unit of s.
func readable(text string, s figure.Series) (figure.Amount, error) {
	_, number := split(text)
	return sheet.ParseNumber(number, s.Unit)
}
