package charts

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"megacycle/handlers"
	"megacycle/handlers/visit"
	"megacycle/store/fault"
	"megacycle/store/spec"
	"megacycle/views/chart"
	"megacycle/views/chart/echarts"
	"megacycle/views/chart/render"
	"megacycle/views/ui"
)

// Renderer draws plots.
type Renderer interface {
	SVG(ctx context.Context, p *chart.Plot, width int) (string, error)
	Document(ctx context.Context, p *chart.Plot, o render.DocOptions) ([]byte, error)
	PNG(ctx context.Context, p *chart.Plot, o render.PNGOptions) ([]byte, error)
}

// Charts answers for charts.
type Charts struct {
	visits *visit.Visits
	draw   Renderer
}

// New gives the handlers of charts.
func New(visits *visit.Visits, draw Renderer) *Charts { return &Charts{visits, draw} }

// Asked is a chart in the state that a request asks for.
type Asked struct {
	*visit.Visit
	Spec  spec.Chart
	Query spec.State // checked against the chart, defaults left empty
	Plot  *chart.Plot
}

// Ask finds the chart of a request and builds its plot. slug is the last part of
// the path without an extension.
func Ask(visits *visit.Visits, r *http.Request, slug string) (*Asked, error) {
	v, err := visits.Open(r)
	if err != nil {
		return nil, err
	}
	return AskIn(v, slug)
}

// AskIn builds the plot of a chart in an open visit.
func AskIn(v *visit.Visit, slug string) (*Asked, error) {
	def, ok := v.State.Chart(slug)
	if !ok {
		return nil, fault.New(fault.NotFound, "there is no chart called “%s”", clip(slug))
	}
	sp, err := spec.Parse(def)
	if err != nil {
		return nil, err
	}
	q, err := v.Query.Check(sp)
	if err != nil {
		return nil, near(v, sp, err)
	}
	p, err := chart.Build(v.State, sp, q)
	if err != nil {
		return nil, near(v, sp, err)
	}
	return &Asked{Visit: v, Spec: sp, Query: q, Plot: p}, nil
}

// near gives an error with the query of the nearest state that can be drawn.
func near(v *visit.Visit, sp spec.Chart, err error) error {
	if fault.KindOf(err) != fault.Invalid {
		return err
	}
	n, _, ok := chart.Nearest(v.State, sp, v.Query)
	if q := n.Query(sp); ok && q != "" {
		return fault.WithNear(err, "?"+q)
	}
	return err
}

// Address gives the local address of this state under a path: "/charts/aws-revenue?view=yoy".
func (a *Asked) Address(path string) string {
	if q := a.Query.Query(a.Spec); q != "" {
		return path + "?" + q
	}
	return path
}

// Figure draws the plot at the given widths.
func Figure(ctx context.Context, draw Renderer, a *Asked, widths ...int) (ui.Figure, error) {
	f := ui.Figure{Slug: a.Plot.Slug, Option: a.Address("/charts/" + a.Plot.Slug + ".json"), Title: a.Plot.Finding, What: a.Plot.Measure,
		Source: a.Plot.Source, Empty: a.Plot.Empty}
	if strings.Contains(f.Option, "?") {
		f.Option = strings.Replace(f.Option, "?", "?part=option&", 1)
	} else {
		f.Option += "?part=option"
	}
	for _, m := range a.Plot.Missing {
		f.Missing = append(f.Missing, m.Text)
	}
	if a.Plot.Empty != "" {
		return f, nil
	}
	for _, w := range widths {
		svg, err := draw.SVG(ctx, a.Plot, w)
		if err != nil {
			return f, err
		}
		f.Drawings = append(f.Drawings, ui.Drawing{Width: w, SVG: svg})
	}
	f.Points = echarts.Points(a.Plot)
	f.Legend = Legend(a.Plot)
	return f, nil
}

// Legend gives the key above a plot: the marks that have no label of their own.
func Legend(p *chart.Plot) []ui.Key {
	var out []ui.Key
	for _, panel := range p.Panels {
		for _, m := range panel.Marks {
			if m.Legend {
				out = append(out, ui.Key{Name: m.KeyName(), Colour: m.Colour, Mark: swatch(m)})
			}
		}
	}
	if len(out) < 2 && !slices.ContainsFunc(out, func(k ui.Key) bool { return k.Mark != "line" && k.Mark != "square" }) {
		return nil // one solid thing: the measure names it
	}
	return out
}

// swatch says how the key shows a mark.
func swatch(m chart.Mark) string {
	switch {
	case m.Role == chart.Quoted || m.Kind == chart.PointMark && m.Role == chart.Estimate:
		return "diamond"
	case m.Role == chart.Guided || m.Role == chart.Estimate || m.Role == chart.Then && (m.Kind == chart.BarMark || m.Kind == chart.StackMark):
		return "hatch"
	case m.Role == chart.Needed, m.Role == chart.Then && m.Kind == chart.LineMark:
		return "dash"
	case m.Role == chart.Scenario || m.Role == chart.Gap:
		return "dot"
	case m.Kind == chart.LineMark || m.Kind == chart.AreaMark:
		return "line"
	}
	return "square"
}

// split takes the extension off the last part of the path.
func split(path string) (slug, ext string) {
	slug = path[strings.LastIndex(path, "/")+1:]
	if i := strings.LastIndex(slug, "."); i >= 0 {
		return slug[:i], slug[i+1:]
	}
	return slug, ""
}

// clip shortens a stranger's text for a message.
func clip(s string) string {
	r := []rune(s)
	if len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// rule gives the caching of images and data: one that is pinned to a release
// and not rewound never changes in this build, but its address carries no build,
// so that it is kept briefly and revalidated like a page.
func rule() handlers.Cache { return handlers.Short }
