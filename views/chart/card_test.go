package chart_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/spec"
	"megacycle/views/chart"
)

func cardAt(t *testing.T, st *figure.State, slug string, q spec.State, series, at string) chart.Card {
	t.Helper()
	p := build(t, st, slug, q)
	i, err := chart.Find(p, series, at)
	if err != nil {
		t.Fatalf("%s %s of %s: %v", series, at, slug, err)
	}
	return chart.CardOf(p, st, i)
}

func TestTheCardOfAFigureSaysWhereItComesFrom(t *testing.T) {
	st := at(t, ledger(t), "")
	c := cardAt(t, st, "aws-revenue", spec.State{}, "amazon.aws.revenue", "2026Q2")
	if c.Value != "$42,232M" || c.Exact != "42232" || c.When != "30 Jul 2026" || c.Status != "Actual, stated by the company" || c.Mark != "company" ||
		c.Who != "Amazon.com, Inc." || c.Change != "+36.8% on a year earlier" || c.Span == "" || len(c.Earlier) != 0 || c.Derived != "" {
		t.Errorf("%+v", c)
	}
	if len(c.Sources) == 0 || c.Sources[0].URL == "" || c.Sources[0].Title == "" {
		t.Errorf("sources %+v", c.Sources)
	}
	if c.Here == nil || c.Here.N != 1 || c.Here.On != "2026-11-22" {
		t.Errorf("released %+v", c.Here)
	}
}

func TestCardsSayWhatIsSpecial(t *testing.T) {
	st := at(t, ledger(t), "")
	for _, x := range []struct {
		name, slug string
		q          spec.State
		series, at string
		says       []string
	}{
		{"computed", "aws-revenue", spec.State{View: spec.YoY}, "amazon.aws.revenue:yoy", "2026Q2", []string{"Computed by us", "42,232 in Q2 2026 over 30,873 in Q2 2025, less 1", "36.8%"}},
		{"a range that replaced others", "big-tech-capex", spec.State{}, "alphabet.capex_guidance", "2026", []string{"$195–205B", "Guidance, stated by the company", "$180–190B", "until 22 Jul 2026"}},
		{"a fiscal quarter", "nvidia-data-center", spec.State{}, "nvidia.datacenter.revenue", "2026Q2", []string{"FY27 Q2", "27 Apr to 26 Jul 2026"}},
		{"only its year was seen", "nvidia-data-center", spec.State{}, "nvidia.datacenter.revenue", "2022Q3", []string{"only its year was confirmed"}},
		{"a lower bound", "ai-run-rates", spec.State{}, "amazon.aws.ai_run_rate", "2026Q2", []string{"over $25,000M", "a lower bound"}},
		{"an estimate of a research house", "cloud-market-share", spec.State{}, "share.aws", "2026Q2", []string{"28%", "Estimate of Synergy Research Group"}},
		{"a ratio", "cloud-margins", spec.State{}, "alphabet.google_cloud.operating_income:ratio", "2026Q2", []string{"8,814 over 24,768 in Q2 2026", "35.6%"}},
		{"derived from words", "cloud-market-size", spec.State{}, "market.cloud_infrastructure.revenue", "2018Q2", []string{"about $16,500M", "plus the stated increase of 5.5 billion"}},
		{"no value", "cloud-market-size", spec.State{}, "market.cloud_infrastructure.revenue", "2017Q3", []string{"No figure was found"}},
	} {
		t.Run(x.name, func(t *testing.T) {
			raw, err := json.Marshal(cardAt(t, st, x.slug, x.q, x.series, x.at))
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range x.says {
				if !strings.Contains(string(raw), s) {
					t.Errorf("it does not say %q: %s", s, raw)
				}
			}
		})
	}
}

