package pages

import (
	"math"
	"strings"

	"megacycle/handlers/visit"
	"megacycle/store/spec"
	"megacycle/views/chart"
	"megacycle/views/page"
	"megacycle/views/ui"
)

// lead fills headline and key figures.
func (h *Pages) lead(v *visit.Visit, m *page.Home) error {
	open, err := chart.Headline(v.State)
	if err != nil {
		return err
	}
	for _, p := range open.Parts {
		m.Headline = append(m.Headline, page.Part{Text: p.Text, Mark: map[string]string{"revenue": "rev", "spending": "cap"}[p.Mark]})
	}
	if open.Empty != "" {
		m.Headline = []page.Part{{Text: "Does the revenue catch up with the spending?"}}
		m.Sub = open.Empty
	} else {
		m.Sub = open.Sub
	}
	if open.Missing != "" {
		m.Late = []string{open.Missing}
	}
	m.Page.Description = strings.TrimSpace(open.Text() + " Each figure with its source.")
	list, err := chart.KeyFigures(v.State)
	if err != nil {
		return err
	}
	for _, k := range list {
		m.Keys = append(m.Keys, keyFigure(v, k))
	}
	return nil
}

// keyFigure fills one key figure. Without a value it says why.
func keyFigure(v *visit.Visit, k chart.KeyFigure) ui.KeyFigure {
	out := ui.KeyFigure{Name: k.Label, Pre: k.Pre, Value: k.Value, Post: k.Post, Below: k.Below, Strong: k.Strong, Detail: k.Change, Source: k.SourceText, Empty: k.Empty}
	out.Mark = map[chart.SourceMark]ui.Mark{chart.ByCompany: ui.ByCompany, chart.Ours: ui.ByUs, chart.ByOthers: ui.ByOthers}[k.SourceMark]
	if def, ok := v.State.Chart(k.Chart); ok {
		out.Href = "/charts/" + k.Chart
		if sp, err := spec.Parse(def); err == nil {
			q := spec.State{View: k.View, AsOf: v.Query.AsOf, Release: v.Query.Release, Theme: v.Query.Theme}
			if s := q.Query(sp); s != "" {
				out.Href += "?" + s
			}
		}
	}
	var lines []ui.SparkLine
	for _, m := range k.Spark {
		l := ui.SparkLine{Colour: m.Colour, Kind: "line", Dashed: m.Role != chart.Actual}
		switch {
		case m.Kind == chart.BarMark:
			l.Kind, l.Hatch = "bar", m.Role != chart.Actual
		case m.Role == chart.Guided:
			l.Kind = "step"
		}
		for _, p := range m.Points {
			y := math.NaN()
			if p.Has {
				y = p.Value
			}
			l.Values = append(l.Values, y)
		}
		lines = append(lines, l)
	}
	out.Spark = ui.NewSpark(lines...)
	return out
}
