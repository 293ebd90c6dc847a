package chart_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"megacycle/store/figure"
	"megacycle/store/spec"
	"megacycle/views/chart"
)

// TestGolden compares all that a plot says and draws with testdata, where a
// change can be reviewed. UPDATE_GOLDEN=1 writes the files anew.
func TestGolden(t *testing.T) {
	l := ledger(t)
	q := figure.QuarterOf
	for _, c := range []struct {
		name, slug string
		q          spec.State
	}{
		{"aws-revenue", "aws-revenue", spec.State{}},
		{"aws-revenue-annual", "aws-revenue", spec.State{View: spec.Annual}},
		{"aws-revenue-three", "aws-revenue", spec.State{Series: []string{"amazon", "alphabet", "microsoft"}, From: q(2023, 1)}},
		{"aws-revenue-empty", "aws-revenue", spec.State{AsOf: "2014-01-01"}},
		{"aws-path-to-600b", "aws-path-to-600b", spec.State{}},
		{"cloud-market-share", "cloud-market-share", spec.State{}},
		{"big-tech-capex", "big-tech-capex", spec.State{}},
		{"big-tech-capex-march", "big-tech-capex", spec.State{AsOf: "2026-03-17"}},
		{"big-tech-capex-quarters", "big-tech-capex", spec.State{View: spec.Value, From: q(2024, 1), Series: []string{"amazon", "alphabet", "microsoft", "meta", "oracle"}}},
		{"amazon-free-cash-flow", "amazon-free-cash-flow", spec.State{}},
		{"capex-vs-cloud-revenue", "capex-vs-cloud-revenue", spec.State{}},
		{"capex-vs-cloud-revenue-four", "capex-vs-cloud-revenue", spec.State{Series: []string{"amazon", "alphabet", "microsoft", "oracle"}, From: q(2024, 1)}},
		{"capex-guidance-2026", "capex-guidance-2026", spec.State{}},
		{"capex-guidance-2026-march", "capex-guidance-2026", spec.State{AsOf: "2026-03-17"}},
		{"capex-intensity", "capex-intensity", spec.State{From: q(2024, 1)}},
		{"aws-in-amazon", "aws-in-amazon", spec.State{View: spec.Annual}},
		{"aws-operating-margin", "aws-operating-margin", spec.State{}},
		{"cloud-revenue", "cloud-revenue", spec.State{From: q(2024, 1)}},
		{"big-tech-capex-donut", "big-tech-capex", spec.State{Type: spec.Donut}},
		{"cloud-market-share-donut", "cloud-market-share", spec.State{Type: spec.Donut}},
		{"cloud-growth", "cloud-growth", spec.State{From: q(2023, 1)}},
		{"cloud-backlog", "cloud-backlog", spec.State{}},
		{"cloud-market-size", "cloud-market-size", spec.State{}},
		{"nvidia-data-center", "nvidia-data-center", spec.State{From: q(2022, 1)}},
		{"ai-run-rates", "ai-run-rates", spec.State{Series: []string{"amazon", "amazon.chips.run_rate", "microsoft", "openai", "anthropic"}}},
		{"cloud-margins", "cloud-margins", spec.State{From: q(2021, 3)}},
		{"ai-power", "ai-power", spec.State{}},
		{"ai-power-committed", "ai-power", spec.State{Series: []string{"openai", "anthropic", "openai.power.committed_amd"}}},
		{"big-tech-capex-compared", "big-tech-capex", spec.State{Compare: "2026-05-15"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := dump(build(t, at(t, l, c.q.AsOf), c.slug, c.q))
			file := filepath.Join("testdata", c.name+".txt")
			if os.Getenv("UPDATE_GOLDEN") != "" {
				if err := os.MkdirAll("testdata", 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); d != "" {
				t.Errorf("it differs from %s (set UPDATE_GOLDEN=1 and review):\n%s", file, d)
			}
		})
	}
}

// dump writes a plot as text that reads well in a review.
func dump(p *chart.Plot) string {
	var b strings.Builder
	w := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	w("finding: %s\nmeasure: %s\nshown:   %s\nsummary: %s\nalt:     %s\nsource:  %s\ncredit:  %s", p.Finding, p.Measure, p.Shown, p.Summary, p.Alt, p.Source, p.Credit)
	for _, n := range p.Notes {
		w("note:    %s", n)
	}
	for _, m := range p.Missing {
		w("missing: %s", m.Text)
	}
	if p.Compared != "" {
		w("compared: %s", p.Compared)
	}
	for _, d := range p.Differences {
		w("differs: %s %s: %q, %q, %s", d.Series, d.Period, d.Then, d.Now, d.Why)
	}
	if p.Empty != "" {
		w("empty:   %s", p.Empty)
	}
	for _, d := range p.Defs {
		w("defines: %s", d.Series)
	}
	for _, a := range p.Annotations {
		w("event:   %s at %s (%s)", a.Text, p.Slots[a.Slot].Label, a.Date)
	}
	for _, pn := range p.Panels {
		w("\npanel %q takes %.2f, %.6g to %.6g", pn.Title, pn.Height, pn.Min, pn.Max)
		for _, k := range pn.Ticks {
			w("  tick %s at %.6g", k.Label, k.Value)
		}
		for _, l := range pn.Lines {
			w("  line %q at %.6g, %s, %s to %s", l.Label, l.Value, l.Role, p.Slots[l.From].Label, p.Slots[l.To].Label)
		}
		for _, m := range pn.Marks {
			w("  %s %s %s %q %s stack=%q end=%q key=%v %q", m.Role, m.Kind, m.Key, m.Name, m.Colour, m.Stack, m.End, m.Legend, m.KeyName())
			for i, pt := range m.Points {
				if !pt.Has {
					continue
				}
				flags := ""
				if pt.Hollow {
					flags += " hollow"
				}
				if pt.Accent {
					flags += " accent"
				}
				if pt.Label != "" {
					flags += fmt.Sprintf(" label=%q", pt.Label)
				}
				w("    %s: %s (%s) %s%s", p.Slots[i].Label, pt.Text, pt.Exact, pt.Change, flags)
			}
		}
	}
	w("\ntable: %s", p.Table.Caption)
	for _, c := range p.Table.Columns {
		w("  column %s: %s, %s", c.Key, c.Name, c.Unit)
	}
	for _, r := range p.Table.Rows {
		cells := []string{}
		for _, c := range r.Cells {
			text := c.Text
			if text == "" {
				text = "(" + c.Reason + ")"
			}
			if c.Status != "" && c.Status != figure.Actual {
				text += " " + string(c.Status)
			}
			if c.Hollow {
				text += " hollow"
			}
			cells = append(cells, text)
		}
		w("  %s %s| %s", r.Label, r.Fiscal, strings.Join(cells, " | "))
	}
	return b.String()
}
