package render_test

import (
	"encoding/json"
	"math"
	"testing"

	"megacycle/views/chart"
	"megacycle/views/chart/echarts"
)

// optionSeries is one series of an option, as far as its values go.
type optionSeries struct {
	ID   string
	Type string
	Data []any
}

// values gives the number at each slot, NaN where the line breaks.
func (s optionSeries) values() []float64 {
	out := make([]float64, len(s.Data))
	for i, d := range s.Data {
		if m, ok := d.(map[string]any); ok {
			d = m["value"]
		}
		if pair, ok := d.([]any); ok && len(pair) > 1 {
			d = pair[1]
		}
		if v, ok := d.(float64); ok {
			out[i] = v
		} else {
			out[i] = math.NaN()
		}
	}
	return out
}

// TestOptionsHoldTheValuesOfTheTable compares, point by point and in every state,
// what the graph is drawn from with the marks that table, CSV and JSON are made of.
func TestOptionsHoldTheValuesOfTheTable(t *testing.T) {
	compared := 0
	for _, s := range states(t, real(t)) {
		raw, _, err := echarts.Option(s.p, 720)
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		var o struct{ Series []optionSeries }
		if err := json.Unmarshal(raw, &o); err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		drawn := map[string][]float64{}
		for _, x := range o.Series {
			if x.Type == "line" || x.Type == "bar" {
				drawn[x.ID] = x.values()
			}
		}
		for _, pn := range s.p.Panels {
			for _, m := range pn.Marks {
				switch m.Kind {
				case chart.LineMark, chart.BarMark, chart.StackMark, chart.AreaMark:
					compared += same(t, s.name, m, drawn[m.Key])
				}
			}
		}
	}
	if compared < 5000 {
		t.Fatalf("only %d values were compared; the test would prove little", compared)
	}
}

// same compares one mark with what is drawn of it and counts the values.
func same(t *testing.T, state string, m chart.Mark, drawn []float64) (n int) {
	if m.Role == chart.Gap || drawn == nil {
		return 0 // drawn by the overlay, which has its own test
	}
	for i, p := range m.Points {
		if !p.Has || i >= len(drawn) {
			continue
		}
		n++
		if math.Abs(drawn[i]-p.Value) > 1e-6*math.Max(1, math.Abs(p.Value)) {
			t.Errorf("%s, %s, slot %d: %v is drawn, %v is in the table", state, m.Key, i, drawn[i], p.Value)
			return n
		}
	}
	return n
}
