package pages

import (
	"cmp"
	"net/http"
	"strconv"

	"megacycle/handlers"
	"megacycle/store/figure"
	"megacycle/store/outlook"
	"megacycle/store/series"
	"megacycle/views/format"
	"megacycle/views/page"
	"megacycle/views/ui"
)

// About answers with the method: definitions, formulas with a worked example from
// the figures, calendars, revisions, words, licence and how to cite.
func (h *Pages) About(r *http.Request) (*handlers.Answer, error) {
	v, err := h.visits.Open(r)
	if err != nil {
		return nil, err
	}
	m := page.About{Page: v.Frame("about")}
	m.Page.Title = "Method"
	m.Page.Description = "Definitions, formulas, calendar and fiscal quarters, revisions, marks, licence of the data, how to cite, and what these figures cannot answer."
	st := v.State
	day := figure.DateOf(st.Release.PublishedAt)
	address := v.Base + "/charts/aws-revenue?release=" + strconv.Itoa(st.Release.N)
	m.Cite = "Megacycle, “AWS revenue”, release " + strconv.Itoa(st.Release.N) + ", " + format.Date(day) + ". " + address
	m.BibTeX = "@misc{megacycle-aws-revenue-r" + strconv.Itoa(st.Release.N) + ",\n  author = {Megacycle},\n  title  = {AWS revenue},\n  year   = {" + strconv.Itoa(day.Time().Year()) +
		"},\n  note   = {Release " + strconv.Itoa(st.Release.N) + ", " + format.Date(day) + "},\n  url    = {" + address + "}\n}"
	for _, c := range st.Companies() {
		if c.FiscalYearEndMonth == 0 {
			continue
		}
		if row, ok := st.Report(c.Slug, v.Newest()); ok {
			m.Fiscal = append(m.Fiscal, page.FiscalRow{Company: cmp.Or(c.Short, c.Name), Label: row.Label, Span: format.Span(row.Start, row.End),
				Quarter: format.Period(row.Period), Reported: format.Date(row.ReportedOn)})
		}
	}
	m.Formulas = formulas(st)
	used := map[string]bool{}
	for _, f := range m.Formulas {
		used[f.ID] = true
	}
	for _, t := range ui.Glossary() {
		if !used[t.ID] {
			m.Terms = append(m.Terms, t)
		}
	}
	seen := map[string]bool{}
	for _, k := range st.SeriesKeys() {
		s, _ := st.Series(k)
		c, ok := st.Company(s.Publisher)
		if ok && s.Publisher != s.Company && !seen[c.Slug] && c.Slug != "megacycle" && c.Slug != "press" && c.Slug != "consensus" {
			seen[c.Slug] = true
			m.Research = append(m.Research, cmp.Or(c.Short, c.Name))
		}
	}
	return render(r.Context(), http.StatusOK, page.AboutPage(m))
}

// exampleSeries is the series that the formulas are worked out on.
const exampleSeries = "amazon.aws.revenue"

