package figure_test

import (
	"testing"
	"time"

	"megacycle/store/fault"
	"megacycle/store/figure"
)

// history gives a ledger with the life of one figure, AWS of 2025Q4: reported in
// release 1, corrected by us in 2, restated by the company in 3, its restatement
// retracted in 4 as it was dated wrongly, and withdrawn in 5.
func history() *figure.Ledger {
	q := figure.QuarterOf(2025, 4)
	v := func(on figure.Date, n int64) figure.Change { return fig("amazon.aws.revenue", q, on, n) }
	retract := func(on figure.Date, why figure.Reason) figure.Change {
		return figure.Change{Figure: &figure.Row{Series: "amazon.aws.revenue", Period: q, PublishedOn: on, Reason: why, Status: figure.Actual}}
	}
	l := &figure.Ledger{}
	for i, cs := range [][]figure.Change{
		{v("2026-02-05", 35597), {Series: &figure.Series{Key: "amazon.aws.revenue", Name: "old name"}}, {Event: &figure.Event{ID: "e", Date: "2026-03-01"}}, {Bet: &figure.Bet{ID: "b", SaidOn: "2026-03-17"}}},
		{v("2026-02-05", 35579), {Series: &figure.Series{Key: "amazon.aws.revenue", Name: "new name"}}},
		{v("2026-07-30", 35600)},
		{retract("2026-07-30", figure.Retracted)},
		{retract("2026-08-15", figure.Withdrawn)},
	} {
		l = l.With(figure.Release{N: i + 1, PublishedAt: time.Unix(int64(i), 0)}, cs)
	}
	return l
}

