package outlook_test

import (
	"math"
	"testing"

	"megacycle/store/figure"
	"megacycle/store/outlook"
)

func n(v int64) figure.Amount { return figure.IntAmount(v) }

func TestGrowthNeeded(t *testing.T) {
	for _, c := range []struct {
		name        string
		start       int64
		years, want float64
	}{
		// Amazon's 10-K for 2025: AWS net sales 128,725; $600B "in about ten years" (17 Mar 2026).
		{"as quoted in March 2026, ten years from the year 2025", 128725, 10, 0.1664},
		{"eleven years from the year 2025", 128725, outlook.Years(figure.YearOf(2025), figure.YearOf(2036)), 0.1502},
		// Amazon's release of 30 Jul 2026 prints 148,404 for the trailing twelve months.
		{"from the trailing four quarters to the end of 2036", 148404, outlook.Years(figure.QuarterOf(2026, 2), figure.YearOf(2036)), 0.1423},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := outlook.GrowthNeeded(n(c.start), n(600000), c.years)
			if !ok || math.Abs(got-c.want) > 0.00005 {
				t.Errorf("got %.5f, want %.4f", got, c.want)
			}
			if end := outlook.Path(n(c.start), got, int(c.years*4))[int(c.years*4)]; math.Abs(end-600000) > 0.01 {
				t.Errorf("the path ends at %.2f", end)
			}
		})
	}
	for _, c := range []struct {
		start, target figure.Amount
		years         float64
	}{{n(0), n(1), 1}, {n(-5), n(1), 1}, {n(1), n(0), 1}, {n(1), n(2), 0}, {figure.Amount{}, n(1), 1}} {
		if _, ok := outlook.GrowthNeeded(c.start, c.target, c.years); ok {
			t.Errorf("%v to %v in %v years has a growth", c.start, c.target, c.years)
		}
	}
}

func TestTodaysPaceMeetsTheTargetInEarly2032(t *testing.T) {
	pace := 148404.0/116378 - 1 // trailing at 2026Q2 on a year earlier, +27.5 %
	d, ok := outlook.DayOfMeeting(figure.QuarterOf(2026, 2), n(148404), n(600000), pace)
	if !ok || d < "2032-01-01" || d > "2032-04-30" || outlook.PartOfYear(d) != "early" {
		t.Errorf("got %s", d)
	}
	if _, ok := outlook.DayOfMeeting(figure.QuarterOf(2026, 2), n(1), n(2), -0.1); ok {
		t.Error("a shrinking amount meets a higher target")
	}
	if d, ok := outlook.DayOfMeeting(figure.QuarterOf(2026, 2), n(3), n(2), -0.1); !ok || d != "2026-06-30" {
		t.Errorf("what is met already is met on %s", d)
	}
	if _, ok := outlook.DayOfMeeting(figure.QuarterOf(2026, 2), n(1), n(1000000), 1e-9); ok {
		t.Error("a pace that takes millennia has a day")
	}
}
