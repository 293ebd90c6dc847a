package echarts

import (
	"encoding/json"
	"slices"

	"megacycle/views/chart"
	"megacycle/views/format"
)

// detailMark says of a mark, slot by slot, which figure stands there.
type detailMark struct {
	pointsMark
	Stack string   `json:"stack,omitempty"`
	From  []string `json:"from"`  // series of the figure; "" when the point is none
	At    []string `json:"at"`    // its period or, of statements, its day
	About []string `json:"about"` // the company's own label, the days of the period, the day of publication
}

// Detail gives what Points gives and where each point comes from: what a chart's
// own page needs to lead from a mark to its card.
func Detail(p *chart.Plot) []byte {
	var base struct {
		Name  string       `json:"name"`
		Slots []string     `json:"slots"`
		Marks []pointsMark `json:"marks"`
	}
	if json.Unmarshal(Points(p), &base) != nil {
		return []byte("{}")
	}
	out := struct {
		Name    string       `json:"name"`
		Slots   []string     `json:"slots"`
		Periods []string     `json:"periods"`
		Marks   []detailMark `json:"marks"`
	}{base.Name, base.Slots, []string{}, []detailMark{}}
	for _, s := range p.Slots {
		out.Periods = append(out.Periods, s.Period.String())
	}
	i := 0
	for _, pn := range p.Panels {
		for _, m := range pn.Marks {
			if m.Role == chart.Gap {
				continue
			}
			d := detailMark{pointsMark: base.Marks[i], Stack: m.Stack}
			i++
			for _, pt := range m.Points {
				series, at, about := origin(p, pt)
				d.From, d.At, d.About = append(d.From, series), append(d.At, at), append(d.About, about)
			}
			out.Marks = append(out.Marks, d)
		}
	}
	b, err := json.Marshal(out)
	if err != nil {
		return []byte("{}")
	}
	return b
}

// origin names the figure behind a point as the address of its card does.
func origin(p *chart.Plot, pt chart.Point) (series, at, about string) {
	if !pt.Has || pt.Datum < 0 || pt.Datum >= len(p.Data) {
		return "", "", ""
	}
	d := p.Data[pt.Datum]
	series, at = d.Series, d.Period.String()
	if d.AsKnownOn != "" {
		series += "@" + string(d.AsKnownOn)
	}
	if slices.Contains(p.Days, d.PublishedOn) {
		at = string(d.PublishedOn)
	}
	if d.FiscalLabel != "" && d.FiscalLabel != format.Period(d.Period) {
		about = d.FiscalLabel
	}
	add := func(t string) {
		if about != "" {
			about += "; "
		}
		about += t
	}
	if d.Start != "" && d.End != "" {
		add(format.Span(d.Start, d.End))
	}
	if d.PublishedOn != "" {
		add("reported " + format.Date(d.PublishedOn))
	}
	return series, at, about
}
