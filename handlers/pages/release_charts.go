package pages

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"megacycle/store/figure"
	"megacycle/store/spec"
	"megacycle/views/chart"
	"megacycle/views/format"
	"megacycle/views/page"
	"megacycle/views/ui"
)

// thumbWidth is how wide, in px, charts are drawn before and after.
const thumbWidth = 360

// changedCharts compares every chart, in its usual state, between a release and
// the one before, and draws those that differ. same says how many do not.
func (h *Pages) changedCharts(ctx context.Context, before, after *figure.State) (list []page.ChangedChart, same string, err error) {
	old, err := plots(before)
	if err != nil {
		return nil, "", err
	}
	now, err := plots(after)
	if err != nil {
		return nil, "", err
	}
	n := 0
	for _, p := range now {
		i := slices.IndexFunc(old, func(o *chart.Plot) bool { return o.Slug == p.Slug })
		c := page.ChangedChart{Name: p.Name, What: "new"}
		if i >= 0 {
			if c.What = differs(old[i], p); c.What == "" {
				n++
				continue
			}
			if c.Before, err = h.stillOf(ctx, old[i], before, "before"); err != nil {
				return nil, "", err
			}
		}
		if c.After, err = h.stillOf(ctx, p, after, "after"); err != nil {
			return nil, "", err
		}
		list = append(list, c)
	}
	for _, o := range old {
		if !slices.ContainsFunc(now, func(p *chart.Plot) bool { return p.Slug == o.Slug }) {
			c := page.ChangedChart{Name: o.Name, What: "gone"}
			if c.Before, err = h.stillOf(ctx, o, before, "before"); err != nil {
				return nil, "", err
			}
			list = append(list, c)
		}
	}
	switch {
	case len(list) == 0:
		same = "No chart looks different in its usual state."
	case n > 0:
		same = sentenceCase(counted(n, "other chart is", "other charts are")) + " as before."
	}
	return list, same, nil
}

// plots builds every chart of a state in its usual state.
func plots(st *figure.State) ([]*chart.Plot, error) {
	specs, err := chart.Specs(st)
	if err != nil {
		return nil, err
	}
	var out []*chart.Plot
	for _, sp := range specs {
		p, err := chart.Build(st, sp, spec.State{})
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// differs says what of a chart changed, "" for nothing that a reader sees.
func differs(a, b *chart.Plot) string {
	type number struct{ Value, Low, High, Reason, Status string }
	of := func(p *chart.Plot) map[string]number {
		out := map[string]number{}
		for _, d := range p.Data {
			out[fmt.Sprint(d.Series, " ", d.Period, " ", d.Status == figure.Guidance, d.Computed != "")] = number{d.Value, d.Low, d.High, d.Reason, string(d.Status)}
		}
		return out
	}
	was, is := of(a), of(b)
	fresh, changed, gone := 0, 0, 0
	for k, v := range is {
		switch o, ok := was[k]; {
		case !ok:
			fresh++
		case o != v:
			changed++
		}
	}
	for k := range was {
		if _, ok := is[k]; !ok {
			gone++
		}
	}
	var parts []string
	for _, c := range []struct {
		n    int
		word string
	}{{fresh, "new"}, {changed, "changed"}, {gone, "gone"}} {
		if c.n > 0 {
			parts = append(parts, counted(c.n, "number", "numbers")+" "+c.word)
		}
	}
	if len(parts) > 0 {
		return format.List(parts)
	}
	if same(a.Annotations, b.Annotations) && a.Finding == b.Finding && a.Measure == b.Measure && a.Empty == b.Empty {
		return ""
	}
	return "words or events changed"
}

func same(a, b []chart.Annotation) bool {
	x, err1 := json.Marshal(a)
	y, err2 := json.Marshal(b)
	return err1 == nil && err2 == nil && string(x) == string(y)
}

// stillOf draws one chart small. Its drawing has ids of its own, as the same chart
// stands on the page twice.
func (h *Pages) stillOf(ctx context.Context, p *chart.Plot, st *figure.State, suffix string) (*page.Still, error) {
	n := itoa(st.Release.N)
	out := &page.Still{Label: "Release " + n, Title: p.Finding, Href: "/charts/" + p.Slug + "?release=" + n, Empty: p.Empty}
	if p.Empty != "" {
		return out, nil
	}
	c := *p
	c.Slug += "-" + suffix
	svg, err := h.draw.SVG(ctx, &c, thumbWidth)
	if err != nil {
		return nil, err
	}
	out.Drawings = []ui.Drawing{{Width: thumbWidth, SVG: svg}}
	return out, nil
}
