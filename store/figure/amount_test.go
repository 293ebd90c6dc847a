package figure_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"megacycle/store/fault"
	"megacycle/store/figure"
)

func amount(t testing.TB, s string) figure.Amount {
	t.Helper()
	a, err := figure.ParseAmount(s)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAmountsAreExact(t *testing.T) {
	for _, s := range []string{"0", "42232", "-7604", "0.1", "36.8", "-0.005", "123456789012345678901234567890.123"} {
		if a := amount(t, s); a.String() != s || !a.IsSet() {
			t.Errorf("%q came back as %q", s, a)
		}
	}
	if got := amount(t, "0.1").Add(amount(t, "0.2")); !got.Equal(amount(t, "0.3")) {
		t.Errorf("0.1 + 0.2 = %s", got)
	}
	if got := amount(t, "42232").Sub(amount(t, "42232.5")); got.String() != "-0.5" || got.Sign() != -1 {
		t.Errorf("got %s", got)
	}
	if got := amount(t, "720000").Add(amount(t, "745000")).Half(); got.String() != "732500" {
		t.Errorf("half: %s", got)
	}
	if got := amount(t, "44.4").Shift(3); got.String() != "44400" || amount(t, "44400").Shift(-6).String() != "0.0444" {
		t.Errorf("shift: %s", got)
	}
	if amount(t, "36.80").Decimals() != 2 || amount(t, "42232").Decimals() != 0 {
		t.Error("decimals are not those that were printed")
	}
	if amount(t, "1").Cmp(amount(t, "1.0")) != 0 || !amount(t, "1").Equal(amount(t, "1.00")) {
		t.Error("1 and 1.00 are the same number")
	}
}

func TestNoAmountIsNotZero(t *testing.T) {
	var none figure.Amount
	zero := figure.IntAmount(0)
	if none.IsSet() || none.Equal(zero) || none.String() != "" || !zero.IsSet() || !none.Equal(figure.Amount{}) {
		t.Error("nothing and 0 must differ")
	}
	if none.Add(zero).IsSet() || zero.Sub(none).IsSet() || none.Half().IsSet() || none.Shift(3).IsSet() {
		t.Error("a sum with nothing in it is nothing")
	}
}

func TestParseAmountRefuses(t *testing.T) {
	for _, s := range []string{"", "-", "--1", "+1", "1,000", "1e3", "0x10", " 1", "1 ", "1.", ".5", "1.2.3", "NaN", "Inf", "−1", "１", "1_000", "(1)", strings.Repeat("9", 41)} {
		a, err := figure.ParseAmount(s)
		if err == nil || fault.KindOf(err) != fault.Invalid || a.IsSet() {
			t.Errorf("%q was taken as %s", s, a)
		}
		if len(fault.Message(err)) > 200 {
			t.Errorf("%q: the message is %d long", s, len(fault.Message(err)))
		}
	}
}

func TestAmountsInJSON(t *testing.T) {
	type row struct {
		A figure.Amount `json:"a,omitzero"`
		B figure.Amount `json:"b,omitzero"`
	}
	b, err := json.Marshal(row{A: figure.IntAmount(0)})
	if err != nil || string(b) != `{"a":"0"}` {
		t.Fatalf("%s %v: 0 must be written and nothing left out", b, err)
	}
	var back row
	if err := json.Unmarshal(b, &back); err != nil || !back.A.Equal(figure.IntAmount(0)) || back.B.IsSet() {
		t.Errorf("%+v %v", back, err)
	}
	if err := json.Unmarshal([]byte(`{"a":"12,5"}`), &back); err == nil {
		t.Error("a bad amount was taken from JSON")
	}
}

func TestDates(t *testing.T) {
	for _, s := range []string{"2026-02-30", "2026-13-01", "2026-7-30", "30.07.2026", "2026-07-30T00:00:00Z", "", "2026-07"} {
		if d, err := figure.ParseDate(s); err == nil {
			t.Errorf("%q was taken as %s", s, d)
		}
	}
	if d, err := figure.ParseDate("2024-02-29"); err != nil || d.AddDays(1) != "2024-03-01" || d.AddDays(-60) != "2023-12-31" {
		t.Errorf("%s %v", d, err)
	}
	if figure.Date("").AddDays(1) != "" || !figure.Date("").Time().IsZero() {
		t.Error("no date must stay no date")
	}
	// 23:30 in New York is the next day in UTC.
	if d := figure.DateOf(time.Date(2026, 10, 29, 23, 30, 0, 0, time.FixedZone("EDT", -4*3600))); d != "2026-10-30" {
		t.Errorf("the day is that of UTC, not %s", d)
	}
}

func TestTheLatestDayThatADateAllows(t *testing.T) {
	for in, want := range map[string]struct {
		d           figure.Date
		approximate bool
	}{
		"2026": {"2026-12-31", true}, "2026-02": {"2026-02-28", true}, "2024-02": {"2024-02-29", true}, "2026-12": {"2026-12-31", true}, "2026-07-30": {"2026-07-30", false},
	} {
		if d, approximate, err := figure.LatestOf(in); err != nil || d != want.d || approximate != want.approximate {
			t.Errorf("%s: %s %v %v", in, d, approximate, err)
		}
	}
	for _, in := range []string{"", "26", "2026-13", "2026Q2", "abcd", "abcd-ef"} {
		if _, _, err := figure.LatestOf(in); err == nil {
			t.Errorf("%q was taken", in)
		}
	}
}

func FuzzParseAmount(f *testing.F) {
	for _, s := range []string{"0", "-7604", "36.8", "1.", "-", "1e9"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := figure.ParseAmount(s)
		if err != nil {
			return
		}
		b, err := figure.ParseAmount(a.String())
		if err != nil || !a.Equal(b) {
			t.Errorf("%q: %s does not come back: %v", s, a, err)
		}
	})
}
