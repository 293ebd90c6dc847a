package outlook

import (
	"math"

	"megacycle/store/figure"
)

// daysPerYear is the mean length of a Gregorian year in days.
const daysPerYear = 365.2425

// Years gives the span between the ends of two periods in years: whole quarters
// count a quarter of a year each. The end of a calendar year is the end of its
// fourth quarter.
func Years(from, to figure.Period) float64 {
	return float64(endQuarter(to).Sub(endQuarter(from))) / 4
}

func endQuarter(p figure.Period) figure.Period {
	if p.Kind == figure.Quarter {
		return p
	}
	return figure.QuarterOf(p.Year, 4)
}

// GrowthNeeded gives the growth a year, as a ratio, that leads from an amount to
// a target in a span of years: (target / start)^(1 / years) - 1, compound growth.
// ok is false when there is none: a start or target at or below zero, or no time
// left.
//
// From 128.725 in the year 2025 to 600 in ten years it is 16.64 %, the "about 17
// percent" of March 2026; from the trailing 148.404 at 2026Q2 to the end of 2036,
// ten and a half years, 14.2 %.
func GrowthNeeded(start, target figure.Amount, years float64) (ratio float64, ok bool) {
	if !start.IsSet() || !target.IsSet() || start.Sign() <= 0 || target.Sign() <= 0 || years <= 0 {
		return 0, false
	}
	return math.Pow(target.Float()/start.Float(), 1/years) - 1, true
}

// YearsToMeet gives how many years a pace (growth a year as a ratio) takes from
// an amount to a target: ln(target / start) / ln(1 + pace). A target that is met
// already takes 0. ok is false when the pace never meets it.
func YearsToMeet(start, target figure.Amount, pace float64) (years float64, ok bool) {
	if !start.IsSet() || !target.IsSet() || start.Sign() <= 0 || target.Sign() <= 0 {
		return 0, false
	}
	if start.Cmp(target) >= 0 {
		return 0, true
	}
	if pace <= 0 || math.IsNaN(pace) || math.IsInf(pace, 0) {
		return 0, false
	}
	return math.Log(target.Float()/start.Float()) / math.Log1p(pace), true
}

// DayOfMeeting gives the day on which a pace that starts at the end of a period
// meets a target; not ok also when it lies more than two hundred years ahead.
func DayOfMeeting(at figure.Period, start, target figure.Amount, pace float64) (figure.Date, bool) {
	years, ok := YearsToMeet(start, target, pace)
	if !ok || years > 200 {
		return "", false
	}
	return at.End().AddDays(int(math.Round(years * daysPerYear))), true
}

// PartOfYear says in a word where in its year a day lies: early, mid or late.
func PartOfYear(d figure.Date) string {
	switch m := int(d.Time().Month()); {
	case m <= 4:
		return "early"
	case m <= 8:
		return "mid"
	}
	return "late"
}

// Path gives the amounts of a constant growth a year, one for each quarter from
// the start (index 0) on: start x (1 + growth)^(quarter / 4).
func Path(start figure.Amount, growth float64, quarters int) []float64 {
	out := make([]float64, 0, max(quarters+1, 0))
	for q := 0; q <= quarters; q++ {
		out = append(out, start.Float()*math.Pow(1+growth, float64(q)/4))
	}
	return out
}
