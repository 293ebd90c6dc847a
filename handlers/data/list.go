package data

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"

	"megacycle/handlers"
	"megacycle/handlers/visit"
	"megacycle/store/figure"
	"megacycle/views/format"
	"megacycle/views/page"
	"megacycle/views/ui"
)

// Params are the parameters that the catalogue has beside those of every page.
func Params() []string { return []string{"company", "unit", "publisher"} }

// List answers with the catalogue of series, filtered by what they are about,
// their unit and who measures them.
func (h *Data) List(r *http.Request) (*handlers.Answer, error) {
	v, err := h.visits.Open(r)
	if err != nil {
		return nil, err
	}
	m := page.Catalogue{Page: v.Frame("data"), Sources: "/sources" + v.Carry()}
	m.Page.Title = "Data: every series, with definition and coverage"
	about, units, houses := counts{}, counts{}, counts{}
	for _, k := range v.State.SeriesKeys() {
		s, _ := v.State.Series(k)
		about[s.Company]++
		units[string(s.Unit)]++
		houses[s.Publisher]++
	}
	name := func(slug string) string {
		c, _ := v.State.Company(slug)
		return cmp.Or(c.Short, c.Name, slug)
	}
	unit := func(u string) string { return sentenceCase(UnitName(figure.Unit(u))) }
	want := map[string]string{}
	for _, f := range []struct {
		name string
		n    counts
		say  func(string) string
		all  string
		to   *[]ui.Option
	}{{"company", about, name, "Everybody", &m.Companies}, {"unit", units, unit, "All units", &m.Units}, {"publisher", houses, name, "Everybody", &m.Houses}} {
		if want[f.name], err = visit.Choice(r, f.name, f.n.keys()); err != nil {
			return nil, err
		}
		*f.to = f.n.options(f.all, want[f.name], f.say)
	}
	v.Filtered(&m.Page, want)
	m.Hidden = v.Carried()
	filtered := want["company"]+want["unit"]+want["publisher"] != ""
	if filtered {
		m.Clear = "/data" + v.Carry()
	}
	n, figures := 0, 0
	by := map[string]*page.SeriesGroup{}
	var order []string
	for _, k := range v.State.SeriesKeys() {
		s, _ := v.State.Series(k)
		if want["company"] != "" && s.Company != want["company"] || want["unit"] != "" && string(s.Unit) != want["unit"] ||
			want["publisher"] != "" && s.Publisher != want["publisher"] {
			continue
		}
		g := by[s.Company]
		if g == nil {
			g = &page.SeriesGroup{ID: s.Company, Name: name(s.Company), Colour: s.Company, Href: "/companies/" + s.Company + v.Carry()}
			by[s.Company] = g
			order = append(order, s.Company)
		}
		n++
		figures += len(v.State.Rows(k))
		g.Rows = append(g.Rows, Row(v, s))
	}
	slices.SortStableFunc(order, func(a, b string) int { return len(by[b].Rows) - len(by[a].Rows) })
	for _, o := range order {
		m.Groups = append(m.Groups, *by[o])
	}
	m.Total = fmt.Sprintf("%s series with %s figures, each with its source. A series is one measure in one definition by one publisher; what two houses estimate is never one line.",
		format.Int(n), format.Int(figures))
	if filtered {
		m.Total = fmt.Sprintf("%s of %s series fit, with %s figures, each with its source.", format.Int(n), format.Int(len(v.State.SeriesKeys())), format.Int(figures))
	}
	if n == 0 {
		m.Empty = "No series fits all three: choose fewer."
	}
	m.Page.Description = m.Total
	return render(r, page.CataloguePage(m))
}

// counts says how many series each choice of a filter has.
type counts map[string]int

func (c counts) keys() []string {
	var out []string
	for k := range c {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// options gives the choices of a filter, those with most series first.
func (c counts) options(all, now string, say func(string) string) []ui.Option {
	out := []ui.Option{{Name: all, Current: now == ""}}
	keys := c.keys()
	slices.SortStableFunc(keys, func(a, b string) int { return c[b] - c[a] })
	for _, k := range keys {
		out = append(out, ui.Option{Name: say(k) + " (" + format.Int(c[k]) + ")", Value: k, Current: k == now})
	}
	return out
}
