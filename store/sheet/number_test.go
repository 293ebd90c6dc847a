package sheet_test

import (
	"strings"
	"testing"

	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/sheet"
)

func TestParseNumberReadsWhatPeopleWrite(t *testing.T) {
	const usd, pct, gw = figure.USDMillions, figure.Percent, figure.Gigawatts
	for _, c := range []struct {
		in   string
		unit figure.Unit
		want string
	}{
		{"42232", usd, "42232"}, {"42,232", usd, "42232"}, {"1,234.5", usd, "1234.5"}, {" 42 232 ", usd, "42232"},
		{"42\u00a0232", usd, "42232"}, {"42\u202f232", usd, "42232"}, {"42'232", usd, "42232"}, {"42’232", usd, "42232"},
		{"(12)", usd, "-12"}, {"(7,604)", usd, "-7604"}, {"−12", usd, "-12"}, {"–12.5", usd, "-12.5"}, {"- 12", usd, "-12"}, {"+12", usd, "12"},
		{"$42.2bn", usd, "42200"}, {"$ 42.232 bn", usd, "42232"}, {"42.232 billion", usd, "42232"}, {"US$650 billion", usd, "650000"},
		{"-$7.6bn", usd, "-7600"}, {"($7.6bn)", usd, "-7600"}, {"1.2 trillion USD", usd, "1200000"}, {"604m", usd, "604"}, {"500k", usd, "0.5"},
		{"36.8 %", pct, "36.8"}, {"28%", pct, "28"}, {"28 percent", pct, "28"}, {"400 MW", gw, "0.4"}, {"1.9 GW", gw, "1.9"}, {"2x", figure.Times, "2"},
		{"300 million", figure.Count, "300000000"}, {"1.234.567", usd, "1234567"}, {"1.234,5", usd, "1234.5"}, {"0.125", usd, "0.125"},
		{"1.2340", usd, "1.234"}, {"1234.567", usd, "1234.567"}, {"0", usd, "0"}, {"-0", usd, "0"}, {"007", usd, "7"}, {"12", "", "12"},
		{"12345678901234567890.5", usd, "12345678901234567890.5"},
	} {
		got, err := sheet.ParseNumber(c.in, c.unit)
		if want, _ := figure.ParseAmount(c.want); err != nil || !got.Equal(want) {
			t.Errorf("%q in %s: %s, %v; want %s", c.in, c.unit, got, err, c.want)
		}
	}
}

func TestParseNumberRefusesWhatItWouldHaveToGuess(t *testing.T) {
	for _, c := range []struct {
		in    string
		unit  figure.Unit
		words []string
	}{
		{"1.234", figure.USDMillions, []string{"two ways", "1234", "1.2340"}},
		{"42.232m", figure.USDMillions, []string{"two ways"}},
		{"12,5", figure.USDMillions, []string{"two ways", "12.5"}},
		{"0,125", figure.USDMillions, []string{"0.125"}},
		{"28%", figure.USDMillions, []string{"USD million"}},
		{"$28", figure.Percent, []string{"dollars", "percent"}},
		{"42bn", "", []string{"bn"}},
		{"42bn", figure.Percent, []string{"bn"}},
		{"€42", figure.USDMillions, []string{"not a number"}},
		{"", figure.USDMillions, []string{"not a number"}},
		{"-", figure.USDMillions, []string{"not a number"}},
		{"n/a", figure.USDMillions, []string{"not a number"}},
		{"4.2e4", figure.USDMillions, []string{"not a number"}},
		{"=1+1", figure.USDMillions, []string{"not a number"}},
		{"1,23,456", figure.USDMillions, []string{"not a number"}},
		{"--1", figure.USDMillions, []string{"not a number"}},
		{"(-1)", figure.USDMillions, []string{"not a number"}},
		{"(1", figure.USDMillions, []string{"not a number"}},
		{"1 2", figure.USDMillions, []string{"not a number"}},
		{"$$1", figure.USDMillions, []string{"not a number"}},
		{"1bnbn", figure.USDMillions, []string{"not a number"}},
		{"１２", figure.USDMillions, []string{"not a number"}},
		{strings.Repeat("9", 61), figure.USDMillions, []string{"not a number"}},
		{"\xff1", figure.USDMillions, []string{"not a number"}},
	} {
		got, err := sheet.ParseNumber(c.in, c.unit)
		if err == nil || fault.KindOf(err) != fault.Invalid || got.IsSet() {
			t.Errorf("%q in %q: %s, %v; want it refused", c.in, c.unit, got, err)
			continue
		}
		for _, w := range c.words {
			if !strings.Contains(fault.Message(err), w) {
				t.Errorf("%q: %q does not say %q", c.in, fault.Message(err), w)
			}
		}
	}
}

func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"1,234.5", "(12)", "$42.2bn", "−7 604", "36.8 %", "1.234", "’", "$", "US$", "(", "1'"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, u := range append([]figure.Unit{""}, figure.Units...) {
			a, err := sheet.ParseNumber(s, u)
			if err != nil {
				if fault.KindOf(err) != fault.Invalid || len(fault.Message(err)) > 400 {
					t.Fatalf("%q: %v", s, err)
				}
				continue
			}
			again, err := figure.ParseAmount(a.String())
			if err != nil || !again.Equal(a) {
				t.Fatalf("%q gave %s, which does not come back: %v", s, a, err)
			}
		}
	})
}
