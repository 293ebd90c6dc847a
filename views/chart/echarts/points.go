package echarts

import (
	"encoding/json"
	"strings"

	"megacycle/views/chart"
)

// pointsMark is one mark in the data that the light tooltip reads.
type pointsMark struct {
	Key    string     `json:"key"`
	Name   string     `json:"name"`
	Colour string     `json:"colour"` // company slug, or a token: ink, ink-2, zero, accent
	Role   chart.Role `json:"role"`
	Panel  int        `json:"panel"`
	Text   []string   `json:"text"`   // per slot; "" when there is none
	Change []string   `json:"change"` // per slot
	Value  []*float64 `json:"value"`  // per slot, in the panel's unit; null when there is none
}

// Points gives what a pointer, a finger or a keyboard can read from the plot:
// the name of each slot and each mark's text, change and value there. It is
// JSON that is safe inside a script element.
func Points(p *chart.Plot) []byte {
	out := struct {
		Name  string       `json:"name"`
		Slots []string     `json:"slots"`
		Marks []pointsMark `json:"marks"`
	}{p.Name, []string{}, []pointsMark{}}
	for _, s := range p.Slots {
		out.Slots = append(out.Slots, s.Label)
	}
	for i, pn := range p.Panels {
		for _, m := range pn.Marks {
			if m.Role == chart.Gap {
				continue // between figures, not a figure
			}
			colour := strings.TrimPrefix(fill(m.Colour), "co-")
			if m.Role == chart.Needed {
				colour = "accent"
			}
			pm := pointsMark{Key: m.Key, Name: m.Name, Colour: colour, Role: m.Role, Panel: i,
				Text: []string{}, Change: []string{}, Value: []*float64{}}
			for _, pt := range m.Points {
				if !pt.Has || bad(pt.Value) {
					pm.Text, pm.Change, pm.Value = append(pm.Text, ""), append(pm.Change, ""), append(pm.Value, nil)
					continue
				}
				v := pt.Value
				pm.Text, pm.Change, pm.Value = append(pm.Text, pt.Text), append(pm.Change, pt.Change), append(pm.Value, &v)
			}
			out.Marks = append(out.Marks, pm)
		}
	}
	b, err := json.Marshal(out) // escapes <, > and &
	if err != nil {
		return []byte("{}")
	}
	return b
}
