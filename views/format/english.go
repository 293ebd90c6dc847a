package format

import "megacycle/store/figure"

// The functions below write English; see the methods of Language.

// Number writes v with a fixed count of decimals and separators.
func Number(v float64, decimals int) string { return English().Number(v, decimals) }

// Signed writes v with its sign.
func Signed(v float64, decimals int) string { return English().Signed(v, decimals) }

// Exact writes an amount with all its digits: 42,232.
func Exact(a figure.Amount) string { return English().Exact(a) }

// Percent writes a ratio as a percent: 0.368 is 36.8%.
func Percent(ratio float64) string { return English().Percent(ratio) }

// Change writes a ratio as a signed percent: 0.368 is +36.8%.
func Change(ratio float64) string { return English().Change(ratio) }

// PercentOf writes a number that is a percent already.
func PercentOf(v float64, decimals int) string { return English().PercentOf(v, decimals) }

// Points writes percentage points, signed.
func Points(v float64) string { return English().Points(v) }

// Money writes millions of US dollars as readers see them: $128.7B.
func Money(a figure.Amount) string { return English().Money(a) }

// MoneyOf is Money for a computed number of millions.
func MoneyOf(millions float64) string { return English().MoneyOf(millions) }

// SignedMoney is Money with a plus before what is above zero.
func SignedMoney(a figure.Amount) string { return English().SignedMoney(a) }

// Billions writes round billions without decimals: $220B.
func Billions(a figure.Amount) string { return English().Billions(a) }

// ExactMoney writes millions of US dollars with all digits: $42,232M.
func ExactMoney(a figure.Amount) string { return English().ExactMoney(a) }

// Amount writes an amount in its unit as readers see it.
func Amount(a figure.Amount, u figure.Unit) string { return English().Amount(a, u) }

// ExactAmount writes an amount in its unit with all its digits.
func ExactAmount(a figure.Amount, u figure.Unit) string { return English().ExactAmount(a, u) }

// Range writes what a statement says: $720–745B, about $220B.
func Range(low, high figure.Amount, u figure.Unit, qualifier string) string {
	return English().Range(low, high, u, qualifier)
}

// Int writes a count with separators.
func Int(n int) string { return English().Int(n) }

// List writes "a, b and c".
func List(all []string) string { return English().List(all) }

// Date writes a day: 30 Jul 2026.
func Date(d figure.Date) string { return English().Date(d) }

// DayMonth writes a day without its year: 30 Jul.
func DayMonth(d figure.Date) string { return English().DayMonth(d) }

// Month writes the month of a day: February 2026.
func Month(d figure.Date) string { return English().Month(d) }

// MonthName writes the month of a day without its year.
func MonthName(d figure.Date) string { return English().MonthName(d) }

// Span writes two days: 1 Apr to 30 Jun 2026.
func Span(a, b figure.Date) string { return English().Span(a, b) }

// Period writes a period: Q2 2026.
func Period(p figure.Period) string { return English().Period(p) }

// ShortPeriod writes a period for narrow places: Q2 ’26.
func ShortPeriod(p figure.Period) string { return English().ShortPeriod(p) }

// Periods writes a range of periods: Q1 2018 to Q2 2026.
func Periods(a, b figure.Period) string { return English().Periods(a, b) }
