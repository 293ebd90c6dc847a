package pages

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"megacycle/handlers"
	"megacycle/handlers/charts"
	"megacycle/handlers/data"
	"megacycle/handlers/visit"
	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/views/chart"
	"megacycle/views/format"
	"megacycle/views/page"
	"megacycle/views/ui"
)

const (
	newestEvents  = 6  // that a company's page lists
	mostSources   = 12 // that it lists before "all"
	fiscalQuarter = 6  // quarters that explain a calendar
)

// Company answers with one company: its key figures and charts, what it guided to
// and what came of it, when it reports next, its calendar, events, series and
// sources.
func (h *Pages) Company(r *http.Request) (*handlers.Answer, error) {
	v, err := h.visits.Open(r)
	if err != nil {
		return nil, err
	}
	slug := last(r.URL.Path)
	c, ok := v.State.Company(slug)
	series := about(v.State, slug)
	if !ok || len(series) == 0 {
		return nil, fault.New(fault.NotFound, "there is no company called “%s”", clip(slug))
	}
	name := cmp.Or(c.Short, c.Name)
	m := page.Company{Page: v.Frame("companies"), Name: name, Sub: c.Name, Crumbs: []ui.Link{{Text: "Companies", Href: "/companies" + v.Carry()}, {Text: name}}}
	m.Page.Title = name
	m.Page.Description = name + ": key figures with change, charts, guidance against outcome, next report, each figure with its source."
	for _, x := range chart.MissingOf(v.State, slug) {
		text := x.Text
		if x.Company != name && x.Company != "" {
			text = x.Company + ", " + text
		}
		m.Late = append(m.Late, text)
	}
	for _, k := range chart.CompanyKeys(v.State, slug) {
		f := keyFigure(v, k)
		if f.Href == "" {
			f.Href = "/data/" + k.Key + v.Carry()
		}
		m.Keys = append(m.Keys, f)
	}
	m.Terms = companyTerms(series, c)
	m.Facts = companyFacts(v.State, c)
	m.Reports = reports(v.State, c)
	if err := h.companyCharts(r, v, slug, series, &m); err != nil {
		return nil, err
	}
	m.Promises = promises(v, slug)
	m.Fiscal = fiscal(v.State, c)
	m.Builds = builds(v, slug)
	m.Events, m.AllHref = happened(v, slug)
	for _, s := range series {
		m.Series = append(m.Series, data.Row(v, s))
	}
	m.Sources = sourcesOf(v.State, series)
	if n := len(m.Sources); n > mostSources {
		m.More, m.Sources = m.Sources[mostSources:], m.Sources[:mostSources]
		m.MoreText = "The other " + format.Int(n-mostSources) + " of " + format.Int(n) + " sources"
	}
	return render(r.Context(), http.StatusOK, page.CompanyPage(m))
}

// companyTerms gives the words that a company's figures need explained.
func companyTerms(series []figure.Series, c figure.Company) []ui.Term {
	var ids []string
	for _, t := range []struct{ part, id string }{{"capex", "capex"}, {"free_cash_flow", "fcf"}, {"backlog", "backlog"}, {"_ttm", "trailing"}, {"run_rate", "run-rate"},
		{"guidance", "guidance"}, {"share", "share"}, {"power_planned", "target"}} {
		if slices.ContainsFunc(series, func(s figure.Series) bool {
			return strings.Contains(s.Group, t.part) || strings.Contains(s.Key, t.part)
		}) {
			ids = append(ids, t.id)
		}
	}
	if c.FiscalYearEndMonth != 0 && c.FiscalYearEndMonth != 12 {
		ids = append(ids, "fiscal")
	}
	return ui.Terms(ids...)
}

// happened gives the newest events about a company, and the address of all.
func happened(v *visit.Visit, slug string) ([]ui.Event, string) {
	var out []ui.Event
	for _, e := range slices.Backward(v.State.Events()) {
		if e.Company == slug && len(out) < newestEvents {
			out = append(out, charts.EventOf(v.State, e, v.Carry(), false))
		}
	}
	href := "/events" + v.Carry()
	if strings.Contains(href, "?") {
		return out, href + "&company=" + slug
	}
	return out, href + "?company=" + slug
}

