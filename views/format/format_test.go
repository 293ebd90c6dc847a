package format_test

import (
	"math"
	"strings"
	"testing"

	"megacycle/store/figure"
	"megacycle/views/format"
)

func amount(t *testing.T, s string) figure.Amount {
	t.Helper()
	a, err := figure.ParseAmount(s)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestMoney(t *testing.T) {
	for _, c := range []struct{ millions, short, exact, signed string }{
		{"128725", "$128.7B", "$128,725M", "+$128.7B"},
		{"42232", "$42.2B", "$42,232M", "+$42.2B"},
		{"-7604", "−$7.6B", "−$7,604M", "−$7.6B"},
		{"600000", "$600.0B", "$600,000M", "+$600.0B"},
		{"1232", "$1.2B", "$1,232M", "+$1.2B"},
		{"50", "$50M", "$50M", "+$50M"},
		{"0", "$0.0B", "$0M", "$0.0B"},
		{"1200000", "$1.20T", "$1,200,000M", "+$1.20T"},
		{"999949", "$999.9B", "$999,949M", "+$999.9B"},
		{"12250", "$12.3B", "$12,250M", "+$12.3B"},
		{"-12250", "−$12.3B", "−$12,250M", "−$12.3B"},
	} {
		a := amount(t, c.millions)
		if got := format.Money(a); got != c.short {
			t.Errorf("Money(%s) = %s, want %s", c.millions, got, c.short)
		}
		if got := format.ExactMoney(a); got != c.exact {
			t.Errorf("ExactMoney(%s) = %s, want %s", c.millions, got, c.exact)
		}
		if got := format.SignedMoney(a); got != c.signed {
			t.Errorf("SignedMoney(%s) = %s, want %s", c.millions, got, c.signed)
		}
	}
	if got := format.Money(figure.Amount{}); got != format.None {
		t.Errorf("no amount is %q", got)
	}
}

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		ratio         float64
		plain, signed string
	}{
		{0.367926, "36.8%", "+36.8%"}, {-0.0284, "−2.8%", "−2.8%"}, {0, "0.0%", "0.0%"}, {0.0001, "0.0%", "0.0%"}, {-0.0001, "0.0%", "0.0%"},
		{0.1225, "12.3%", "+12.3%"}, {12.345, "1,234.5%", "+1,234.5%"}, {math.NaN(), "–", "–"}, {math.Inf(1), "–", "–"},
	} {
		if got := format.Percent(c.ratio); got != c.plain {
			t.Errorf("Percent(%v) = %s, want %s", c.ratio, got, c.plain)
		}
		if got := format.Change(c.ratio); got != c.signed {
			t.Errorf("Change(%v) = %s, want %s", c.ratio, got, c.signed)
		}
	}
	for v, want := range map[float64]string{-2: "−2 points", 1: "+1 point", 0: "0 points", 1.5: "+1.5 points"} {
		if got := format.Points(v); got != want {
			t.Errorf("Points(%v) = %s, want %s", v, got, want)
		}
	}
}

func TestAmountAndRange(t *testing.T) {
	n := func(s string) figure.Amount { return amount(t, s) }
	for got, want := range map[string]string{
		format.Amount(n("28"), figure.Percent):                                 "28%",
		format.Amount(n("1.2"), figure.Gigawatts):                              "1.2 GW",
		format.Amount(n("2"), figure.Times):                                    "2×",
		format.Amount(n("1380"), figure.Count):                                 "1,380",
		format.Range(n("720000"), n("745000"), figure.USDMillions, "range"):    "$720–745B",
		format.Range(n("220000"), n("220000"), figure.USDMillions, "about"):    "about $220B",
		format.Range(n("50000"), n("50000"), figure.USDMillions, "over"):       "over $50B",
		format.Range(n("22500"), n("26500"), figure.USDMillions, "range"):      "$22.5–26.5B",
		format.Range(n("44"), n("45"), figure.Percent, "range"):                "44–45%",
		format.Range(n("-28000"), n("-17000"), figure.USDMillions, "range"):    "−$28B to −$17B",
		format.Range(figure.Amount{}, figure.Amount{}, figure.USDMillions, ""): "–",
		format.Int(1380):                     "1,380",
		format.List([]string{"a", "b", "c"}): "a, b and c",
		format.List([]string{"a"}):           "a",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestTime(t *testing.T) {
	q := figure.QuarterOf(2026, 2)
	for got, want := range map[string]string{
		format.Date("2026-07-30"):                                         "30 Jul 2026",
		format.Date(""):                                                   "",
		format.DayMonth("2026-07-30"):                                     "30 Jul",
		format.Month("2026-02-23"):                                        "February 2026",
		format.Span("2026-04-01", "2026-06-30"):                           "1 Apr to 30 Jun 2026",
		format.Span("2025-12-28", "2026-03-28"):                           "28 Dec 2025 to 28 Mar 2026",
		format.Period(q):                                                  "Q2 2026",
		format.Period(figure.YearOf(2025)):                                "2025",
		format.Period(figure.Period{}):                                    "",
		format.ShortPeriod(q):                                             "Q2 ’26",
		format.ShortPeriod(figure.YearOf(2025)):                           "’25",
		format.Periods(figure.QuarterOf(2018, 1), q):                      "Q1 2018 to Q2 2026",
		format.Periods(q, q):                                              "Q2 2026",
		format.Period(figure.Period{Kind: figure.FiscalYear, Year: 2025}): "FY2025",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func FuzzNumberNeverHasAnAsciiMinusOrASignedZero(f *testing.F) {
	f.Add(0.05, 1)
	f.Add(-0.04, 1)
	f.Add(1e300, 2)
	f.Fuzz(func(t *testing.T, v float64, d int) {
		s := format.Number(v, ((d%6)+6)%6)
		if strings.Contains(s, "-") || strings.HasPrefix(s, "−0") && !strings.ContainsAny(s, "123456789") {
			t.Fatalf("%v became %q", v, s)
		}
	})
}
