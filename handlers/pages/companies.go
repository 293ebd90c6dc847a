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

// about gives the series about a company.
func about(st *figure.State, slug string) []figure.Series {
	var out []figure.Series
	for _, k := range st.SeriesKeys() {
		if s, _ := st.Series(k); s.Company == slug {
			out = append(out, s)
		}
	}
	return out
}

// next says when a company reports next, "" when no date is known. A past day
// is never next.
func next(st *figure.State, slug string) string {
	for _, d := range st.NextReports() {
		if d.Company == slug {
			word := "expected"
			if d.Status == "confirmed" {
				word = "confirmed"
			}
			return "Next report: " + format.Period(d.Period) + " on " + format.Date(d.On) + " (" + word + ")"
		}
	}
	return ""
}

// Companies answers with the list of companies.
func (h *Pages) Companies(r *http.Request) (*handlers.Answer, error) {
	v, err := h.visits.Open(r)
	if err != nil {
		return nil, err
	}
	m := page.Companies{Page: v.Frame("companies")}
	m.Page.Title = "Companies"
	m.Page.Description = "The companies whose figures are here, with their series and next report dates."
	n := map[string]int{}
	for _, c := range v.State.Companies() {
		n[c.Slug] = len(about(v.State, c.Slug))
	}
	list := slices.DeleteFunc(v.State.Companies(), func(c figure.Company) bool { return n[c.Slug] == 0 })
	slices.SortStableFunc(list, func(a, b figure.Company) int { return n[b.Slug] - n[a.Slug] })
	for _, c := range list {
		m.List = append(m.List, page.CompanyRow{Name: cmp.Or(c.Short, c.Name), Href: "/companies/" + c.Slug, Ticker: c.Ticker, Colour: c.Slug,
			Text: format.Int(n[c.Slug]) + map[bool]string{true: " series", false: " series"}[n[c.Slug] == 1], Next: next(v.State, c.Slug)})
	}
	return render(r.Context(), http.StatusOK, page.CompaniesPage(m))
}

// Company answers with one company: its charts, its series, its next report.
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
	m := page.Company{Page: v.Frame("companies"), Name: name, Sub: c.Name, Crumbs: []ui.Link{{Text: "Companies", Href: "/companies"}, {Text: name}}}
	m.Page.Title = name
	m.Page.Description = name + ": charts, series and report dates, each figure with its source."
	for _, x := range chart.MissingOf(v.State, slug) {
		text := x.Text
		if x.Company != name && x.Company != "" {
			text = x.Company + ", " + text
		}
		m.Late = append(m.Late, text)
	}
	m.Facts = companyFacts(v.State, c)
	if err := h.companyCharts(r, v, slug, series, &m); err != nil {
		return nil, err
	}
	for _, s := range series {
		m.Series = append(m.Series, data.Row(v, s))
	}
	return render(r.Context(), http.StatusOK, page.CompanyPage(m))
}

func companyFacts(st *figure.State, c figure.Company) []page.Fact {
	var out []page.Fact
	if c.Ticker != "" {
		out = append(out, page.Fact{Name: "Shares", Text: strings.TrimSpace(c.Ticker + ", " + c.Exchange)})
	}
	if c.FiscalYearEndMonth > 0 {
		end := figure.Date("2026-" + []string{"01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"}[(c.FiscalYearEndMonth-1)%12] + "-01")
		out = append(out, page.Fact{Name: "Fiscal year ends in", Text: format.MonthName(end)})
	}
	if n := next(st, c.Slug); n != "" {
		out = append(out, page.Fact{Name: "Next report", Text: strings.TrimPrefix(n, "Next report: ")})
	}
	if c.InvestorRelationURL != "" {
		out = append(out, page.Fact{Name: "Investor relations", Text: c.InvestorRelationURL, Href: c.InvestorRelationURL})
	}
	return out
}

// companyCharts draws the charts that are filed under the company, and those
// that show one of its series.
func (h *Pages) companyCharts(r *http.Request, v *visit.Visit, slug string, series []figure.Series, m *page.Company) error {
	specs, err := chart.Specs(v.State)
	if err != nil {
		return err
	}
	keys := map[string]bool{}
	for _, s := range series {
		keys[s.Key] = true
	}
	for _, sp := range specs {
		mine := sp.Subject == slug
		for _, it := range sp.Items {
			mine = mine || keys[it.Series] && !it.Off
		}
		if !mine {
			continue
		}
		a, err := h.chart(v, sp)
		if err != nil {
			return err
		}
		f, err := charts.Figure(r.Context(), h.draw, a, 360, 560)
		if err != nil {
			return err
		}
		f.Href, f.Class, f.Missing = a.Address("/charts/"+sp.Slug), "c6", nil
		m.Charts = append(m.Charts, f)
	}
	if len(m.Charts) > 0 {
		m.Page.Scripts = []string{"chart.js"}
	}
	return nil
}