// formulas lists the transforms, each worked out on the newest AWS revenue.
func formulas(st *figure.State) []page.Formula {
	s, _ := st.Series(exampleSeries)
	l := series.Of(s, st.Rows(exampleSeries))
	p := l.Last()
	out := []page.Formula{
		{ID: "value", Name: "As reported", Text: "The figure as it was published, with all its digits.", Formula: "value"},
		{ID: "yoy", Name: "% on a year earlier", Text: "The quarter against the same quarter a year earlier, so that seasons do not matter. “YoY” elsewhere.", Formula: "quarter ÷ same quarter a year earlier − 1"},
		{ID: "qoq", Name: "% on the quarter before", Text: "“QoQ” elsewhere. Seasons are not taken out.", Formula: "quarter ÷ quarter before − 1"},
		{ID: "trailing", Name: "Trailing four quarters", Text: "The last four quarters together. “TTM” elsewhere. It is not a run rate, and every use says which of the two it is.", Formula: "sum of the last four quarters"},
		{ID: "annual", Name: "Calendar year", Text: "Flows such as revenue add up, of stocks such as a backlog the last quarter stands. A year of which a quarter is missing has no value.", Formula: "sum of the year’s four quarters"},
		{ID: "index", Name: "Index", Text: "Every value against the first shown period, so that things of different size can be compared in how they grow.", Formula: "value ÷ first shown value × 100"},
		{ID: "share", Name: "Share of the total", Text: "The part of the sum of all that is shown, only where all have a figure in one definition. Market shares are not computed here: one firm publishes them, rounded, give or take half a point.", Formula: "part ÷ sum of all parts"},
		{ID: "cagr", Name: "Compound growth a year", Text: "The constant growth a year that leads from the first shown period to this one. “CAGR” elsewhere.", Formula: "(last ÷ first) ^ (1 ÷ years) − 1"},
		{ID: "run-rate", Name: "Run rate", Text: "The latest quarter as if the whole year were like it. What a company states as its run rate is its own word.", Formula: "latest quarter × 4"},
		{ID: "needed", Name: "Growth still required", Text: "The constant growth a year that still leads from the trailing four quarters to a target by its day. Whole quarters count a quarter of a year each.", Formula: "(target ÷ trailing four quarters) ^ (1 ÷ years left) − 1"},
		{ID: "error", Name: "Error of guidance", Text: "The outcome against the middle of what was said. The middle of a range is our arithmetic. There is none before every figure of the outcome is there.", Formula: "outcome ÷ middle of the guidance − 1"},
	}
	if p.IsZero() {
		return out
	}
	say := func(v series.Value) string { return format.Exact(v.Amount) }
	example := map[string]string{"value": "AWS revenue in " + format.Period(p) + ": " + format.ExactMoney(l.At(p).Amount)}
	ratio := func(id string, from, to series.Value, got series.Value) {
		if got.Has() && from.Has() && to.Has() {
			example[id] = say(to) + " ÷ " + say(from) + " − 1 = " + format.Change(got.Ratio)
		}
	}
	ratio("yoy", l.At(p.Add(-4)), l.At(p), l.YoY(p))
	ratio("qoq", l.At(p.Add(-1)), l.At(p), l.QoQ(p))
	t := l.Trailing(p)
	if t.Has() {
		sum := ""
		for i, q := range t.Used {
			if i > 0 {
				sum += " + "
			}
			sum += say(l.At(q))
		}
		example["trailing"] = sum + " = " + say(t) + " to " + format.Period(p)
	}
	if y := l.Years(); !y.Last().IsZero() {
		example["annual"] = format.Period(y.Last()) + ": " + say(y.At(y.Last()))
		first := figure.YearOf(y.Last().Year - 5)
		if g := y.CAGR(y.Last(), first); g.Has() {
			example["cagr"] = "(" + say(y.At(y.Last())) + " ÷ " + say(y.At(first)) + ") ^ (1 ÷ 5) − 1 = " + format.Change(g.Ratio) + " a year since " + format.Period(first)
		}
	}
	if rr := l.RunRate(p); rr.Has() {
		example["run-rate"] = say(l.At(p)) + " × 4 = " + say(rr)
	}
	if i := l.Index(p, p.Add(-20)); i.Has() {
		example["index"] = say(l.At(p)) + " ÷ " + say(l.At(p.Add(-20))) + " × 100 = " + format.Number(i.Ratio, 0) + ", " + format.Period(p.Add(-20)) + " is 100"
	}
	if b, ok := st.Bet("seed-aws-600b"); ok && t.Has() && b.Target.IsSet() && b.Deadline != "" {
		years := outlook.Years(p, figure.QuarterAt(b.Deadline))
		if g, ok := outlook.GrowthNeeded(t.Amount, b.Target, years); ok {
			example["needed"] = "(" + format.Exact(b.Target) + " ÷ " + say(t) + ") ^ (1 ÷ " + format.Number(years, 1) + ") − 1 = " + format.Percent(g) + " a year"
		}
	}
	for i := range out {
		out[i].Example = example[out[i].ID]
	}
	return out
}
