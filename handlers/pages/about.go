package pages

import (
	"cmp"
	"net/http"
	"strconv"

	"megacycle/handlers"
	"megacycle/store/figure"
	"megacycle/views/format"
	"megacycle/views/page"
)

// About answers with the method.
func (h *Pages) About(r *http.Request) (*handlers.Answer, error) {
	v, err := h.visits.Open(r)
	if err != nil {
		return nil, err
	}
	m := page.About{Page: v.Frame("about"), BaseURL: v.Base}
	m.Page.Title = "Method"
	m.Page.Description = "Definitions, calendar and fiscal quarters, transforms, revisions, licence of the data, how to cite, and what these figures cannot answer."
	st := v.State
	m.Cite = "Megacycle, “AWS revenue”, release " + strconv.Itoa(st.Release.N) + ", " + format.Date(figure.DateOf(st.Release.PublishedAt)) + ". " + v.Base + "/charts/aws-revenue?release=" + strconv.Itoa(st.Release.N)
	for _, c := range st.Companies() {
		if c.FiscalYearEndMonth == 0 {
			continue
		}
		if row, ok := st.Report(c.Slug, v.Newest()); ok {
			m.Fiscal = append(m.Fiscal, page.FiscalRow{Company: cmp.Or(c.Short, c.Name), Label: row.Label, Span: format.Span(row.Start, row.End), Quarter: format.Period(row.Period)})
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