// sourcesOf lists the sources of what series say now, those used most first.
func sourcesOf(st *figure.State, series []figure.Series) []page.Source {
	n := map[string]int{}
	var order []string
	for _, s := range series {
		for _, r := range st.Rows(s.Key) {
			for _, id := range r.Sources {
				if n[id]++; n[id] == 1 {
					order = append(order, id)
				}
			}
		}
	}
	slices.SortStableFunc(order, func(a, b string) int { return n[b] - n[a] })
	var out []page.Source
	for _, id := range order {
		if src, ok := st.Source(id); ok {
			x := charts.SourceOf(src)
			x.About = strings.Join(slices.DeleteFunc([]string{x.About, counted(n[id], "figure", "figures") + " here"}, func(s string) bool { return s == "" }), ", ")
			out = append(out, x)
		}
	}
	return out
}

// reports says when a company reports next, and what was due and is not entered.
// A past day is never next.
func reports(st *figure.State, c figure.Company) page.ReportDates {
	out := page.ReportDates{None: "No day is known yet. It appears here once the company names it or an editor enters the expected one."}
	for _, d := range st.NextReports() {
		if d.Company != c.Slug {
			continue
		}
		word := "expected, not confirmed"
		if d.Status == "confirmed" {
			word = "confirmed"
		}
		out.Next = format.Date(d.On)
		out.About = format.Period(d.Period)
		if d.Label != "" && d.Label != format.Period(d.Period) {
			out.About = d.Label + ", filed here as " + format.Period(d.Period)
		}
		out.About += ": " + word + "."
		break
	}
	for _, d := range st.Overdue() {
		if d.Company.Slug != c.Slug {
			continue
		}
		label := format.Period(d.Period)
		if d.Label != "" && d.Label != label {
			label = d.Label + " (" + label + ")"
		}
		text := label + " was due on " + format.Date(d.On) + " and is not entered yet."
		if n := len(d.Missing()); n < len(d.Series) {
			text = label + ", due on " + format.Date(d.On) + ": " + format.Int(n) + " of " + counted(len(d.Series), "figure", "figures") + " not entered yet."
		}
		out.Late = append(out.Late, text)
	}
	if c.Ticker == "" && c.FiscalYearEndMonth == 0 {
		out.None = "It reports nothing itself: its figures come from those who measure it."
	} else if c.Ticker == "" {
		out.None = "It publishes no regular reports: figures come when it announces them."
	}
	return out
}

// monthEnd gives the name of the month with which a fiscal year ends.
func monthEnd(c figure.Company) string {
	return []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}[(c.FiscalYearEndMonth-1)%12]
}

// fiscal explains the calendar of a company whose year is not the calendar's.
func fiscal(st *figure.State, c figure.Company) *page.Fiscal {
	if c.FiscalYearEndMonth == 0 || c.FiscalYearEndMonth == 12 {
		return nil
	}
	var rows []page.FiscalRow
	for p := figure.QuarterAt(st.Today); len(rows) < fiscalQuarter && p.Year > st.Today.Time().Year()-4; p = p.Add(-1) {
		if r, ok := st.Report(c.Slug, p); ok && (st.AsOf == "" || r.ReportedOn <= st.AsOf) {
			rows = append(rows, page.FiscalRow{Label: r.Label, Span: format.Span(r.Start, r.End), Quarter: format.Period(r.Period), Reported: format.Date(r.ReportedOn)})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	name := cmp.Or(c.Short, c.Name)
	text := name + "’s fiscal year ends in " + monthEnd(c) + " and is named by the year in which it ends. Here each of its quarters is filed under the calendar quarter that holds its middle day, so that companies can stand side by side: " +
		rows[0].Label + ", from " + rows[0].Span + ", is " + rows[0].Quarter + "."
	return &page.Fiscal{Text: text, Rows: rows}
}

func companyFacts(st *figure.State, c figure.Company) []page.Fact {
	var out []page.Fact
	if c.Ticker != "" {
		out = append(out, page.Fact{Name: "Shares", Text: strings.TrimSpace(c.Ticker + ", " + c.Exchange)})
	} else if c.Exchange != "" {
		out = append(out, page.Fact{Name: "Shares", Text: c.Exchange})
	}
	if c.FiscalYearEndMonth > 0 {
		text := monthEnd(c)
		if c.FiscalYearEndMonth == 12 {
			text += ": its quarters are the calendar’s"
		}
		out = append(out, page.Fact{Name: "Fiscal year ends in", Text: text})
	}
	if c.InvestorRelationURL != "" {
		out = append(out, page.Fact{Name: "Its own pages", Text: strings.TrimSuffix(strings.TrimPrefix(c.InvestorRelationURL, "https://"), "/"), Href: c.InvestorRelationURL})
	}
	return out
}
