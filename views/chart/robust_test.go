package chart_test

import (
	"strings"
	"testing"
	"time"

	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/seed"
	"megacycle/store/spec"
	"megacycle/views/chart"
)

func TestAnyRangeIsDrawn(t *testing.T) {
	st := at(t, ledger(t), "")
	specs, err := chart.Specs(st)
	if err != nil {
		t.Fatal(err)
	}
	var edges []figure.Period
	for _, s := range []string{"2001Q1", "2018Q2", "2025", "2026Q2", "2030Q1"} {
		p, err := figure.ParsePeriod(s)
		if err != nil {
			t.Fatal(err)
		}
		edges = append(edges, p)
	}
	for _, sp := range specs {
		for _, v := range sp.Views {
			for _, from := range edges {
				for _, to := range edges {
					if from.Start() > to.End() {
						continue
					}
					p, err := chart.Build(st, sp, spec.State{View: v, From: from, To: to})
					if err != nil {
						t.Fatalf("%s %s %s to %s: %v", sp.Slug, v, from, to, err)
					}
					for _, text := range []string{p.Finding, p.Summary} {
						if text == "" || strings.Contains(text, "–B") || strings.Contains(text, " – ") || strings.Contains(text, "NaN") || strings.Contains(text, "  ") {
							t.Errorf("%s %s %s to %s says %q", sp.Slug, v, from, to, text)
						}
					}
					if _, err := chart.CSV(p); err != nil {
						t.Error(err)
					}
				}
			}
		}
	}
}

func TestAPartOfTheStoreIsEnough(t *testing.T) {
	all, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	without := map[string]func(figure.Change) bool{
		"companies": func(c figure.Change) bool { return c.Company != nil },
		"sources":   func(c figure.Change) bool { return c.Source != nil },
		"sayings":   func(c figure.Change) bool { return c.Bet != nil },
		"events":    func(c figure.Change) bool { return c.Event != nil },
		"reports":   func(c figure.Change) bool { return c.Report != nil },
		"figures":   func(c figure.Change) bool { return c.Figure != nil },
		"series":    func(c figure.Change) bool { return c.Series != nil },
		"guidance":  func(c figure.Change) bool { return c.Figure != nil && c.Figure.Status == figure.Guidance },
		"the newest quarter of a company": func(c figure.Change) bool {
			return c.Figure != nil && c.Figure.Series == "meta.capex" && c.Figure.Period == figure.QuarterOf(2026, 2)
		},
	}
	for _, key := range []string{"amazon.aws.revenue", "amazon.capex", "amazon.capex_net", "alphabet.capex", "meta.capex", "share.aws", "share.google", "amazon.fcf_ttm", "amazon.capex_guidance"} {
		without[key] = func(c figure.Change) bool { return c.Figure != nil && c.Figure.Series == key }
	}
	for name, drop := range without {
		t.Run("without "+name, func(t *testing.T) {
			var some []figure.Change
			for _, c := range all {
				if !drop(c) {
					some = append(some, c)
				}
			}
			st := at(t, (&figure.Ledger{}).With(figure.Release{N: 1, PublishedAt: time.Unix(0, 0)}, some), "")
			specs, err := chart.Specs(st)
			if err != nil {
				t.Fatal(err)
			}
			for _, sp := range specs {
				for _, v := range sp.Views {
					p, err := chart.Build(st, sp, spec.State{View: v})
					if err != nil {
						t.Errorf("%s %s: %v", sp.Slug, v, err)
						continue
					}
					if p.Finding == "" || p.Summary == "" || strings.Contains(p.Finding+p.Summary, "–B") {
						t.Errorf("%s %s says %q, %q", sp.Slug, v, p.Finding, p.Summary)
					}
					if p.Empty != "" && len(p.Panels) > 0 {
						t.Errorf("%s %s is empty and drawn", sp.Slug, v)
					}
				}
			}
			if _, err := chart.Headline(st); err != nil {
				t.Error(err)
			}
			if ks, err := chart.KeyFigures(st); err != nil || len(ks) != 6 {
				t.Error(len(ks), err)
			}
		})
	}
}

func TestEveryViewOfProductMakesSenseWhereADefinitionAllowsIt(t *testing.T) {
	st := at(t, ledger(t), "")
	for _, slug := range []string{"aws-revenue", "big-tech-capex", "capex-vs-cloud-revenue"} {
		sp := definition(t, st, slug)
		sp.Views = spec.Views
		for _, v := range spec.Views {
			for _, log := range []string{"", "log"} {
				if log != "" && !sp.Log {
					continue
				}
				p, err := chart.Build(st, sp, spec.State{View: v, Scale: log})
				if fs := fault.Fields(err); log != "" && len(fs) == 1 && fs[0].Name == "scale" && strings.Contains(fs[0].Message, "zero or less") {
					continue // growth below zero has no logarithm
				}
				if err != nil {
					t.Fatalf("%s %s: %v", slug, v, err)
				}
				if v == spec.Share && slug == "capex-vs-cloud-revenue" {
					if !strings.Contains(p.Empty, "different definitions") {
						t.Errorf("spending and revenue make shares of a total: %q", p.Empty)
					}
					continue
				}
				if p.Empty != "" || p.Finding == "" || strings.Contains(p.Finding+p.Summary, "–.") || strings.Contains(p.Finding+p.Summary, "NaN") {
					t.Errorf("%s %s says %q, %q, empty %q", slug, v, p.Finding, p.Summary, p.Empty)
				}
				if len(p.Panels[0].Ticks) < 2 || len(p.Panels[0].Ticks) > 5 {
					t.Errorf("%s %s %s has %d ticks", slug, v, log, len(p.Panels[0].Ticks))
				}
			}
		}
	}
	sp := definition(t, st, "big-tech-capex")
	sp.Views = spec.Views
	p, err := chart.Build(st, sp, spec.State{View: spec.Share})
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for _, m := range p.Panels[0].Marks {
		sum += m.Points[len(m.Points)-1].Value
	}
	if sum < 99.99 || sum > 100.01 {
		t.Errorf("shares add up to %v", sum)
	}
}

func TestHalfAYearIsNoPointOfALine(t *testing.T) {
	p := build(t, at(t, ledger(t), ""), "big-tech-capex", spec.State{Type: spec.Line})
	for _, m := range p.Panels[0].Marks {
		if last := m.Points[len(m.Points)-1]; last.Has {
			t.Errorf("%s draws %s for a year that is not over", m.Name, last.Text)
		}
	}
	if p.Table.Rows[0].Label != "2026, guided" || !strings.Contains(p.Finding, "$720–745B") {
		t.Errorf("%s: %s", p.Table.Rows[0].Label, p.Finding)
	}
}

func TestDefsSayWhatIsNotPublished(t *testing.T) {
	sp := definition(t, at(t, ledger(t), ""), "big-tech-capex")
	var got []string
	for _, c := range chart.Defs(sp, spec.State{}) {
		s := c.Value
		if c.Current {
			s += "*"
		}
		if c.Why != "" {
			s += " no"
		}
		got = append(got, s)
	}
	if want := "guided*,cash,net no,leases no"; strings.Join(got, ",") != want {
		t.Errorf("got %s, want %s", strings.Join(got, ","), want)
	}
}