func TestACardNamesEveryEarlierValue(t *testing.T) {
	l := ledger(t)
	q2 := figure.QuarterOf(2026, 2)
	row, _ := at(t, l, "").Figure("amazon.aws.revenue", q2)
	wrong := row
	wrong.Value = figure.IntAmount(42323)
	l = l.With(figure.Release{N: 2, PublishedAt: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), Author: "Ada", Policy: "one"}, []figure.Change{{Figure: &wrong}})
	l = l.With(figure.Release{N: 3, PublishedAt: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), Author: "Ada", Approver: "Bo", Policy: "two"}, []figure.Change{{Figure: &row}})
	restated := row
	restated.Value, restated.PublishedOn = figure.IntAmount(42240), "2026-10-29"
	l = l.With(figure.Release{N: 4, PublishedAt: time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC), Author: "Ada", Policy: "one"}, []figure.Change{{Figure: &restated}})
	c := cardAt(t, at(t, l, ""), "aws-revenue", spec.State{}, "amazon.aws.revenue", "2026Q2")
	if c.Value != "$42,240M" || c.Here.N != 4 || c.Here.By != "Ada" || c.Here.Alone == "" {
		t.Errorf("%+v, released %+v", c, c.Here)
	}
	var got []string
	for _, v := range c.Earlier {
		got = append(got, v.Value+" "+v.Why)
	}
	want := "$42,232M until 29 Oct 2026, $42,323M corrected here by release 3, $42,232M corrected here by release 3"
	if strings.Join(got, ", ") != want {
		t.Errorf("got %s\nwant %s", strings.Join(got, ", "), want)
	}
	if c = cardAt(t, at(t, l, "2026-08-01"), "aws-revenue", spec.State{}, "amazon.aws.revenue", "2026Q2"); c.Value != "$42,232M" || c.Here.N != 3 || c.Here.With != "Bo" {
		t.Errorf("as of August: %+v, released %+v", c, c.Here)
	}
}

func TestEveryNumberHasACard(t *testing.T) {
	st := at(t, ledger(t), "")
	specs, err := chart.Specs(st)
	if err != nil {
		t.Fatal(err)
	}
	for _, sp := range specs {
		p, err := chart.Build(st, sp, spec.State{})
		if err != nil {
			t.Fatal(err)
		}
		if body := chart.Cards(p, st); !json.Valid(body) || len(body) < 10 {
			t.Errorf("%s has no cards", sp.Slug)
		}
		for _, pn := range p.Panels {
			for _, m := range pn.Marks {
				for i, pt := range m.Points {
					if !pt.Has {
						continue
					}
					c := chart.CardOf(p, st, pt.Datum)
					if c.Value == "" || c.Status == "" || c.Mark == "" || c.Derived == "" && len(c.Sources) == 0 {
						t.Errorf("%s: %s in %s has the card %+v", sp.Slug, m.Key, p.Slots[i].Label, c)
					}
				}
			}
		}
	}
}

func TestTheHistoryOfAFigureMovesFromDayToDay(t *testing.T) {
	l := ledger(t)
	y := figure.YearOf(2026)
	p, err := chart.History(at(t, l, ""), "alphabet.capex_guidance", y)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(p.Finding, "for 2026 moved from $175–185B to $195–205B") || !strings.Contains(p.Summary, "$180–190B on 29 Apr 2026") {
		t.Errorf("%s / %s", p.Finding, p.Summary)
	}
	if len(p.Table.Rows) < 3 || p.Table.Rows[0].Label != "22 Jul 2026" || p.Days[0] != "2026-02-04" || len(p.Days) != len(p.Slots) {
		t.Errorf("rows %+v, days from %s", p.Table.Rows, p.Days[0])
	}
	if p, err = chart.History(at(t, l, "2026-05-15"), "alphabet.capex_guidance", y); err != nil || !strings.Contains(p.Finding, "to $180–190B") {
		t.Errorf("as of May: %v %v", p, err)
	}
	if p, err = chart.History(at(t, l, "2026-01-01"), "alphabet.capex_guidance", y); err != nil || p.Empty == "" || len(p.Panels) != 0 {
		t.Errorf("before it was said: %v %v", p, err)
	}
	if p, err = chart.History(at(t, l, ""), "amazon.aws.revenue", figure.QuarterOf(2026, 2)); err != nil || !strings.Contains(p.Summary, "no other value") {
		t.Errorf("one value: %v %v", p, err)
	}
	for _, key := range []string{"no.such", "amazon.aws.revenue"} {
		if _, err := chart.History(at(t, l, ""), key, figure.QuarterOf(1999, 1)); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: %v", key, err)
		}
	}
}
