package editor

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/spec"
	"megacycle/views/chart"
	"megacycle/views/editor"
)

// drawnWidth is the width in CSS pixels that the two drawings of a pair are made
// for; it is one of those that the renderer keeps.
const drawnWidth = 360

// charts draws every chart that the change set touches, before and after.
func (e *Editor) charts(ctx context.Context, v *editor.Set, pr preview) {
	specs, err := chart.Specs(pr.after)
	if err != nil {
		v.Blocks = append(v.Blocks, editor.Problem{Text: sentence(fault.Message(err))})
		return
	}
	for _, sp := range specs {
		before, berr := plotIn(pr.before, sp.Slug)
		after, aerr := chart.Build(pr.after, sp, spec.State{})
		if aerr != nil {
			v.Blocks = append(v.Blocks, editor.Problem{Text: "Chart " + sp.Slug + " could not be drawn with these changes. " + sentence(fault.Message(aerr))})
			continue
		}
		what := differences(before, after)
		if len(what) == 0 {
			v.Same = append(v.Same, sp.Slug)
			continue
		}
		p := editor.Pair{Slug: sp.Slug, Name: sp.Name, What: what}
		p.After = e.side(ctx, "after", "After, release "+strconv.Itoa(pr.after.Release.N), after)
		if before != nil {
			p.Before = e.side(ctx, "before", "Before, release "+strconv.Itoa(pr.before.Release.N), before)
		} else {
			p.Before = editor.Side{Label: "Before", Problem: "This chart is new. " + sentence(fault.Message(berr))}
		}
		v.Pairs = append(v.Pairs, p)
	}
}

// plotIn builds a chart by its definition in a state; nil and NotFound when the
// state does not have it.
func plotIn(st *figure.State, slug string) (*chart.Plot, error) {
	c, ok := st.Chart(slug)
	if !ok {
		return nil, fault.New(fault.NotFound, "the release before did not have it")
	}
	sp, err := spec.Parse(c)
	if err != nil {
		return nil, err
	}
	return chart.Build(st, sp, spec.State{})
}

// differences says in words what differs between two plots of one chart; nil
// when a reader would see the same.
func differences(a, b *chart.Plot) []string {
	if a == nil {
		return []string{"new"}
	}
	var what []string
	if a.Finding != b.Finding {
		what = append(what, "headline")
	}
	if n := points(a, b); n > 0 {
		what = append(what, count(n, "value", "values"))
	}
	if !equal(a.Missing, b.Missing) {
		what = append(what, "what is missing")
	}
	if len(what) == 0 && !equal(drawing(a), drawing(b)) {
		what = append(what, "drawing")
	}
	return what
}

// drawing is what a reader sees of a plot beside its numbers.
func drawing(p *chart.Plot) any {
	return []any{p.Name, p.Measure, p.Slots, p.Panels, p.Annotations, p.Notes, p.Summary, p.Source}
}

// equal compares by content.
func equal(a, b any) bool {
	x, err1 := json.Marshal(a)
	y, err2 := json.Marshal(b)
	return err1 == nil && err2 == nil && string(x) == string(y)
}

// points counts the numbers that are in one plot and not, or otherwise, in the
// other.
func points(a, b *chart.Plot) int {
	type at struct{ series, period string }
	value := func(d chart.Datum) string { return d.Value + " " + d.Low + " " + d.High + " " + d.Reason }
	old := map[at]string{}
	for _, d := range a.Data {
		old[at{d.Series, d.Period.String()}] = value(d)
	}
	n := 0
	for _, d := range b.Data {
		k := at{d.Series, d.Period.String()}
		if was, ok := old[k]; !ok || was != value(d) {
			n++
		}
		delete(old, k)
	}
	return n + len(old)
}

// side draws one plot. A drawing that cannot be had now leaves the words. tag
// keeps the ids of two drawings of one chart apart: they begin with its slug and
// width.
func (e *Editor) side(ctx context.Context, tag, label string, p *chart.Plot) editor.Side {
	s := editor.Side{Label: label, Finding: p.Finding, Measure: p.Measure}
	for _, m := range p.Missing {
		s.Missing = append(s.Missing, m.Text)
	}
	if p.Empty != "" {
		s.Problem = p.Empty
		return s
	}
	svg, err := e.renderer.SVG(ctx, p, drawnWidth)
	if err != nil {
		e.log.WarnContext(ctx, "a preview could not be drawn", "chart", p.Slug, "error", err)
		s.Problem = "The drawing is not ready: the server is busy. Load this page again in a moment."
		return s
	}
	ids := p.Slug + "-" + strconv.Itoa(drawnWidth) + "-"
	s.SVG = strings.NewReplacer(`"`+ids, `"`+tag+"-"+ids, " "+ids, " "+tag+"-"+ids, "#"+ids, "#"+tag+"-"+ids).Replace(svg)
	return s
}
