package chart_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/spec"
	"megacycle/views/chart"
)

// drawn gives the exact text of a mark at a slot, "" when there is none.
func drawn(p *chart.Plot, key, slot string) string {
	for _, pn := range p.Panels {
		for _, m := range pn.Marks {
			for i, pt := range m.Points {
				if m.Key == key && p.Slots[i].Label == slot && pt.Has {
					return pt.Exact
				}
			}
		}
	}
	return ""
}

// TestWorkedParts compares parts with divisions done by hand on the figures that
// Amazon printed: AWS 2025 net sales 128,725 of 716,924 and operating income
// 45,606 of 79,975; second quarter of 2026 16,621 of 42,232.
func TestWorkedParts(t *testing.T) {
	st := at(t, ledger(t), "")
	for _, c := range []struct {
		name, slug, key, slot, want string
		q                           spec.State
	}{
		{"AWS’s part of revenue in 2025", "aws-in-amazon", "amazon.aws.revenue:ratio-annual", "2025", "17.9552", spec.State{View: spec.Annual}},
		{"AWS’s part of operating income in 2025", "aws-in-amazon", "amazon.aws.operating_income:ratio-annual", "2025", "57.0253", spec.State{View: spec.Annual}},
		{"AWS’s part of operating income in a quarter", "aws-in-amazon", "amazon.aws.operating_income:ratio", "Q2 2026", "60.5258", spec.State{View: spec.Value}},
		{"AWS’s margin", "aws-operating-margin", "amazon.aws.operating_income:ratio", "Q2 2026", "39.3564", spec.State{}},
		{"Amazon’s intensity, cash", "capex-intensity", "amazon.capex:ratio-annual", "2025", "18.3867", spec.State{View: spec.Annual}},
		{"Amazon’s intensity, net", "capex-intensity", "amazon.capex_net:ratio-annual", "2025", "17.8987", spec.State{View: spec.Annual, Def: "net", Series: []string{"amazon"}}},
		{"growth of AWS", "cloud-revenue", "amazon.aws.revenue:yoy", "Q2 2026", "36.7927", spec.State{View: spec.YoY}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := drawn(build(t, st, c.slug, c.q), c.key, c.slot); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
	p := build(t, st, "aws-in-amazon", spec.State{View: spec.Annual})
	if want := "AWS made 57.0% of Amazon’s operating income from 18.0% of its revenue in 2025"; p.Finding != want {
		t.Errorf("it finds %q, want %q", p.Finding, want)
	}
}

func TestGuidanceIsNeverActual(t *testing.T) {
	l := ledger(t)
	for _, day := range []figure.Date{"2026-02-05", "2026-03-17", "2026-05-15", "2026-07-29", ""} {
		p := build(t, at(t, l, day), "capex-guidance-2026", spec.State{AsOf: day})
		if len(p.Slots) != len(p.Days) {
			t.Fatalf("%d slots for %d days", len(p.Slots), len(p.Days))
		}
		for _, pn := range p.Panels {
			for _, m := range pn.Marks {
				if m.Role == chart.Actual {
					t.Errorf("%s is drawn as actual as of %s", m.Name, day)
				}
			}
		}
		for _, d := range p.Data {
			if d.Status != figure.Guidance && d.Status != figure.Estimate {
				t.Errorf("%s is %q", d.Name, d.Status)
			}
		}
	}
	p := build(t, at(t, l, ""), "capex-guidance-2026", spec.State{})
	for _, c := range []struct{ key, slot, want string }{
		{"capex-guidance-2026.total", "29 Apr 2026", "710000"}, {"capex-guidance-2026.total", "30 Jul 2026", "732500"},
		{"microsoft.capex_guidance", "29 Jul 2026", "175000"}, {"bigtech.capex_estimate.bridgewater", "23 Feb 2026", "650000"},
		{"microsoft.capex_guidance:held", "28 Jul 2026", "190000"}, {"microsoft.capex_guidance:held", "29 Jul 2026", ""}, {"microsoft.capex_guidance:holds", "28 Jul 2026", ""},
	} {
		if got := drawn(p, c.key, c.slot); got != c.want {
			t.Errorf("%s on %s is %q, want %q", c.key, c.slot, got, c.want)
		}
	}
	p = build(t, at(t, l, "2026-03-17"), "capex-guidance-2026", spec.State{AsOf: "2026-03-17"})
	if got := drawn(p, "amazon.capex_guidance", "5 Feb 2026"); got != "200000" {
		t.Errorf("as of March Amazon guides %s", got)
	}
	if drawn(p, "capex-guidance-2026.total", "23 Feb 2026") != "" || !strings.Contains(p.Finding, "Three of four") {
		t.Errorf("there is a sum although Microsoft had not guided: %s", p.Finding)
	}
}

func TestADonutIsWhole(t *testing.T) {
	st := at(t, ledger(t), "")
	p := build(t, st, "cloud-market-share", spec.State{Type: spec.Donut})
	sum := 0.0
	for _, m := range p.Panels[0].Marks {
		if m.Kind != chart.SliceMark {
			t.Errorf("%s is drawn as %s", m.Name, m.Kind)
		}
		sum += m.Points[0].Value
	}
	if sum != 100 || drawn(p, "cloud-market-share.rest", "Q2 2026") != "37" {
		t.Errorf("the slices add up to %v", sum)
	}
	p = build(t, st, "cloud-market-share", spec.State{Type: spec.Donut, To: figure.QuarterOf(2025, 2)})
	if got := drawn(p, "share.aws", "Q2 2025"); got != "30" {
		t.Errorf("AWS has %s in Q2 2025", got)
	}
}

func TestABreakIsNoLine(t *testing.T) {
	st := at(t, ledger(t), "")
	p := build(t, st, "aws-operating-margin", spec.State{})
	if drawn(p, "amazon.aws.operating_income", "Q4 2015") != "" || drawn(p, "amazon.aws.operating_income.pre_sbc", "Q4 2015") != "687" || drawn(p, "amazon.aws.operating_income.pre_sbc", "Q1 2016") != "" {
		t.Error("two definitions are joined")
	}
	if !slices.ContainsFunc(p.Annotations, func(a chart.Annotation) bool { return a.Kind == "definition" && p.Slots[a.Slot].Label == "Q1 2016" }) {
		t.Errorf("the break is not marked: %+v", p.Annotations)
	}
	p = build(t, st, "aws-operating-margin", spec.State{View: spec.YoY})
	if got := drawn(p, "amazon.aws.operating_income:yoy", "Q1 2016"); got != "" {
		t.Errorf("growth is computed across the break: %s", got)
	}
}

func TestRefusalsSayWhyAndWhatWorks(t *testing.T) {
	st := at(t, ledger(t), "")
	for _, c := range []struct {
		name, slug string
		q          spec.State
		field      string
		says       []string
	}{
		{"a logarithm of falling growth", "capex-vs-cloud-revenue", spec.State{View: spec.YoY, Scale: "log"}, "scale", []string{"zero or less", "scale=linear", "Amazon’s capital spending is −"}},
		{"a logarithm of bars", "aws-revenue", spec.State{Scale: "log", Type: spec.Bar}, "scale", []string{"type=line"}},
		{"a stack of clouds", "cloud-revenue", spec.State{Type: spec.Stacked}, "type", []string{"never added up"}},
		{"an area of two clouds", "aws-revenue", spec.State{Type: spec.Area, Series: []string{"amazon", "alphabet"}}, "type", []string{"different definitions", "type=line"}},
		{"a definition that one company does not publish", "capex-intensity", spec.State{Def: "net"}, "def", []string{"Alphabet, Microsoft or Meta", "def=cash"}},
		{"guidance in cash", "capex-guidance-2026", spec.State{Def: "cash"}, "def", []string{"definition of its own"}},
		{"shares of spending and revenue", "capex-vs-cloud-revenue", spec.State{View: spec.Share}, "view", []string{"no parts of one total"}},
		{"a donut of growth", "big-tech-capex", spec.State{Type: spec.Donut, View: spec.YoY}, "type", []string{"parts of a whole"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			sp := definition(t, st, c.slug)
			_, err := chart.Build(st, sp, c.q)
			fs := fault.Fields(err)
			if len(fs) != 1 || fs[0].Name != c.field {
				t.Fatalf("got %v", err)
			}
			for _, s := range c.says {
				if !strings.Contains(fs[0].Message, s) {
					t.Errorf("it does not say %q: %s", s, fs[0].Message)
				}
			}
			near, left, ok := chart.Nearest(st, sp, c.q)
			if !ok || len(left) == 0 || left[0] != c.field {
				t.Errorf("the nearest state is %+v without %v, %v", near, left, ok)
			}
			if _, err := chart.Build(st, sp, near); err != nil {
				t.Errorf("the nearest state is refused: %v", err)
			}
		})
	}
}

func TestControlsSayWhatCannotApply(t *testing.T) {
	st := at(t, ledger(t), "")
	words := func(all []chart.Choice) string {
		var out []string
		for _, c := range all {
			s := c.Value
			if c.Current {
				s += "*"
			}
			if c.Why != "" {
				s += " no"
			}
			out = append(out, s)
		}
		return strings.Join(out, ",")
	}
	for _, c := range []struct {
		slug                 string
		q                    spec.State
		views, types, scales string
	}{
		{"aws-revenue", spec.State{}, "value*,yoy,qoq,ttm,annual,index,share no,cagr", "line,bar*,stacked no,area,donut no,table", "linear*,log"},
		{"aws-revenue", spec.State{View: spec.QoQ}, "value,yoy,qoq*,ttm,annual,index,share no,cagr", "line*,bar,stacked no,area no,donut no,table", "linear*,log no"},
		{"big-tech-capex", spec.State{}, "value,yoy,qoq,ttm,annual*,index,share,cagr", "line,bar,stacked*,area,donut,table", "linear*,log no"},
		{"capex-guidance-2026", spec.State{}, "value*,yoy no,qoq no,ttm no,annual no,index no,share no,cagr no", "line*,bar no,stacked no,area no,donut no,table", "linear*,log no"},
	} {
		sp := definition(t, st, c.slug)
		if got := words(chart.Views(st, sp, c.q)); got != c.views {
			t.Errorf("%s: views %s, want %s", c.slug, got, c.views)
		}
		if got := words(chart.Types(st, sp, c.q)); got != c.types {
			t.Errorf("%s: types %s, want %s", c.slug, got, c.types)
		}
		if got := words(chart.Scales(st, sp, c.q)); got != c.scales {
			t.Errorf("%s: scales %s, want %s", c.slug, got, c.scales)
		}
	}
}

func TestEventsByKindOfTheCompaniesShown(t *testing.T) {
	st := at(t, ledger(t), "")
	texts := func(q spec.State) []string {
		var out []string
		for _, a := range build(t, st, "aws-revenue", q).Annotations {
			out = append(out, a.Kind+": "+a.Text)
		}
		return out
	}
	if got := texts(spec.State{}); len(got) != 2 {
		t.Errorf("usually it shows %q", got)
	}
	if got := texts(spec.State{Events: "0"}); len(got) != 0 {
		t.Errorf("without events it shows %q", got)
	}
	got := texts(spec.State{Events: "outage,market-reaction"})
	if len(got) < 4 || slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "launch") || strings.Contains(s, "Oracle") }) {
		t.Errorf("of two kinds it shows %q", got)
	}
	p := build(t, st, "aws-revenue", spec.State{Events: "chip"})
	kinds := ""
	for _, c := range chart.EventKinds(p, st) {
		kinds += c.Value + strconv.FormatBool(c.Current) + " "
	}
	if !strings.Contains(kinds, "chiptrue") || !strings.Contains(kinds, "dealfalse") {
		t.Errorf("the kinds are %s", kinds)
	}
}

func TestDefinitionIsSaidOnEveryCapexChart(t *testing.T) {
	st := at(t, ledger(t), "")
	for _, slug := range []string{"big-tech-capex", "capex-intensity", "capex-vs-cloud-revenue", "capex-guidance-2026", "amazon-free-cash-flow"} {
		sp := definition(t, st, slug)
		for _, def := range sp.Defs {
			q := spec.State{Def: def}
			if def == "net" || def == "leases" {
				q.Series = []string{map[string]string{"net": "amazon", "leases": "microsoft"}[def]}
			}
			if slug == "amazon-free-cash-flow" {
				q = spec.State{}
			}
			p := build(t, st, slug, q)
			if p.Def == "" || len(sp.Defs) > 1 && !strings.Contains(p.Measure, strings.TrimPrefix(p.Def, "Capital expenditure: ")) {
				t.Errorf("%s in %s says %q: %s", slug, def, p.Def, p.Measure)
			}
		}
	}
}
