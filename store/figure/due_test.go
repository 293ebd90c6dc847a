package figure_test

import (
	"slices"
	"testing"
	"time"

	"megacycle/store/figure"
)

// world gives a small ledger: Amazon reports AWS revenue each quarter to 2026Q2
// and its chips once; the calendar knows three reports.
func world(extra ...figure.Change) *figure.Ledger {
	series := func(key string, kind figure.SeriesKind) figure.Change {
		return figure.Change{Series: &figure.Series{Key: key, Company: "amazon", Publisher: "amazon", Unit: figure.USDMillions, Frequency: "quarter", Aggregation: figure.Sum, Kind: kind, Group: key}}
	}
	due := func(p figure.Period, label string, start, end, on figure.Date, status string) figure.Change {
		return figure.Change{Due: &figure.Due{Company: "amazon", Period: p, Label: label, Start: start, End: end, On: on, Status: status}}
	}
	cs := []figure.Change{
		{Company: &figure.Company{Slug: "amazon", Short: "Amazon", FiscalYearEndMonth: 12}},
		series("amazon.aws.revenue", figure.Reported), series("amazon.capex", figure.Reported),
		series("amazon.chips", figure.Reported), series("amazon.computed", figure.Computed), series("amazon.aws.revenue.fy", figure.Check),
		due(figure.QuarterOf(2026, 2), "Q2 2026", "2026-04-01", "2026-06-30", "2026-07-30", "past"),
		due(figure.QuarterOf(2026, 3), "Q3 2026", "2026-07-01", "2026-09-30", "2026-10-29", "expected"),
		due(figure.QuarterOf(2026, 4), "Q4 2026", "2026-10-01", "2026-12-31", "2027-02-04", "expected"),
		fig("amazon.chips", figure.QuarterOf(2025, 1), "2025-04-30", 9), fig("amazon.chips", figure.QuarterOf(2026, 1), "2026-04-29", 20),
	}
	for p := figure.QuarterOf(2024, 1); p.Compare(figure.QuarterOf(2026, 2)) <= 0; p = p.Add(1) {
		for _, k := range []string{"amazon.aws.revenue", "amazon.capex", "amazon.computed"} {
			cs = append(cs, fig(k, p, p.End().AddDays(30), 100))
		}
	}
	l := &figure.Ledger{}
	return l.With(figure.Release{N: 1, PublishedAt: time.Unix(0, 0)}, append(cs, extra...))
}

func fig(key string, p figure.Period, on figure.Date, v int64) figure.Change {
	return figure.Change{Figure: &figure.Row{Series: key, Period: p, PublishedOn: on, Value: figure.IntAmount(v), Status: figure.Actual}}
}

func at(t *testing.T, l *figure.Ledger, asOf, today figure.Date) *figure.State {
	t.Helper()
	s, err := l.At(0, asOf, today)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// summary writes items as "2026Q3 late -amazon.aws.revenue +amazon.capex".
func summary(items []figure.DueItem) []string {
	var out []string
	for _, it := range items {
		t := it.Period.String()
		if it.Late {
			t += " late"
		}
		for _, s := range it.Series {
			mark := " -"
			if s.Have {
				mark = " +"
			}
			t += mark + s.Series.Key
		}
		out = append(out, t)
	}
	return out
}

func TestDueItems(t *testing.T) {
	q3 := figure.QuarterOf(2026, 3)
	guided := fig("amazon.capex", q3, "2026-07-30", 60)
	guided.Figure.Status = figure.Guidance
	silent := figure.Change{Figure: &figure.Row{Series: "amazon.capex", Period: q3, PublishedOn: "2026-10-29", Reason: figure.NotDisclosed, Status: figure.Actual}}
	revenue := fig("amazon.aws.revenue", q3, "2026-10-29", 120)
	for _, c := range []struct {
		name        string
		extra       []figure.Change
		asOf, today figure.Date
		want        []string
	}{
		{"before the day nothing is late and a report with all its figures is gone", nil, "", "2026-10-01",
			[]string{"2026Q3 -amazon.aws.revenue -amazon.capex", "2026Q4 -amazon.aws.revenue -amazon.capex"}},
		{"three days after the day it is not late yet", nil, "", "2026-11-01",
			[]string{"2026Q3 -amazon.aws.revenue -amazon.capex", "2026Q4 -amazon.aws.revenue -amazon.capex"}},
		{"four days after the day it is late", nil, "", "2026-11-02",
			[]string{"2026Q3 late -amazon.aws.revenue -amazon.capex", "2026Q4 -amazon.aws.revenue -amazon.capex"}},
		{"guidance for the quarter is not its figure", []figure.Change{guided}, "", "2026-11-02",
			[]string{"2026Q3 late -amazon.aws.revenue -amazon.capex", "2026Q4 -amazon.aws.revenue -amazon.capex"}},
		{"a figure that came is marked", []figure.Change{revenue}, "", "2026-11-02",
			[]string{"2026Q3 late +amazon.aws.revenue -amazon.capex", "2026Q4 -amazon.aws.revenue -amazon.capex"}},
		{"a reason why there is no figure counts as entered", []figure.Change{revenue, silent}, "", "2026-11-02",
			[]string{"2026Q4 -amazon.aws.revenue -amazon.capex"}},
		{"as of an earlier day that day counts", nil, "2026-10-29", "2026-11-20",
			[]string{"2026Q3 -amazon.aws.revenue -amazon.capex", "2026Q4 -amazon.aws.revenue -amazon.capex"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := summary(at(t, world(c.extra...), c.asOf, c.today).DueItems()); !slices.Equal(got, c.want) {
				t.Errorf("got %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestNextReportsNeverShowAPastDate(t *testing.T) {
	for day, want := range map[figure.Date]int{"2026-07-30": 2, "2026-10-29": 2, "2026-10-30": 1, "2027-02-04": 1, "2027-02-05": 0} {
		got := at(t, world(), "", day).NextReports()
		if len(got) != want {
			t.Errorf("on %s: %d next reports, want %d", day, len(got), want)
		}
		for _, d := range got {
			if d.On < day {
				t.Errorf("on %s a past date is shown as next: %s", day, d.On)
			}
		}
	}
}

func TestMissingFiguresNameTheQuarter(t *testing.T) {
	s := at(t, world(fig("amazon.capex", figure.QuarterOf(2026, 3), "2026-10-29", 50)), "", "2026-11-02")
	got := s.MissingFigures("amazon")
	if len(got) != 1 || got[0].Series.Key != "amazon.aws.revenue" || got[0].Period != figure.QuarterOf(2026, 3) || got[0].On != "2026-10-29" || got[0].Label != "Q3 2026" {
		t.Fatalf("got %+v", got)
	}
	if len(s.MissingFigures("amazon.capex")) != 0 || len(s.MissingFigures("meta")) != 0 {
		t.Error("a name that nothing is missing for must give nothing")
	}
	if len(s.MissingFigures()) != 1 {
		t.Error("without names everything that is missing must be given")
	}
	if o := s.Overdue(); len(o) != 1 || o[0].Period != figure.QuarterOf(2026, 3) {
		t.Errorf("overdue: %v", summary(o))
	}
}
