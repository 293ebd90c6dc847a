package series_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"megacycle/store/figure"
	"megacycle/store/series"
)

// line makes a flow in millions of dollars from the first quarter on; a negative
// one thousand million stands for a quarter without a figure.
const hole = -1e9

func rows(first figure.Period, values ...int64) []figure.Row {
	var out []figure.Row
	for i, v := range values {
		if v != hole {
			out = append(out, figure.Row{Period: first.Add(i), Value: figure.IntAmount(v), Status: figure.Actual})
		}
	}
	return out
}

func flow(first figure.Period, values ...int64) series.Line {
	return series.Of(figure.Series{Key: "k", Unit: figure.USDMillions, Aggregation: figure.Sum, Group: "g"}, rows(first, values...))
}

// aws is AWS net sales by quarter, 2024Q1 to 2026Q2 in millions, as printed in
// Amazon's releases (2025Q1 on: release of 30 Jul 2026).
func aws() series.Line {
	return flow(figure.QuarterOf(2024, 1), 25037, 26281, 27452, 28786, 29267, 30873, 33006, 35579, 37587, 42232)
}

func near(t *testing.T, name string, got series.Value, want float64) {
	t.Helper()
	if !got.Has() || math.Abs(got.Ratio-want) > 0.00005 {
		t.Errorf("%s = %.5f %s, want %.4f", name, got.Ratio, got.Reason, want)
	}
}

func exact(t *testing.T, name string, got series.Value, want int64) {
	t.Helper()
	if !got.Has() || !got.Amount.Equal(figure.IntAmount(want)) {
		t.Errorf("%s = %s %s, want %d", name, got.Amount, got.Reason, want)
	}
}

func TestWorkedExamples(t *testing.T) {
	l, q2 := aws(), figure.QuarterOf(2026, 2)
	exact(t, "AWS 2025 (10-K: 128,725)", l.Year(2025), 128725)
	exact(t, "AWS 2024 (10-K: 107,556)", l.Year(2024), 107556)
	near(t, "AWS 2025 on 2024 (128,725 / 107,556)", l.Years().YoY(figure.YearOf(2025)), 0.1968)
	exact(t, "AWS trailing to 2026Q2 (printed in the release of 30 Jul 2026)", l.Trailing(q2), 148404)
	near(t, "AWS 2026Q2 on a year earlier (42,232 / 30,873)", l.YoY(q2), 0.3679)
	near(t, "AWS 2026Q2 on the quarter before (42,232 / 37,587)", l.QoQ(q2), 0.1236)
	exact(t, "AWS run rate 2026Q2 (42,232 x 4)", l.RunRate(q2), 168928)
	near(t, "AWS trailing on a year earlier (148,404 / 116,378)", l.Derive(l.Trailing).YoY(q2), 0.2752)
	near(t, "index of 2026Q2 with 2024Q1 as 100", l.Index(q2, figure.QuarterOf(2024, 1)), 42232.0/25037*100)
	if got, why := series.CAGR(figure.IntAmount(128725), figure.IntAmount(600000), 10); why != series.OK || math.Abs(got-0.1664) > 0.00005 {
		t.Errorf("128.725B to 600B in ten years is %.4f %s, want 16.64 %%", got, why)
	}
	// Amazon's release of 30 Jul 2026: operating cash flow 161,403 less net purchases of
	// property and equipment 169,007 over twelve months.
	if got := figure.IntAmount(161403).Sub(figure.IntAmount(169007)); !got.Equal(figure.IntAmount(-7604)) {
		t.Errorf("free cash flow is %s, want -7604", got)
	}
}

