package chart_test

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/spec"
	"megacycle/views/chart"
)

func TestCompareListsWhatDiffers(t *testing.T) {
	st := at(t, ledger(t), "")
	for _, c := range []struct {
		name, slug string
		q          spec.State
		want       []string // series, period, then, now, why
		says       string
		drawn      bool // something on the chart was otherwise
	}{
		{"a quarter that was published since", "aws-revenue", spec.State{Compare: "2026-05-15"},
			[]string{"amazon.aws.revenue 2026Q2  | $42.2B | published on 30 Jul 2026"}, "Compared with what was known on 15 May 2026: ", false},
		{"guidance that moved", "big-tech-capex", spec.State{Compare: "2026-05-15"},
			[]string{"amazon.capex_guidance 2026 $200B | about $220B | said anew on 30 Jul 2026", "microsoft.capex_guidance 2026 about $190B | $175B | said anew on 29 Jul 2026"}, "numbers differ", true},
		{"two days of the past, the earlier one asked for second", "big-tech-capex", spec.State{AsOf: "2026-05-15", Compare: "2026-03-17"},
			[]string{"microsoft.capex_guidance 2026  | about $190B | said first on 29 Apr 2026"}, "on 17 Mar 2026", false},
		{"the later day asked for second", "aws-revenue", spec.State{AsOf: "2026-03-17", Compare: "2026-08-01"},
			[]string{"amazon.aws.revenue 2026Q2  | $42.2B | published on 30 Jul 2026"}, "What was known on 17 Mar 2026 and on 1 Aug 2026", true},
		{"nothing had been published", "aws-revenue", spec.State{Compare: "2014-01-01"},
			[]string{"amazon.aws.revenue 2026Q2  | $42.2B | published on 30 Jul 2026"}, "Nothing about AWS revenue had been published by 1 Jan 2014.", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := build(t, mustAt(t, st, c.q.AsOf), c.slug, c.q)
			all := ""
			for _, d := range p.Differences {
				all += d.Series + " " + d.Period.String() + " " + d.Then + " | " + d.Now + " | " + d.Why + "\n"
			}
			for _, w := range c.want {
				if !strings.Contains(all, w+"\n") {
					t.Errorf("%q is not among the differences:\n%s", w, all)
				}
			}
			if !strings.Contains(strings.ToLower(p.Compared), strings.ToLower(c.says)) {
				t.Errorf("it says %q", p.Compared)
			}
			then := false
			for _, pn := range p.Panels {
				for _, m := range pn.Marks {
					if len(m.Points) != len(p.Slots) {
						t.Errorf("%s has %d points for %d slots", m.Key, len(m.Points), len(p.Slots))
					}
					then = then || m.Role == chart.Then
				}
			}
			if then != c.drawn {
				t.Errorf("the other day is drawn: %v, want %v", then, c.drawn)
			}
		})
	}
}

func mustAt(t testing.TB, st *figure.State, day figure.Date) *figure.State {
	t.Helper()
	n, err := st.Ledger().At(0, day, today)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestEveryChartCanBeCompared(t *testing.T) {
	l := ledger(t)
	for _, day := range []figure.Date{"2014-01-01", "2026-03-17"} {
		for _, asOf := range []figure.Date{"", "2015-05-01"} {
			st := at(t, l, asOf)
			specs, err := chart.Specs(st)
			if err != nil {
				t.Fatal(err)
			}
			for _, sp := range specs {
				for _, v := range sp.Views {
					types := sp.Types[:1]
					if asOf == "" && day == "2026-03-17" {
						types = sp.Types
					}
					for _, ty := range types {
						p, err := chart.Build(st, sp, spec.State{View: v, Type: ty, AsOf: asOf, Compare: day})
						if fault.KindOf(err) == fault.Invalid && err != nil {
							continue // not every type fits every view
						}
						if err != nil {
							t.Fatalf("%s %s: %v", sp.Slug, v, err)
						}
						checkCompared(t, sp.Slug+" "+string(v)+" "+string(ty)+" "+string(asOf)+" and "+string(day), p)
					}
				}
			}
		}
	}
}

func checkCompared(t *testing.T, name string, p *chart.Plot) {
	t.Helper()
	body, err := chart.CSV(p)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(strings.NewReader(string(body))).ReadAll()
	if err != nil || len(lines) != len(p.Data)+1 {
		t.Fatalf("%s: %d lines for %d data, %v", name, len(lines), len(p.Data), err)
	}
	raw, err := chart.JSON(p)
	if err != nil || !json.Valid(raw) {
		t.Fatal(name, err)
	}
	if p.Compared == "" || p.State.Compare == "" {
		t.Errorf("%s does not say that it compares", name)
	}
	seen, keys := map[string]bool{}, map[string]bool{}
	for _, d := range p.Data {
		k := d.Series + "|" + d.Period.String() + "|" + string(d.PublishedOn) + "|" + string(d.AsKnownOn)
		if seen[k] {
			t.Errorf("%s: %s stands twice", name, k)
		}
		seen[k] = true
	}
	for _, pn := range p.Panels {
		if len(pn.Ticks) == 0 && len(pn.Marks) > 0 && pn.Marks[0].Kind != chart.SliceMark {
			t.Errorf("%s has an axis without ticks", name)
		}
		for _, m := range pn.Marks {
			if keys[m.Key] {
				t.Errorf("%s: two marks are called %s", name, m.Key)
			}
			keys[m.Key] = true
			for i, pt := range m.Points {
				if pt.Has && (pt.Datum < 0 || p.Data[pt.Datum].Value != pt.Exact) {
					t.Errorf("%s: %s in %s draws %s, datum %d", name, m.Key, p.Slots[i].Label, pt.Exact, pt.Datum)
				}
			}
		}
	}
	for _, r := range p.Table.Rows {
		if len(r.Cells) != len(p.Table.Columns) {
			t.Errorf("%s: row %s has %d cells for %d columns", name, r.Label, len(r.Cells), len(p.Table.Columns))
		}
	}
	for _, d := range p.Differences {
		if d.Then == d.Now && d.ThenValue == d.NowValue || d.Why == "" || d.Name == "" {
			t.Errorf("%s: %+v is no difference", name, d)
		}
	}
}

func TestAComparisonThatCannotBeIsRefused(t *testing.T) {
	st := at(t, ledger(t), "2026-03-17")
	sp := definition(t, st, "aws-revenue")
	for day, says := range map[figure.Date]string{"2026-03-17": "shown already", "2027-01-01": "in the future"} {
		_, err := chart.Build(st, sp, spec.State{AsOf: "2026-03-17", Compare: day})
		if fs := fault.Fields(err); len(fs) != 1 || fs[0].Name != "compare" || !strings.Contains(fs[0].Message, says) {
			t.Errorf("%s: %v", day, err)
		}
	}
}
