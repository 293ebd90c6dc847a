package figure_test

import (
	"encoding/json"
	"slices"
	"testing"

	"megacycle/store/fault"
	"megacycle/store/figure"
)

func TestParsePeriod(t *testing.T) {
	for in, want := range map[string]figure.Period{
		"2026Q2": figure.QuarterOf(2026, 2), "2025": figure.YearOf(2025), "FY2026": {Kind: figure.FiscalYear, Year: 2026},
		"1900Q1": figure.QuarterOf(1900, 1), "2199": figure.YearOf(2199),
	} {
		got, err := figure.ParsePeriod(in)
		if err != nil || got != want || got.String() != in {
			t.Errorf("%q: %v, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "2026Q0", "2026Q5", "2026q2", "Q2 2026", "FY2026Q1", "FY26", "26", "20266", "1899", "2200", "-026", "+026", " 2026", "2026 ", "２０２６", "2026Q2\n"} {
		if got, err := figure.ParsePeriod(in); err == nil || fault.KindOf(err) != fault.Invalid || !got.IsZero() {
			t.Errorf("%q was taken as %v", in, got)
		}
	}
}

func TestPeriodsCount(t *testing.T) {
	q := figure.QuarterOf(2025, 4)
	for n, want := range map[int]string{0: "2025Q4", 1: "2026Q1", -1: "2025Q3", -4: "2024Q4", 9: "2028Q1", -15: "2022Q1"} {
		if got := q.Add(n); got.String() != want || got.Sub(q) != n {
			t.Errorf("%s %+d: %s, %d apart", q, n, got, got.Sub(q))
		}
	}
	if y := figure.YearOf(2025).Add(-2); y != figure.YearOf(2023) || figure.YearOf(2025).Sub(y) != 2 {
		t.Error("years do not count")
	}
	if q.Start() != "2025-10-01" || q.End() != "2025-12-31" || figure.YearOf(2024).End() != "2024-12-31" || figure.QuarterOf(2024, 1).End() != "2024-03-31" {
		t.Error("the ends of a period are wrong")
	}
	var names []string
	for _, p := range figure.Range(figure.QuarterOf(2025, 3), figure.QuarterOf(2026, 1)) {
		names = append(names, p.String())
	}
	if !slices.Equal(names, []string{"2025Q3", "2025Q4", "2026Q1"}) || figure.Range(q, q.Add(-1)) != nil {
		t.Errorf("range: %v", names)
	}
}

func TestPeriodsOrderByTheirStart(t *testing.T) {
	in := []figure.Period{figure.YearOf(2026), figure.QuarterOf(2026, 1), figure.QuarterOf(2025, 2), {Kind: figure.FiscalYear, Year: 2026}, figure.YearOf(2025), figure.QuarterOf(2025, 1)}
	slices.SortFunc(in, figure.Period.Compare)
	var got []string
	for _, p := range in {
		got = append(got, p.String())
	}
	if !slices.Equal(got, []string{"2025Q1", "2025", "2025Q2", "2026Q1", "2026", "FY2026"}) {
		t.Errorf("got %v", got)
	}
}

func TestAFiscalQuarterIsFiledByItsMiddle(t *testing.T) {
	for _, c := range []struct {
		name       string
		start, end figure.Date
		want       string
	}{
		{"Amazon, a calendar quarter", "2026-04-01", "2026-06-30", "2026Q2"},
		{"Nvidia, to 26 July 2026", "2026-04-27", "2026-07-26", "2026Q2"},
		{"Nvidia, to the end of January", "2026-10-26", "2027-01-31", "2026Q4"},
		{"Oracle, to the end of August", "2026-06-01", "2026-08-31", "2026Q3"},
		{"Oracle, to the end of February", "2025-12-01", "2026-02-28", "2026Q1"},
		{"Microsoft, its fourth quarter", "2026-04-01", "2026-06-30", "2026Q2"},
	} {
		if got := figure.QuarterOfSpan(c.start, c.end).String(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	for d, want := range map[figure.Date]string{"2026-01-01": "2026Q1", "2026-03-31": "2026Q1", "2026-04-01": "2026Q2", "2026-12-31": "2026Q4"} {
		if got := figure.QuarterAt(d).String(); got != want {
			t.Errorf("%s lies in %s, not %s", d, want, got)
		}
	}
}

func TestPeriodsAreTextInJSON(t *testing.T) {
	b, err := json.Marshal(map[figure.Period]figure.Period{figure.QuarterOf(2026, 2): figure.YearOf(2025)})
	if err != nil || string(b) != `{"2026Q2":"2025"}` {
		t.Fatalf("%s %v", b, err)
	}
	var back map[figure.Period]figure.Period
	if err := json.Unmarshal(b, &back); err != nil || back[figure.QuarterOf(2026, 2)] != figure.YearOf(2025) {
		t.Errorf("%v %v", back, err)
	}
	if err := json.Unmarshal([]byte(`{"2026Q9":"2025"}`), &back); err == nil {
		t.Error("a bad period was taken from JSON")
	}
}

func TestMisfit(t *testing.T) {
	quarterly, yearly, said := figure.Series{Key: "q", Frequency: "quarter"}, figure.Series{Key: "y", Frequency: "year"}, figure.Series{Key: "s", Frequency: "statement"}
	december, june := figure.Company{FiscalYearEndMonth: 12}, figure.Company{FiscalYearEndMonth: 6}
	q, y, fy := figure.QuarterOf(2026, 2), figure.YearOf(2025), figure.Period{Kind: figure.FiscalYear, Year: 2025}
	for _, c := range []struct {
		s  figure.Series
		c  figure.Company
		p  figure.Period
		ok bool
	}{
		{quarterly, december, q, true}, {quarterly, december, y, false}, {quarterly, june, fy, false},
		{yearly, december, y, true}, {yearly, december, fy, false}, {yearly, december, q, false}, {yearly, figure.Company{}, y, true},
		{yearly, june, fy, true}, {yearly, june, y, false}, {said, june, q, true}, {said, june, y, true}, {said, june, fy, true},
	} {
		if why := figure.Misfit(c.s, c.c, c.p); (why == "") != c.ok {
			t.Errorf("%s in %s, year to month %d: %q", c.p, c.s.Key, c.c.FiscalYearEndMonth, why)
		}
	}
}

func FuzzParsePeriod(f *testing.F) {
	for _, s := range []string{"2026Q2", "2025", "FY2026", "Q", "FY", "20Q26"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := figure.ParsePeriod(s)
		if err != nil {
			return
		}
		if p.String() != s || p.Start() > p.End() || p.Add(1).Sub(p) != 1 {
			t.Errorf("%q: %s from %s to %s", s, p, p.Start(), p.End())
		}
	})
}