func TestReasons(t *testing.T) {
	q := figure.QuarterOf
	gap := flow(q(2024, 1), 1, 2, hole, 4, 5, 6, 7, 8, 9)
	odd := flow(q(2024, 1), 0, -5, 3, 4, 5, 6)
	withdrawn := series.Of(figure.Series{Unit: figure.USDMillions, Aggregation: figure.Sum}, append(rows(q(2024, 1), 1, 2, 3),
		figure.Row{Period: q(2024, 4), Reason: figure.Withdrawn}, figure.Row{Period: q(2025, 1), Reason: figure.NotDisclosed},
		figure.Row{Period: q(2026, 1), Value: figure.IntAmount(9), Status: figure.Guidance}))
	broken := flow(q(2024, 1), 1, 2, 3, 4, 5, 6)
	broken.Breaks = []figure.Period{q(2025, 1)}
	stock := series.Of(figure.Series{Unit: figure.USDMillions, Aggregation: figure.EndOf}, rows(q(2024, 1), 1, 2, 3, 4))
	loose := series.Of(figure.Series{Unit: figure.Percent, Aggregation: figure.None}, rows(q(2024, 1), 30, 31, 31, 30, 28))
	other := flow(q(2024, 1), 1, 2)
	other.Group = "another"
	for _, c := range []struct {
		name string
		got  series.Value
		want series.Reason
	}{
		{"a hole in the middle", gap.At(q(2024, 3)), series.NoFigure},
		{"after the newest", gap.At(q(2026, 2)), series.NotYet},
		{"growth on a hole", gap.YoY(q(2025, 3)), series.GapInWindow},
		{"growth of a hole", gap.YoY(q(2024, 3)), series.NoFigure},
		{"trailing over a hole", gap.Trailing(q(2025, 2)), series.GapInWindow},
		{"trailing without a hole", gap.Trailing(q(2025, 3)), series.OK},
		{"a year with a hole", gap.Year(2024), series.GapInWindow},
		{"a year that is not over", gap.Year(2026), series.NotYet},
		{"a base of zero", odd.YoY(q(2025, 1)), series.BaseZero},
		{"a base below zero", odd.YoY(q(2025, 2)), series.BaseNegative},
		{"a withdrawn figure", withdrawn.At(q(2024, 4)), series.Withdrawn},
		{"a figure that is not disclosed", withdrawn.QoQ(q(2025, 1)), series.NotDisclosed},
		{"guidance is no figure", withdrawn.At(q(2026, 1)), series.NotYet},
		{"growth over a change of definition", broken.YoY(q(2025, 1)), series.Break},
		{"trailing over a change of definition", broken.Trailing(q(2025, 2)), series.Break},
		{"before a change of definition", broken.QoQ(q(2024, 4)), series.OK},
		{"a stock has no trailing sum", stock.Trailing(q(2024, 4)), series.NotSummable},
		{"a stock has its last quarter as year", stock.Year(2024), series.OK},
		{"a stock has no run rate", stock.RunRate(q(2024, 4)), series.NotSummable},
		{"shares make no year", loose.Year(2024), series.NoYear},
		{"lines of two definitions", series.Sum("s", []series.Line{broken, other}, false).At(q(2024, 1)), series.Mixed},
		{"lines of two definitions, put together knowingly", series.Sum("s", []series.Line{broken, other}, true).At(q(2024, 1)), series.OK},
		{"a sum without one member", series.Sum("s", []series.Line{broken, other}, true).At(q(2024, 3)), series.IncompleteSum},
		{"a share of nothing", series.Share(odd.At(q(2024, 3)), odd.At(q(2024, 1))), series.BaseZero},
	} {
		if c.got.Reason != c.want {
			t.Errorf("%s: got %q, want %q", c.name, c.got.Reason, c.want)
		}
		if (c.got.Reason == series.OK) != (c.got.Reason.Sentence() == "") {
			t.Errorf("%s: the sentence is %q", c.name, c.got.Reason.Sentence())
		}
	}
	if got := loose.YoY(q(2025, 1)); !got.Has() || got.Ratio != -2 {
		t.Errorf("28 after 30 is %v, want -2 percentage points", got)
	}
	exact(t, "the last quarter of a stock", stock.Year(2024), 4)
}

func TestAverageOfAYearIsExact(t *testing.T) {
	l := series.Of(figure.Series{Unit: figure.Percent, Aggregation: figure.Average}, rows(figure.QuarterOf(2024, 1), 10, 11, 11, 11))
	if got := l.Year(2024); got.Amount.String() != "10.75" {
		t.Errorf("got %s", got.Amount)
	}
}

func TestPropertiesHoldForAnyFigures(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var vs, ws []int64
		for range 24 {
			vs, ws = append(vs, 1+r.Int64N(100000)), append(ws, 1+r.Int64N(100000))
		}
		first := figure.QuarterOf(2018, 1)
		a, b := flow(first, vs...), flow(first, ws...)
		sum := series.Sum("s", []series.Line{a, b}, false)
		for i := 3; i < 24; i++ {
			p := first.Add(i)
			if x, y := sum.Trailing(p).Amount, a.Trailing(p).Amount.Add(b.Trailing(p).Amount); !x.Equal(y) {
				t.Fatalf("the trailing sum of a sum, %s, is not the sum of trailing sums, %s", x, y)
			}
			if p.Q == 4 && !a.Trailing(p).Amount.Equal(a.Year(p.Year).Amount) {
				t.Fatal("the four quarters to Q4 are not the year")
			}
			if s := series.Share(a.At(p), sum.At(p)).Ratio + series.Share(b.At(p), sum.At(p)).Ratio; math.Abs(s-1) > 1e-9 {
				t.Fatalf("shares add up to %v", s)
			}
			if i >= 4 {
				up, back := a.YoY(p).Ratio, a.At(p.Add(-4)).Amount.Float()
				if math.Abs(back*(1+up)-a.At(p).Amount.Float()) > 1e-6 {
					t.Fatal("growth applied to its base does not give the figure")
				}
				if c := a.CAGR(p, p.Add(-4)).Ratio; math.Abs(c-up) > 1e-9 {
					t.Fatal("compound growth over one year is not the growth on a year")
				}
			}
		}
		if got := a.Index(first, first); got.Ratio != 100 {
			t.Fatalf("the base of an index is %v", got.Ratio)
		}
	}
}
