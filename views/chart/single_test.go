package chart_test

import (
	"strings"
	"testing"

	"megacycle/store/figure"
	"megacycle/views/chart"
	"megacycle/views/chart/echarts"
)

func TestEverySeriesCanBeDrawnAlone(t *testing.T) {
	st := at(t, ledger(t), "")
	drawn := 0
	for _, k := range st.SeriesKeys() {
		p := chart.Single(st, k)
		if p.Empty != "" {
			if len(st.Rows(k)) > 2 {
				t.Errorf("%s has %d figures and no drawing: %s", k, len(st.Rows(k)), p.Empty)
			}
			continue
		}
		drawn++
		for _, w := range []int{360, 720} {
			if _, _, err := echarts.Option(p, w); err != nil {
				t.Errorf("%s at %d: %v", k, w, err)
			}
		}
		if p.Alt == "" || p.Summary == "" || !strings.HasPrefix(p.Source, "Source: ") && !strings.Contains(k, "bigtech") {
			t.Errorf("%s: alt %q, summary %q, source %q", k, p.Alt, p.Summary, p.Source)
		}
	}
	if drawn < 80 {
		t.Errorf("%d series are drawn", drawn)
	}
}

func TestASeriesOfStatementsShowsHowTheyMoved(t *testing.T) {
	p := chart.Single(at(t, ledger(t), ""), "amazon.capex_guidance")
	if len(p.Slots) != 4 || p.Slots[0].Label != "5 Feb 2026" || p.Slots[3].Label != "30 Jul 2026" {
		t.Fatalf("slots %+v", p.Slots)
	}
	m := p.Panels[0].Marks[0]
	if m.Role != chart.Guided || m.Points[0].Value != 200_000 || m.Points[3].Value != 220_000 || m.Points[3].Text != "about $220B" {
		t.Errorf("%+v", m)
	}
}

func TestASingleSeriesKeepsItsGapsAndItsPlansApart(t *testing.T) {
	st := at(t, ledger(t), "")
	p := chart.Single(st, "oracle.capex")
	gap := false
	for i, s := range p.Slots {
		if s.Period == figure.QuarterOf(2026, 1) {
			gap = !p.Panels[0].Marks[0].Points[i].Has
		}
	}
	if !gap {
		t.Error("a quarter without a figure is drawn")
	}
	for _, m := range p.Panels[0].Marks {
		if m.Role != chart.Actual {
			t.Errorf("mark %s is %s", m.Key, m.Role)
		}
	}
}
