package pages

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"megacycle/handlers"
	"megacycle/handlers/charts"
	"megacycle/handlers/visit"
	"megacycle/store/figure"
	"megacycle/store/spec"
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
		row := page.CompanyRow{Name: cmp.Or(c.Short, c.Name), Href: "/companies/" + c.Slug + v.Carry(), Ticker: c.Ticker, Colour: c.Slug,
			Text: counted(n[c.Slug], "series", "series"), Next: next(v.State, c.Slug)}
		if keys := chart.CompanyKeys(v.State, c.Slug); len(keys) > 0 {
			k := keys[0]
			row.Newest = k.Label + ": " + strings.TrimSpace(k.Pre+" "+k.Value)
			row.Newest += ", " + strings.TrimSpace(k.Strong+" "+k.Change)
		}
		for _, d := range v.State.Overdue() {
			if d.Company.Slug == c.Slug {
				row.Late = format.Period(d.Period) + " was due on " + format.Date(d.On) + " and is not entered yet"
				if len(d.Missing()) < len(d.Series) {
					row.Late = format.Period(d.Period) + ", due on " + format.Date(d.On) + ", is not entered in full yet"
				}
			}
		}
		if c.Ticker == "" && c.Exchange == "" {
			m.Others = append(m.Others, row)
		} else {
			m.List = append(m.List, row)
		}
	}
	return render(r.Context(), http.StatusOK, page.CompaniesPage(m))
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
	var mine []spec.Chart
	for _, sp := range specs {
		shows := slices.ContainsFunc(sp.Items, func(i spec.Item) bool { return keys[i.Series] && !i.Off })
		if sp.Subject == slug || shows {
			mine = append(mine, sp)
		}
	}
	slices.SortStableFunc(mine, func(a, b spec.Chart) int { return far(a, slug, keys) - far(b, slug, keys) })
	for i, sp := range mine {
		if i >= mostCharts {
			m.MoreCharts = append(m.MoreCharts, ui.Link{Text: sp.Name, Href: "/charts/" + sp.Slug + v.Carry()})
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

// mostCharts is how many charts a company's page draws; the others are links.
const mostCharts = 6

// far says how near a chart is to a company: filed under it, about it first, or
// about others with it.
func far(sp spec.Chart, slug string, keys map[string]bool) int {
	switch {
	case sp.Subject == slug:
		return 0
	case len(sp.Items) > 0 && keys[sp.Items[0].Series]:
		return 1
	}
	return 2
}
