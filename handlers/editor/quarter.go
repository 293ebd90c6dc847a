package editor

import (
	"net/http"
	"slices"
	"strings"

	"github.com/go-chi/chi/v5"

	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/sheet"
	"megacycle/views/format"
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
	due     map[string]bool // series that the report should bring
}

// group is series under one heading.
type group struct {
	title  string
	rank   int
	series []figure.Series
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
	if st.Release.N == 0 {
		return quarter{}, fault.New(fault.NotFound, "nothing has been published here yet, so no company is known; start on a new file without --empty to begin with ours")
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

// find lists the series under headings: the whole company, its parts, cash flow,
// what is printed over four quarters. A series is there when it is due, when it
// has a figure, or when it had one lately.
func (q *quarter) find() {
	q.due = map[string]bool{}
	for _, it := range q.st.DueItems() {
		if it.Company.Slug == q.company.Slug && it.Period == q.period {
			for _, s := range it.Series {
				q.due[s.Series.Key] = true
			}
		}
	}
	for _, k := range q.st.SeriesKeys() {
		s, _ := q.st.Series(k)
		if s.Publisher != q.company.Slug || s.Frequency != "quarter" || s.Kind == figure.Computed {
			continue
		}
		if _, here := q.st.Figure(k, q.period); !q.due[k] && !here && !q.recent(k) {
			continue
		}
		title, rank := heading(s)
		i := slices.IndexFunc(q.groups, func(g group) bool { return g.title == title })
		if i < 0 {
			i = len(q.groups)
			q.groups = append(q.groups, group{title: title, rank: rank})
		}
		q.groups[i].series = append(q.groups[i].series, s)
	}
	slices.SortStableFunc(q.groups, func(a, b group) int { return a.rank - b.rank })
	for _, g := range q.groups {
		slices.SortStableFunc(g.series, func(a, b figure.Series) int { return line(a) - line(b) })
	}
}

// heading says under which heading a series stands, and where that comes. The
// headings follow from the keys, which are built alike: subject, part, measure.
func heading(s figure.Series) (title string, rank int) {
	part := strings.Split(s.Key, ".")
	switch {
	case s.Kind == figure.Check || strings.HasSuffix(s.Key, "_ttm"):
		return "Over four quarters and totals, as printed", 9
	case part[0] == "share":
		return "Shares of the market", 1
	case len(part) < 3 && (strings.Contains(s.Key, "capex") || strings.Contains(s.Key, "ocf") || strings.Contains(s.Key, "fcf")):
		return "Cash flow", 5
	case len(part) < 3:
		return "Whole company", 0
	case part[1] == "total":
		return "Whole company", 0
	case part[1] == "power":
		return "Power", 7
	}
	if len(part[1]) <= 3 {
		return strings.ToUpper(part[1]), 2
	}
	words := strings.Split(part[1], "_")
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " "), 3
}

// line orders series below a heading as statements do: revenue, income, the rest.
func line(s figure.Series) int {
	switch {
	case strings.HasSuffix(s.Key, "revenue") || strings.HasSuffix(s.Key, ".ocf"):
		return 0
	case strings.HasSuffix(s.Key, "operating_income"):
		return 1
	}
	return 2
}

// recent says whether a series has a figure in one of the eight quarters before.
func (q *quarter) recent(key string) bool {
	for i := 1; i <= 8; i++ {
		if r, ok := q.st.Figure(key, q.period.Add(-i)); ok && r.Value.IsSet() {
			return true
		}
	}
	return false
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
	text := format.Exact(f.Value)
	if _, err := sheet.ParseNumber(text, ""); err != nil {
		text = f.Value.String() + "0" // 1.234 alone could be a thousand and more
	}
	return strings.TrimSpace(f.Qualifier + " " + text)
}

// readable says whether what was typed is an amount in the unit of s.
func readable(text string, s figure.Series) (figure.Amount, error) {
	_, number := split(text)
	return sheet.ParseNumber(number, s.Unit)
}
