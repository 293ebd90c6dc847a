package chart

import (
	"slices"
	"strings"

	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/series"
	"megacycle/store/spec"
)

// apart refuses what would put unlike definitions on top of each other; nil when
// the state does not.
func (b *builder) apart() error {
	t := b.q.Type
	if t != spec.Stacked && t != spec.Area && t != spec.Donut || len(b.show) < 2 {
		return nil
	}
	in, _ := b.parts()
	for _, it := range in[min(1, len(in)):] {
		if it.series.Unit == in[0].series.Unit && (it.series.Group == in[0].series.Group || b.q.Def == "guided") && b.sp.Kind != string(spec.Growth) {
			continue
		}
		return fault.BadField("type", "%s and %s follow different definitions, so %s must not add them up; choose type=line, or one series", in[0].Label, it.Label, t)
	}
	return nil
}

// vacant makes the plot empty, with the reason, when nothing that was to be drawn
// has a value.
func (b *builder) vacant() {
	reason := ""
	for _, pn := range b.p.Panels {
		for _, m := range pn.Marks {
			for _, pt := range m.Points {
				if pt.Has {
					return
				}
				if pt.Reason != "" {
					reason = pt.Reason
				}
			}
		}
	}
	b.p.Empty = strings.TrimSpace("There is no value to draw in this choice of series, view and range. " + series.Reason(reason).Sentence())
	b.p.Finding, b.p.Summary = "", ""
	b.p.Panels, b.p.Slots, b.p.Data, b.p.Sources, b.p.Annotations, b.p.Days = nil, nil, nil, nil, nil, nil
	b.p.Table, b.p.Notes = Table{}, slices.Clone(b.sp.Notes)
}

// logarithm refuses a logarithmic scale over values at or below zero, naming the
// first; nil when the scale is linear or all values are above zero.
func (b *builder) logarithm() error {
	if b.q.Scale != "log" || len(b.p.Panels) == 0 {
		return nil
	}
	for _, m := range b.p.Panels[0].Marks {
		for i, pt := range m.Points {
			if pt.Has && pt.Value <= 0 {
				return fault.BadField("scale", "%s is %s in %s, and a logarithmic scale has no place for zero or less; choose scale=linear, or a range without it", m.Name, pt.Text, b.p.Slots[i].Label)
			}
		}
	}
	if !b.p.Panels[0].Log {
		b.p.Notes = append(b.p.Notes, "The values lie too close together for a logarithmic scale, so it is linear.")
	}
	return nil
}

// Nearest gives the state closest to q that the chart can serve, by leaving the
// parameters that are refused to their defaults, and which those were. A state
// that is fine comes back as it is, with no names. It is false when not even the
// defaults can be drawn.
func Nearest(st *figure.State, sp spec.Chart, q spec.State) (near spec.State, left []string, ok bool) {
	for range spec.Names {
		_, err := Build(st, sp, q)
		if err == nil {
			return q, left, true
		}
		some := false
		for _, f := range fault.Fields(err) {
			if !slices.Contains(spec.Names, f.Name) || slices.Contains(left, f.Name) {
				continue
			}
			q, some = q.Without(f.Name), true
			left = append(left, f.Name)
		}
		if !some {
			return q, left, false
		}
	}
	return q, left, false
}

// defWords says a definition of capital expenditure inside a sentence.
func defWords(def string) string {
	return map[string]string{
		"guided": "each as the company guides it", "cash": "cash purchases of property and equipment",
		"net": "net of proceeds from sales and incentives", "leases": "with finance leases",
	}[def]
}

// definition says which definition of capital expenditure is shown, on every
// chart that has one to choose.
func (b *builder) definition() {
	text := defWords(b.q.Def)
	if text == "" {
		return
	}
	b.p.Def = "Capital expenditure: " + text
	switch spec.Kind(b.sp.Kind) {
	case spec.Capex:
		return // its builder has said so
	case spec.Statements:
		return
	}
	if len(b.sp.Defs) < 2 {
		return // its words say so already
	}
	b.p.Measure = join(b.p.Measure, text)
	b.p.Shown = join(b.p.Shown, text)
	switch b.q.Def {
	case "guided":
		b.p.Notes = append(b.p.Notes, "Each company guides in a definition of its own: they are set side by side here, not added up.")
	case "cash":
		b.p.Notes = append(b.p.Notes, "Cash purchases are before proceeds and without finance leases. Amazon guides net of proceeds, Microsoft and Meta with finance leases: def=guided shows each that way.")
	}
}
