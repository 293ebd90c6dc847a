package outlook_test

import (
	"math"
	"testing"

	"megacycle/store/figure"
	"megacycle/store/outlook"
	"megacycle/store/seed"
)

// world is the state of our own figures on a day.
func world(t *testing.T, asOf figure.Date, more ...figure.Change) *figure.State {
	t.Helper()
	changes, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	l := &figure.Ledger{}
	l.Grow(figure.Release{N: 1}, append(changes, more...))
	st, err := l.At(0, asOf, "2026-11-22")
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func promise(t *testing.T, st *figure.State, company, series, period string) outlook.Promise {
	t.Helper()
	for _, p := range outlook.Promises(st, company) {
		if p.Series.Key == series && p.Period.String() == period {
			return p
		}
	}
	t.Fatalf("nothing was said in %s about %s", series, period)
	return outlook.Promise{}
}

func TestAmazonsGuidanceFor2026IsAwaited(t *testing.T) {
	p := promise(t, world(t, ""), "amazon", "amazon.capex_guidance", "2026")
	var said []string
	for _, s := range p.Said {
		said = append(said, string(s.Row.PublishedOn)+" "+s.Row.Low.String())
		if s.Miss != (outlook.Miss{}) {
			t.Errorf("%s has a verdict before the figures are there", s.Row.PublishedOn)
		}
	}
	want := []string{"2026-02-05 200000", "2026-04-09 200000", "2026-04-29 200000", "2026-07-30 220000"}
	if len(said) != len(want) {
		t.Fatalf("said %v, want %v", said, want)
	}
	for i := range want {
		if said[i] != want[i] {
			t.Errorf("said %s, want %s", said[i], want[i])
		}
	}
	// Amazon's releases of 29 Apr and 30 Jul 2026, purchases net of proceeds: the first half is 96,310.
	o := p.Outcome
	if !o.Awaiting() || o.SoFar.String() != "96310" || o.Series.Key != "amazon.capex_net" {
		t.Errorf("outcome %+v", o)
	}
	if len(o.Wanting) != 2 || o.Wanting[0] != figure.QuarterOf(2026, 3) || o.Wanting[1] != figure.QuarterOf(2026, 4) {
		t.Errorf("wanting %v", o.Wanting)
	}
}

func TestGuidanceIsMeasuredInItsOwnDefinition(t *testing.T) {
	st := world(t, "")
	for guidance, want := range map[string]string{
		"amazon.capex_guidance": "amazon.capex_net", "alphabet.capex_guidance": "alphabet.capex", "microsoft.capex_guidance": "microsoft.capex",
		"meta.capex_guidance": "meta.capex", "oracle.capex_guidance": "oracle.capex", "amazon.total.revenue_guidance": "amazon.total.revenue",
		"amazon.total.operating_income_guidance": "amazon.total.operating_income", "microsoft.azure.growth_guidance": "microsoft.azure.growth_yoy_cc",
		"amazon.fcf_forecast.morgan-stanley": "amazon.fcf_ttm",
	} {
		s, known := st.Series(guidance)
		got, ok := outlook.OutcomeSeries(st, s)
		if !known || !ok || got.Key != want {
			t.Errorf("%s is measured by %q, want %s", guidance, got.Key, want)
		}
	}
	if s, _ := st.Series("bigtech.capex_estimate.reuters"); s.Key != "" {
		if o, ok := outlook.OutcomeSeries(st, s); ok {
			t.Errorf("an estimate of a total is measured by %s", o.Key)
		}
	}
}

func TestOraclesFiscal2026OvershotBothStatements(t *testing.T) {
	// Oracle's 10-K for the year to 31 May 2026: 55,663; said 35 in September and 50 in December 2025.
	p := promise(t, world(t, ""), "oracle", "oracle.capex_guidance", "FY2026")
	if p.Outcome.Value.String() != "55663" || p.Outcome.Awaiting() {
		t.Fatalf("outcome %s", p.Outcome.Value)
	}
	for i, want := range []struct {
		ratio float64
		place outlook.Place
	}{{0.59037, outlook.Above}, {0.11326, outlook.Inside}} {
		m := p.Said[i].Miss
		if !m.Rated || math.Abs(m.Ratio-want.ratio) > 0.00001 || m.Place != want.place {
			t.Errorf("statement %d: %+v, want %.5f %s", i, m, want.ratio, want.place)
		}
	}
	if before := promise(t, world(t, "2026-01-15"), "oracle", "oracle.capex_guidance", "FY2026"); !before.Outcome.Awaiting() {
		t.Error("the outcome was known before the year was over")
	}
}

func TestAnOutcomeArrivesWithItsFigures(t *testing.T) {
	row := figure.Row{Series: "amazon.total.revenue", Period: figure.QuarterOf(2026, 3), PublishedOn: "2026-10-29", Value: figure.IntAmount(199_500),
		Status: figure.Actual, Sources: []string{"amzn-pr-2026q2"}}
	p := promise(t, world(t, "", figure.Change{Figure: &row}), "amazon", "amazon.total.revenue_guidance", "2026Q3")
	if m := p.Said[0].Miss; m.Place != outlook.Inside || m.By.String() != "0" || m.Ratio != 0 {
		t.Errorf("199,500 in 197,000 to 202,000 is %+v", m)
	}
	row.Value = figure.IntAmount(210_000)
	p = promise(t, world(t, "", figure.Change{Figure: &row}), "amazon", "amazon.total.revenue_guidance", "2026Q3")
	if m := p.Said[0].Miss; m.Place != outlook.Above || math.Abs(m.Ratio-0.05263) > 0.00001 {
		t.Errorf("210,000 in 197,000 to 202,000 is %+v", m)
	}
	row.Value, row.Reason = figure.Amount{}, figure.NotDisclosed
	p = promise(t, world(t, "", figure.Change{Figure: &row}), "amazon", "amazon.total.revenue_guidance", "2026Q3")
	if p.Outcome.Awaiting() || p.Outcome.Reason != figure.NotDisclosed || p.Said[0].Miss != (outlook.Miss{}) {
		t.Errorf("what is not disclosed is %+v", p.Outcome)
	}
}

func TestMeasureOfPercentagesAndLosses(t *testing.T) {
	point := func(v int64, q string) figure.Row { return figure.Row{Low: n(v), High: n(v), Qualifier: q} }
	for _, c := range []struct {
		name    string
		said    figure.Row
		unit    figure.Unit
		outcome int64
		want    outlook.Miss
	}{
		{"a percentage is missed by points", point(44, ""), figure.Percent, 46, outlook.Miss{Place: outlook.Above, By: n(2)}},
		{"a loss has no ratio", point(-28000, ""), figure.USDMillions, -20000, outlook.Miss{Place: outlook.Above, By: n(8000)}},
		{"over is met from above", point(50, "over"), figure.USDMillions, 60, outlook.Miss{Place: outlook.Inside, By: n(10), Ratio: 0.2, Rated: true}},
		{"up to is met from below", point(50, "up to"), figure.USDMillions, 40, outlook.Miss{Place: outlook.Inside, By: n(-10), Ratio: -0.2, Rated: true}},
	} {
		got := outlook.Measure(c.said, c.unit, n(c.outcome))
		if got.Place != c.want.Place || !got.By.Equal(c.want.By) || got.Rated != c.want.Rated || math.Abs(got.Ratio-c.want.Ratio) > 1e-12 {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}
