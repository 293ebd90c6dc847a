package seed_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/seed"
)

func TestLoadGivesEverythingThatWeHave(t *testing.T) {
	got, err := seed.Load()
	if err != nil {
		for _, f := range fault.Fields(err) {
			t.Log(f.Name, f.Message)
		}
		t.Fatal(err)
	}
	n := map[string]int{}
	for _, c := range got {
		switch {
		case c.Company != nil:
			n["company"]++
		case c.Series != nil:
			n["series"]++
		case c.Source != nil:
			n["source"]++
		case c.Figure != nil && c.Figure.HasRange():
			n["statement"]++
		case c.Figure != nil:
			n["figure"]++
		case c.Event != nil:
			n["event"]++
		case c.Bet != nil:
			n["bet"]++
		case c.Chart != nil:
			n["chart"]++
		case c.Report != nil:
			n["report"]++
		case c.Due != nil:
			n["due"]++
		}
	}
	for what, want := range map[string]int{"company": 25, "source": 304, "series": 118, "figure": 1380, "statement": 33, "event": 100, "bet": 52, "report": 313, "due": 20} {
		if n[what] != want {
			t.Errorf("%s: %d loaded, want %d", what, n[what], want)
		}
	}
}

func TestLoadIsTheSameEachTime(t *testing.T) {
	a, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	b, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	key := func(c figure.Change) string {
		switch {
		case c.Figure != nil:
			return c.Figure.Series + c.Figure.Period.String() + string(c.Figure.PublishedOn) + c.Figure.FiscalLabel + string(c.Figure.Start)
		case c.Report != nil:
			return c.Report.Company + c.Report.Label
		case c.Chart != nil:
			return string(c.Chart.Spec)
		}
		return ""
	}
	if !slices.EqualFunc(a, b, func(x, y figure.Change) bool { return key(x) == key(y) }) {
		t.Error("two loads differ, so the hash of the first release would")
	}
}

func TestQuartersAreFiledByTheirMiddle(t *testing.T) {
	st := loaded(t, "", "2026-11-22")
	for _, c := range []struct {
		series     string
		p          figure.Period
		value      string
		label      string
		start, end figure.Date
		on         figure.Date
	}{
		{"nvidia.datacenter.revenue", figure.QuarterOf(2026, 2), "89023", "FY27 Q2", "2026-04-27", "2026-07-26", "2026-08-26"},
		{"nvidia.datacenter.revenue", figure.QuarterOf(2025, 4), "", "FY26 Q4", "2025-10-27", "2026-01-25", "2026-02-25"},
		{"oracle.oci.revenue", figure.QuarterOf(2026, 3), "", "FY27 Q1", "2026-06-01", "2026-08-31", "2026-09-10"},
		{"microsoft.capex", figure.QuarterOf(2026, 2), "41000", "FY26 Q4", "2026-04-01", "2026-06-30", "2026-07-29"},
		{"amazon.aws.revenue", figure.QuarterOf(2026, 2), "42232", "Q2 2026", "2026-04-01", "2026-06-30", "2026-07-30"},
		{"share.aws", figure.QuarterOf(2026, 2), "28", "Q2 2026", "2026-04-01", "2026-06-30", "2026-07-30"},
		{"microsoft.capex.fy", figure.Period{Kind: figure.FiscalYear, Year: 2026}, "", "FY2026", "2025-07-01", "2026-06-30", "2026-07-29"},
		{"oracle.capex_guidance", figure.Period{Kind: figure.FiscalYear, Year: 2026}, "", "FY2026", "2025-06-01", "2026-05-31", "2025-12-10"},
		{"amazon.total.revenue_guidance", figure.QuarterOf(2026, 3), "", "Q3 2026", "2026-07-01", "2026-09-30", "2026-07-30"},
	} {
		r, ok := st.Figure(c.series, c.p)
		if !ok || r.FiscalLabel != c.label || r.Start != c.start || r.End != c.end || r.PublishedOn != c.on || (c.value != "" && r.Value.String() != c.value) {
			t.Errorf("%s %s: %+v", c.series, c.p, r)
		}
	}
	if _, ok := st.Figure("nvidia.datacenter.revenue", figure.QuarterOf(2026, 3)); ok {
		t.Error("Nvidia's quarter to October 2026 is not known yet")
	}
}

func TestApproximateDatesAreTheLatestThatTheSourceAllows(t *testing.T) {
	st := loaded(t, "", "2026-11-22")
	for _, c := range []struct {
		series string
		p      figure.Period
		on     figure.Date
	}{
		{"microsoft.azure.revenue", figure.QuarterOf(2026, 2), "2026-09-30"},
		{"openai.power.committed_amd", figure.YearOf(2025), "2025-10-31"},
		{"openai.power.committed_oracle", figure.YearOf(2025), "2025-09-11"},
		{"amazon.fcf_forecast.morgan-stanley", figure.YearOf(2026), "2026-02-28"},
		{"bigtech.capex_estimate.consensus", figure.YearOf(2027), "2026-09-30"},
	} {
		if r, _ := st.Figure(c.series, c.p); r.PublishedOn != c.on || !r.Approximate {
			t.Errorf("%s: %s, approximate %v; want %s, approximate", c.series, r.PublishedOn, r.Approximate, c.on)
		}
	}
	if b, _ := st.Bet("seed-aws-2025-rev"); b.SaidOn != "2026-03-31" || !b.Approximate {
		t.Errorf("a claim of March 2026: %s %v", b.SaidOn, b.Approximate)
	}
	if r, _ := st.Figure("amazon.aws.revenue", figure.QuarterOf(2026, 2)); r.Approximate {
		t.Error("a known day is not approximate")
	}
}

