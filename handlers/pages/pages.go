package pages

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"megacycle/handlers"
	"megacycle/handlers/charts"
	"megacycle/handlers/visit"
	"megacycle/store/figure"
	"megacycle/store/spec"
	"megacycle/views/chart"
	"megacycle/views/format"
)

// Pages answers for public pages.
type Pages struct {
	visits  *visit.Visits
	draw    charts.Renderer
	shelves shelves // what can be found in the states that were asked for last
}

// New gives the handlers of public pages.
func New(visits *visit.Visits, draw charts.Renderer) *Pages {
	return &Pages{visits: visits, draw: draw}
}

// render makes the answer of a page.
func render(ctx context.Context, status int, c templ.Component) (*handlers.Answer, error) {
	var b bytes.Buffer
	if err := c.Render(ctx, &b); err != nil {
		return nil, err
	}
	return handlers.HTML(status, b.Bytes()), nil
}

// last gives the last part of a path.
func last(path string) string { return path[strings.LastIndex(path, "/")+1:] }

// shortName gives a company as readers say it.
func shortName(st *figure.State, slug string) string {
	c, _ := st.Company(slug)
	return cmp.Or(c.Short, c.Name, slug)
}

// chart builds a chart in its usual state, but in the release and as of the day
// that the visit asks for.
func (h *Pages) chart(v *visit.Visit, sp spec.Chart) (*charts.Asked, error) {
	q, err := spec.State{AsOf: v.Query.AsOf, Release: v.Query.Release, Theme: v.Query.Theme}.Check(sp)
	if err != nil {
		return nil, err
	}
	p, err := chart.Build(v.State, sp, q)
	if err != nil {
		return nil, err
	}
	return &charts.Asked{Visit: v, Spec: sp, Query: q, Plot: p}, nil
}

// late says what was due and is not entered, one sentence for each day.
func late(items []figure.DueItem) []string {
	type group struct {
		on    figure.Date
		who   []string
		label string
	}
	var groups []group
	for _, d := range items {
		i := slices.IndexFunc(groups, func(g group) bool { return g.on == d.On && g.label == format.Period(d.Period) })
		if i < 0 {
			groups = append(groups, group{on: d.On, label: format.Period(d.Period)})
			i = len(groups) - 1
		}
		groups[i].who = append(groups[i].who, cmp.Or(d.Company.Short, d.Company.Name))
	}
	var out []string
	for _, g := range groups {
		out = append(out, format.List(g.who)+" "+g.label+": due on "+format.Date(g.on)+" and not entered yet")
	}
	return out
}
