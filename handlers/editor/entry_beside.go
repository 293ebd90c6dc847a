package editor

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"megacycle/store/figure"
	"megacycle/store/spec"
	"megacycle/views/chart"
	"megacycle/views/editor"
)

// beside gives the charts next to a form: those that the draft changes, the
// first of them drawn with it; or, while nothing is saved, those that show the
// series of the form as they stand.
func (e *Editor) beside(ctx context.Context, q *quarter, p plan) editor.Beside {
	specs, err := chart.Specs(q.st)
	if err != nil {
		return editor.Beside{Title: "Charts"}
	}
	if b, ok := e.besideDraft(ctx, q, p, specs); ok {
		return b
	}
	b := editor.Beside{Title: "Charts with these series", Note: "As it is now, release " + strconv.Itoa(q.st.Release.N) + "."}
	for _, sp := range specs {
		var names []string
		for _, it := range sp.Items {
			if !it.Off && slices.ContainsFunc(q.series(), func(s figure.Series) bool { return s.Key == it.Series }) {
				names = append(names, it.Label)
			}
		}
		if len(names) == 0 {
			continue
		}
		b.Charts = append(b.Charts, editor.BesideChart{Slug: sp.Slug, Name: sp.Name, What: clip(strings.Join(names, ", "), 40)})
		if b.Drawn != nil {
			continue
		}
		if pl, err := chart.Build(q.st, sp, spec.State{}); err == nil {
			s := e.side(ctx, "now", "", pl)
			b.Drawn, b.Slug = &s, sp.Slug
		}
	}
	return b
}

// besideDraft is beside for a draft without mistakes.
func (e *Editor) besideDraft(ctx context.Context, q *quarter, p plan, specs []spec.Chart) (editor.Beside, bool) {
	if len(p.changes) == 0 || !p.bad.none() {
		return editor.Beside{}, false
	}
	l := e.site.Ledger()
	next, err := l.With(figure.Release{N: l.Current() + 1, PublishedAt: e.site.Now()}, p.changes).At(0, "", e.site.Today())
	if err != nil {
		return editor.Beside{}, false
	}
	b := editor.Beside{Note: "With the draft. Not public."}
	for _, sp := range specs {
		before, err := plotIn(q.st, sp.Slug)
		if err != nil {
			continue
		}
		after, err := chart.Build(next, sp, spec.State{})
		if err != nil {
			continue
		}
		what := differences(before, after)
		if len(what) == 0 {
			continue
		}
		b.Charts = append(b.Charts, editor.BesideChart{Slug: sp.Slug, Name: sp.Name, What: strings.Join(what, ", ")})
		if b.Drawn == nil {
			s := e.side(ctx, "draft", "", after)
			b.Drawn, b.Slug = &s, sp.Slug
		}
	}
	b.Title = count(len(b.Charts), "chart changes", "charts change")
	return b, true
}
