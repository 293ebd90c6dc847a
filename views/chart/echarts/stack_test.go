package echarts_test

import (
	"encoding/json"
	"testing"

	"megacycle/views/chart"
	"megacycle/views/chart/echarts"
	"megacycle/views/chart/echarts/sample"
)

// ECharts adds up all series of one stack name, so bars of two panels must never
// share one: the lower panel's would begin where the upper panel's end.
func TestBarsOfTwoPanelsStandOnTheirOwnGround(t *testing.T) {
	p := sample.Bars()
	second := p.Panels[0]
	second.Marks = append([]chart.Mark(nil), second.Marks...)
	for k := range second.Marks {
		second.Marks[k].Key += ".below"
	}
	p.Panels = []chart.Panel{p.Panels[0], second}
	p.Panels[0].Height, p.Panels[1].Height = 0.5, 0.5
	raw, _, err := echarts.Option(p, 720)
	if err != nil {
		t.Fatal(err)
	}
	var o struct {
		Series []struct {
			Type, Stack string
			XAxisIndex  int
		}
	}
	if err := json.Unmarshal(raw, &o); err != nil {
		t.Fatal(err)
	}
	of, bars := map[string]int{}, 0
	for _, s := range o.Series {
		if s.Type != "bar" || s.Stack == "" {
			continue
		}
		bars++
		if panel, ok := of[s.Stack]; ok && panel != s.XAxisIndex {
			t.Errorf("the stack %q stands in panels %d and %d", s.Stack, panel, s.XAxisIndex)
		}
		of[s.Stack] = s.XAxisIndex
	}
	if bars < 2 {
		t.Fatalf("%d bars with a stack were found; the test would prove nothing", bars)
	}
}
