package seed_test

import (
	"testing"
	"time"

	"megacycle/store/figure"
	"megacycle/store/seed"
)

// loaded gives the state of a store that holds the first release only.
func loaded(t testing.TB, asOf, today figure.Date) *figure.State {
	t.Helper()
	cs, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	l := (&figure.Ledger{}).With(figure.Release{N: 1, PublishedAt: time.Unix(0, 0)}, cs)
	s, err := l.At(0, asOf, today)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestTheQuarterThatWasDueIsNamed(t *testing.T) {
	s := loaded(t, "", "2026-11-22")
	missing := map[string]string{}
	for _, m := range s.MissingFigures() {
		missing[m.Series.Key+" "+m.Period.String()] = m.Label + " " + string(m.On)
	}
	for key, want := range map[string]string{
		"amazon.aws.revenue 2026Q3":                  "Q3 2026 2026-10-29",
		"microsoft.capex 2026Q3":                     "FY27 Q1 2026-10-28",
		"nvidia.datacenter.revenue 2026Q3":           "FY27 Q3 2026-11-18",
		"share.google 2026Q3":                        "Q3 2026 2026-10-30",
		"market.cloud_infrastructure.revenue 2026Q2": "Q2 2026 2026-07-30",
	} {
		if missing[key] != want {
			t.Errorf("%s: %q, want %q", key, missing[key], want)
		}
	}
	for _, key := range []string{"amazon.aws.revenue 2026Q2", "share.huawei 2026Q3", "microsoft.ai_run_rate 2026Q3", "amazon.capex_guidance 2026Q3", "amazon.aws.revenue.fy 2026Q3"} {
		if got, ok := missing[key]; ok {
			t.Errorf("%s is asked for (%s), but nothing regular is missing there", key, got)
		}
	}
}

func TestNoPastDateIsShownAsNext(t *testing.T) {
	for _, today := range []figure.Date{"2026-07-01", "2026-10-29", "2026-11-22", "2027-01-01"} {
		for _, d := range loaded(t, "", today).NextReports() {
			if d.On < today {
				t.Errorf("on %s the report of %s on %s is shown as next", today, d.Company, d.On)
			}
		}
	}
	if d := loaded(t, "", "2026-11-22").NextReports()[0]; d.Company != "oracle" || d.On != "2026-12-10" {
		t.Errorf("next is %s on %s, want oracle on 2026-12-10", d.Company, d.On)
	}
}