func TestReleaseAndAsOf(t *testing.T) {
	l := history()
	q := figure.QuarterOf(2025, 4)
	for _, c := range []struct {
		name    string
		release int
		asOf    figure.Date
		want    string // "none" when there is no row
	}{
		{"release 1 keeps our mistake", 1, "", "35597"},
		{"release 2 has the correction", 2, "", "35579"},
		{"release 3 has the restatement", 3, "", "35600"},
		{"release 4 falls back to the vintage before", 4, "", "35579"},
		{"release 5 says that there is no value", 5, "", "withdrawn"},
		{"release 0 is the newest", 0, "", "withdrawn"},
		{"as of the day of the report, by what we know today", 0, "2026-02-05", "35579"},
		{"as of the day before nothing is known", 0, "2026-02-04", "none"},
		{"as of the day before the withdrawal", 0, "2026-08-14", "35579"},
		{"release 3 as of before the restatement", 3, "2026-07-29", "35579"},
		{"release 1 as of later still has the mistake", 1, "2026-07-30", "35597"},
	} {
		s, err := l.At(c.release, c.asOf, "2026-11-24")
		if err != nil {
			t.Fatal(err)
		}
		got := "none"
		if r, ok := s.Figure("amazon.aws.revenue", q); ok {
			got = r.Value.String() + string(r.Reason)
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if s.Pinned != (c.release != 0 && c.release != 5) || s.Rewound != (c.asOf != "") {
			t.Errorf("%s: pinned %v, rewound %v", c.name, s.Pinned, s.Rewound)
		}
	}
}

func TestNothingOfAnotherTimeIsShown(t *testing.T) {
	l := history()
	s := at(t, l, "2026-03-01", "2026-11-24")
	if len(s.Events()) != 1 || len(s.Bets()) != 0 {
		t.Errorf("on the day of the event: %d events, %d bets", len(s.Events()), len(s.Bets()))
	}
	if _, ok := s.Bet("b"); ok {
		t.Error("a bet of later is known")
	}
	one, err := l.At(1, "", "2026-11-24")
	if err != nil {
		t.Fatal(err)
	}
	if v, _ := one.Series("amazon.aws.revenue"); v.Name != "old name" {
		t.Errorf("release 1 has the name %q", v.Name)
	}
	if v, _ := s.Series("amazon.aws.revenue"); v.Name != "new name" {
		t.Errorf("titles follow the release, not the day: %q", v.Name)
	}
	if _, ok := one.ReleaseOf(2); ok {
		t.Error("release 1 knows of release 2")
	}
}

func TestVintagesAndHistory(t *testing.T) {
	s := at(t, history(), "", "2026-11-24")
	q := figure.QuarterOf(2025, 4)
	vs := s.Vintages("amazon.aws.revenue", q)
	if len(vs) != 2 || vs[0].Value.String() != "35579" || vs[1].Reason != figure.Withdrawn {
		t.Errorf("vintages: %+v", vs)
	}
	h := s.History("amazon.aws.revenue", q)
	if len(h) != 5 || h[0].Value.String() != "35597" || h[3].Reason != figure.Retracted || h[4].Release != 5 {
		t.Errorf("history: %+v", h)
	}
}

func TestAtRefuses(t *testing.T) {
	l := history()
	for name, c := range map[string]struct {
		n    int
		asOf figure.Date
		want fault.Kind
	}{
		"a release that does not exist": {6, "", fault.NotFound}, "a negative release": {-1, "", fault.NotFound}, "a day to come": {0, "2026-11-25", fault.Invalid},
	} {
		if _, err := l.At(c.n, c.asOf, "2026-11-24"); err == nil || fault.KindOf(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestBeforeTheFirstReleaseTheStateIsEmpty(t *testing.T) {
	st, err := (&figure.Ledger{}).At(0, "", "2026-11-24")
	if err != nil || st.Release.N != 0 || len(st.SeriesKeys()) != 0 || st.Pinned {
		t.Errorf("an empty ledger: %+v %v", st, err)
	}
	if _, err := (&figure.Ledger{}).At(1, "", "2026-11-24"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("release 1 of an empty ledger: %v", err)
	}
}

func TestAPreviewLeavesTheLedgerAlone(t *testing.T) {
	l := history()
	q := figure.QuarterOf(2026, 1)
	a := l.With(figure.Release{N: 6}, []figure.Change{fig("amazon.aws.revenue", q, "2026-04-29", 1)})
	b := l.With(figure.Release{N: 6}, []figure.Change{fig("amazon.aws.revenue", q, "2026-04-29", 2)})
	va, _ := at(t, a, "", "2026-11-24").Figure("amazon.aws.revenue", q)
	vb, _ := at(t, b, "", "2026-11-24").Figure("amazon.aws.revenue", q)
	if va.Value.String() != "1" || vb.Value.String() != "2" || l.Current() != 5 {
		t.Errorf("two previews of one ledger mix: %s %s, current %d", va.Value, vb.Value, l.Current())
	}
	if _, ok := at(t, l, "", "2026-11-24").Figure("amazon.aws.revenue", q); ok {
		t.Error("the preview changed the ledger")
	}
}

func TestRangesHaveAMiddle(t *testing.T) {
	r := figure.Row{Low: figure.IntAmount(720000), High: figure.IntAmount(745000)}
	if !r.HasRange() || r.Mid().String() != "732500" {
		t.Errorf("middle %s", r.Mid())
	}
	if p := (figure.Row{Value: figure.IntAmount(7)}); p.HasRange() || p.Mid().String() != "7" {
		t.Error("a point is its own middle")
	}
	if (figure.Row{Reason: figure.Withdrawn}).Mid().IsSet() {
		t.Error("no value has no middle")
	}
}

func TestFiscalNamesOfAPeriod(t *testing.T) {
	l := (&figure.Ledger{}).With(figure.Release{N: 1}, []figure.Change{
		{Company: &figure.Company{Slug: "microsoft", FiscalYearEndMonth: 6}}, {Company: &figure.Company{Slug: "nvidia", FiscalYearEndMonth: 1}}, {Company: &figure.Company{Slug: "amazon", FiscalYearEndMonth: 12}}, {Company: &figure.Company{Slug: "openai", FiscalYearEndMonth: 12}},
		{Report: &figure.Report{Company: "microsoft", Period: figure.QuarterOf(2025, 3), Label: "FY26 Q1", Start: "2025-07-01", End: "2025-09-30"}},
		{Report: &figure.Report{Company: "microsoft", Period: figure.QuarterOf(2026, 2), Label: "FY26 Q4", Start: "2026-04-01", End: "2026-06-30"}},
		{Report: &figure.Report{Company: "nvidia", Period: figure.QuarterOf(2026, 2), Label: "FY27 Q2", Start: "2026-04-27", End: "2026-07-26"}},
		{Report: &figure.Report{Company: "amazon", Period: figure.QuarterOf(2026, 2), Label: "Q2 2026", Start: "2026-04-01", End: "2026-06-30"}},
		{Due: &figure.Due{Company: "microsoft", Period: figure.QuarterOf(2026, 3), Label: "FY27 Q1", Start: "2026-07-01", End: "2026-09-30", On: "2026-10-28"}},
	})
	s := at(t, l, "", "2026-11-24")
	for _, c := range []struct {
		company    string
		p          figure.Period
		label      string
		start, end figure.Date
	}{
		{"microsoft", figure.QuarterOf(2026, 2), "FY26 Q4", "2026-04-01", "2026-06-30"},
		{"microsoft", figure.QuarterOf(2026, 3), "FY27 Q1", "2026-07-01", "2026-09-30"},
		{"microsoft", figure.QuarterOf(2027, 2), "FY27 Q4", "2027-04-01", "2027-06-30"},
		{"microsoft", figure.QuarterOf(2028, 1), "", "", ""},
		{"microsoft", figure.Period{Kind: figure.FiscalYear, Year: 2027}, "FY2027", "2026-07-01", ""},
		{"nvidia", figure.QuarterOf(2027, 2), "FY28 Q2", "", ""},
		{"microsoft", figure.Period{Kind: figure.FiscalYear, Year: 2026}, "FY2026", "2025-07-01", "2026-06-30"},
		{"amazon", figure.QuarterOf(2027, 1), "Q1 2027", "2027-01-01", "2027-03-31"},
		{"openai", figure.QuarterOf(2027, 1), "", "", ""},
		{"amazon", figure.YearOf(2026), "", "", ""},
	} {
		label, start, end := s.Fiscal(figure.Series{Company: c.company, Publisher: c.company}, c.p)
		if label != c.label || start != c.start || end != c.end {
			t.Errorf("%s %s: %q %s %s", c.company, c.p, label, start, end)
		}
	}
}

func TestEnded(t *testing.T) {
	amazon, oracle, nvidia := figure.Company{FiscalYearEndMonth: 12}, figure.Company{FiscalYearEndMonth: 5}, figure.Company{FiscalYearEndMonth: 1}
	fy := figure.Period{Kind: figure.FiscalYear, Year: 2027}
	for _, c := range []struct {
		c    figure.Company
		r    figure.Row
		want figure.Date
	}{
		{oracle, figure.Row{Period: figure.QuarterOf(2027, 1), End: "2027-02-28"}, "2027-02-28"},
		{amazon, figure.Row{Period: figure.QuarterOf(2027, 1)}, "2027-03-31"},
		{amazon, figure.Row{Period: figure.YearOf(2026)}, "2026-12-31"},
		{oracle, figure.Row{Period: figure.QuarterOf(2027, 1)}, "2027-02-13"},
		{oracle, figure.Row{Period: fy}, "2027-05-20"},
		{nvidia, figure.Row{Period: fy}, "2027-01-20"},
	} {
		if got := figure.Ended(c.c, c.r); got != c.want {
			t.Errorf("%s: %s, want %s", c.r.Period, got, c.want)
		}
	}
}