func TestWhoSaysItIsPartOfTheSeries(t *testing.T) {
	st := loaded(t, "", "2026-11-22")
	for key, want := range map[string][3]string{
		"amazon.capex_guidance":               {"amazon", "amazon", "reported"},
		"bigtech.capex_estimate.bridgewater":  {"bigtech", "bridgewater", "reported"},
		"bigtech.capex_estimate.megacycle":    {"bigtech", "megacycle", "check"},
		"share.azure":                         {"microsoft", "synergy", "reported"},
		"market.cloud_infrastructure.revenue": {"synergy", "synergy", "reported"},
		"amazon.aws.revenue.fy":               {"amazon", "amazon", "check"},
		"amazon.fcf_ttm":                      {"amazon", "amazon", "reported"},
		"bigtech.capex_as_guided":             {"bigtech", "megacycle", "computed"},
	} {
		s, ok := st.Series(key)
		if got := [3]string{s.Company, s.Publisher, string(s.Kind)}; !ok || got != want {
			t.Errorf("%s: %v, want %v", key, got, want)
		}
	}
	for _, k := range st.SeriesKeys() {
		s, _ := st.Series(k)
		if len(st.Rows(k)) == 0 && s.Kind != figure.Computed {
			t.Errorf("%s has no figures", k)
		}
		if len(st.Rows(k)) > 0 && s.Kind == figure.Computed {
			t.Errorf("%s is computed, but somebody typed it", k)
		}
	}
}

func TestEvidenceAndQualifiersAreKept(t *testing.T) {
	st := loaded(t, "", "2026-11-22")
	weak := 0
	for _, k := range st.SeriesKeys() {
		for _, r := range st.Rows(k) {
			if r.Evidence == figure.SumChecked {
				weak++
			}
		}
	}
	if weak != 128 {
		t.Errorf("%d figures are known by their sum only, want 128", weak)
	}
	for key, want := range map[string]string{"amazon.chips.run_rate": "over", "anthropic.power.committed_aws": "up to", "microsoft.power.added": "about", "amazon.aws.revenue": ""} {
		rows := st.Rows(key)
		if got := rows[len(rows)-1].Qualifier; got != want {
			t.Errorf("%s: %q, want %q", key, got, want)
		}
	}
	g, _ := st.Figure("alphabet.capex_guidance", figure.YearOf(2026))
	if g.Low.String() != "195000" || g.High.String() != "205000" || g.Qualifier != "range" || len(st.Vintages("alphabet.capex_guidance", figure.YearOf(2026))) != 3 {
		t.Errorf("guidance: %+v", g)
	}
}

func TestAsOfFebruaryOnlyWhatWasKnownThen(t *testing.T) {
	st := loaded(t, "2026-02-28", "2026-11-22")
	if g, _ := st.Figure("amazon.capex_guidance", figure.YearOf(2026)); g.Mid().String() != "200000" {
		t.Errorf("guidance of February: %s", g.Mid())
	}
	if _, ok := st.Figure("amazon.aws.revenue", figure.QuarterOf(2026, 1)); ok {
		t.Error("the first quarter was not reported yet")
	}
	// Amazon showed AWS for the first time on 23 April 2015, 2014 with it.
	if _, ok := loaded(t, "2015-04-22", "2026-11-22").Figure("amazon.aws.revenue", figure.QuarterOf(2014, 1)); ok {
		t.Error("AWS revenue was not public before April 2015")
	}
}

func TestNoTextSpeaksOfOurFiles(t *testing.T) {
	for _, name := range []string{"figures.csv", "statements.csv", "series.csv", "sources.csv", "claims.csv", "events.csv"} {
		b, err := seed.Files().Open(name)
		if err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		buf := make([]byte, 1<<16)
		for {
			n, err := b.Read(buf)
			text.Write(buf[:n])
			if err != nil {
				break
			}
		}
		b.Close()
		for _, w := range []string{"seed article", "statements.csv", "computed:big"} {
			if strings.Contains(strings.ToLower(text.String()), w) {
				t.Errorf("%s says %q", name, w)
			}
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := seed.Load(); err != nil {
			b.Fatal(err)
		}
	}
}

func TestChangesSurviveJSON(t *testing.T) {
	cs, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	a, err := json.Marshal(cs)
	if err != nil {
		t.Fatal(err)
	}
	var back []figure.Change
	if err := json.Unmarshal(a, &back); err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(back)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a, b) {
		t.Error("what is stored as JSON does not come back as it was")
	}
	for i := range cs {
		if f, g := cs[i].Figure, back[i].Figure; f != nil && (!f.Value.Equal(g.Value) || !f.Low.Equal(g.Low) || f.Period != g.Period || f.Start != g.Start || f.Approximate != g.Approximate) {
			t.Errorf("%+v came back as %+v", f, g)
		}
	}
}
