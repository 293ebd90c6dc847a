package check_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"megacycle/store/check"
	"megacycle/store/figure"
	"megacycle/store/seed"
)

const today figure.Date = "2026-11-24"

// loaded gives the state of the first release.
func loaded(t testing.TB) *figure.State {
	t.Helper()
	cs, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	s, err := (&figure.Ledger{}).With(figure.Release{N: 1, PublishedAt: time.Unix(0, 0)}, cs).At(0, "", today)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// row makes an actual figure with a good source.
func row(t testing.TB, series, period, value string, edit ...func(*figure.Row)) figure.Change {
	t.Helper()
	p, err := figure.ParsePeriod(period)
	if err != nil {
		t.Fatal(err)
	}
	a, err := figure.ParseAmount(value)
	if err != nil {
		t.Fatal(err)
	}
	r := figure.Row{Series: series, Period: p, PublishedOn: "2026-10-29", Value: a, Status: figure.Actual, Sources: []string{"amzn-pr-2026q3"}, Evidence: "seen"}
	for _, e := range edit {
		e(&r)
	}
	return figure.Change{Figure: &r}
}

func release() figure.Change {
	return figure.Change{Source: &figure.Source{ID: "amzn-pr-2026q3", Publisher: "Amazon", Title: "Third quarter results", URL: "https://ir.aboutamazon.com/q3", PublishedOn: "2026-10-29"}}
}

// codes gives the keys of findings, without repeats.
func codes(fs []check.Finding) []string {
	var out []string
	for _, f := range fs {
		if !slices.Contains(out, f.Code) {
			out = append(out, f.Code)
		}
	}
	slices.Sort(out)
	return out
}

func find(t *testing.T, fs []check.Finding, code string) check.Finding {
	t.Helper()
	for _, f := range fs {
		if f.Code == code {
			return f
		}
	}
	t.Fatalf("no %s among %+v", code, fs)
	return check.Finding{}
}

func TestTheSeedAgreesWithItself(t *testing.T) {
	for _, f := range check.Arithmetic(loaded(t)) {
		t.Errorf("%s: %s", f.Key(), f.Message)
	}
}

func TestUnitSlips(t *testing.T) {
	st := loaded(t)
	for _, c := range []struct {
		name, series, period, value, fix string
	}{
		{"44.4 for 44,400 against 33,006 a year ago", "amazon.aws.revenue", "2026Q3", "44.4", "44,400"},
		{"44,400,000 for 44,400", "amazon.aws.revenue", "2026Q3", "44400000", "44,400"},
		{"in billions dollars instead of millions", "amazon.aws.revenue", "2026Q3", "0.0444", "44,400"},
		{"in plain dollars", "amazon.aws.revenue", "2026Q3", "44400000000", "44,400"},
		{"a market share as a thousandth", "share.aws", "2026Q3", "0.028", "28"},
		{"a published year", "amazon.aws.revenue.fy", "2026", "172.3", "172,300"},
	} {
		got := check.Changes(st, today, []figure.Change{release(), row(t, c.series, c.period, c.value, func(r *figure.Row) {
			if c.series == "amazon.aws.revenue.fy" {
				r.Status = figure.Estimate
			}
		})})
		f := find(t, got, check.BadUnit)
		if f.Level != check.Block || f.Fix != c.fix || f.Series != c.series || f.Period.String() != c.period {
			t.Errorf("%s: %+v", c.name, f)
		}
		if slices.Contains(codes(got), check.OddYear) || slices.Contains(codes(got), check.OddQuarter) {
			t.Errorf("%s: a slip must not be told three times: %v", c.name, codes(got))
		}
	}
	got := check.Changes(st, today, []figure.Change{release(), row(t, "amazon.ocf", "2026Q3", "35.55")})
	f := find(t, got, check.OddUnit)
	if want := "35.55 is one thousandth of a year ago (35,525). The row is in USD million."; f.Message != want || f.Fix != "35,550" || f.Level != check.Warn {
		t.Errorf("a series that can be near zero warns: got %+v, want %q", f, want)
	}
	statement := row(t, "amazon.capex_guidance", "2026", "0", func(r *figure.Row) {
		r.Value, r.Low, r.High, r.Status = figure.Amount{}, figure.IntAmount(230), figure.IntAmount(240), figure.Guidance
	})
	if f := find(t, check.Changes(st, today, []figure.Change{release(), statement}), check.BadUnit); f.Fix != "230,000 to 240,000" {
		t.Errorf("guidance: %+v", f)
	}
}

func TestTrueFiguresAreNeverBlocked(t *testing.T) {
	cs, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	var before []figure.Change
	days := map[figure.Date][]figure.Change{}
	for _, c := range cs {
		switch f := c.Figure; {
		case f != nil && f.Series == "bigtech.capex_estimate.megacycle": // our own sum, never typed
		case f != nil && f.PublishedOn >= "2025-01-01":
			days[f.PublishedOn] = append(days[f.PublishedOn], c)
		default:
			before = append(before, c)
		}
	}
	order := make([]figure.Date, 0, len(days))
	for d := range days {
		order = append(order, d)
	}
	slices.Sort(order)
	l := (&figure.Ledger{}).With(figure.Release{N: 1, PublishedAt: time.Unix(0, 0)}, before)
	for i, d := range order {
		st, err := l.At(0, "", d)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range check.Changes(st, d, days[d]) {
			if f.Level == check.Block || f.Code == check.OddUnit {
				t.Errorf("on %s: %s: %s", d, f.Key(), f.Message)
			}
		}
		l = l.With(figure.Release{N: i + 2}, days[d])
	}
}

func TestUsualBandOfAWS(t *testing.T) {
	// Growth of the eight quarters to 2026Q1, from the published millions:
	// 18.7 19.1 18.9 16.9 17.5 20.2 23.6 28.4; median 19.0, its deviation below 10/3.
	b, ok := check.UsualBand(loaded(t), "amazon.aws.revenue", figure.QuarterOf(2026, 2))
	if !ok || b.Low < 8.9 || b.Low > 9.1 || b.High < 28.9 || b.High > 29.1 {
		t.Errorf("band %+v", b)
	}
}

func TestEachCheck(t *testing.T) {
	st := loaded(t)
	set := func(f func(*figure.Row)) func(*figure.Row) { return f }
	for _, c := range []struct {
		name    string
		changes []figure.Change
		want    []string // codes that must appear
		not     []string // codes that must not
	}{
		{"a plausible quarter passes", []figure.Change{release(), row(t, "amazon.total.revenue", "2026Q3", "201447")}, nil, []string{"B-", "W-"}},
		{"AWS at 34.5 percent only warns", []figure.Change{release(), row(t, "amazon.aws.revenue", "2026Q3", "44387")}, []string{check.OddYear}, []string{"B-", check.OddUnit}},
		{"no source", []figure.Change{row(t, "amazon.total.revenue", "2026Q3", "201447", set(func(r *figure.Row) { r.Sources = nil }))}, []string{check.BadSource}, nil},
		{"an unknown source", []figure.Change{row(t, "amazon.total.revenue", "2026Q3", "201447")}, []string{check.BadSource}, nil},
		{"a source with a script for an address", []figure.Change{{Source: &figure.Source{ID: "amzn-pr-2026q3", Title: "x", URL: "javascript:alert(1)"}}, row(t, "amazon.total.revenue", "2026Q3", "201447")}, []string{check.BadSource}, nil},
		{"a source without a link and without a reason", []figure.Change{{Source: &figure.Source{ID: "amzn-pr-2026q3", Title: "x"}}, row(t, "amazon.total.revenue", "2026Q3", "201447")}, []string{check.BadSource}, nil},
		{"a source without a link, with the reason", []figure.Change{{Source: &figure.Source{ID: "amzn-pr-2026q3", Title: "x", NoLink: "heard on the call"}}, row(t, "amazon.total.revenue", "2026Q3", "201447")}, nil, []string{"B-"}},
		{"a source of before the quarter's end", []figure.Change{{Source: &figure.Source{ID: "amzn-pr-2026q3", Title: "x", URL: "https://a.example/", PublishedOn: "2026-08"}}, row(t, "amazon.total.revenue", "2026Q3", "201447")}, []string{check.EarlySource}, []string{"B-"}},
		{"an unknown series", []figure.Change{release(), row(t, "amazon.nothing", "2026Q3", "1")}, []string{check.BadSeries}, nil},
		{"a computed series", []figure.Change{release(), row(t, "bigtech.capex_as_guided", "2026Q3", "190000")}, []string{check.BadSeries}, nil},
		{"no number", []figure.Change{release(), row(t, "amazon.capex", "2026Q3", "1", set(func(r *figure.Row) { r.Value = figure.Amount{} }))}, []string{check.BadNumber}, nil},
		{"a range the wrong way round", []figure.Change{release(), row(t, "amazon.capex_guidance", "2026", "1", set(func(r *figure.Row) {
			r.Value, r.Low, r.High, r.Status = figure.Amount{}, figure.IntAmount(230000), figure.IntAmount(220000), figure.Guidance
		}))}, []string{check.BadNumber}, nil},
		{"a reason needs no number", []figure.Change{release(), row(t, "amazon.capex", "2026Q3", "1", set(func(r *figure.Row) { r.Value, r.Reason = figure.Amount{}, figure.NotDisclosed }))}, nil, []string{"B-"}},
		{"negative revenue", []figure.Change{release(), row(t, "amazon.aws.revenue", "2026Q3", "-44387")}, []string{check.BadSign}, nil},
		{"a loss is no wrong sign", []figure.Change{release(), row(t, "amazon.aws.operating_income", "2026Q3", "-12")}, nil, []string{"B-"}},
		{"the same figure twice", []figure.Change{release(), row(t, "amazon.capex", "2026Q3", "50123"), row(t, "amazon.capex", "2026Q3", "50124")}, []string{check.Duplicate}, nil},
		{"published tomorrow", []figure.Change{release(), row(t, "amazon.capex", "2026Q3", "50123", set(func(r *figure.Row) { r.PublishedOn = "2026-11-25" }))}, []string{check.Future}, nil},
		{"an actual of a quarter that had not ended", []figure.Change{release(), row(t, "amazon.capex", "2026Q3", "50123", set(func(r *figure.Row) { r.PublishedOn = "2026-09-29" }))}, []string{check.BadPeriod}, nil},
		{"a year in a quarterly series", []figure.Change{release(), row(t, "amazon.capex", "2025", "50123")}, []string{check.BadPeriod}, nil},
		{"shares above 100", []figure.Change{release(), row(t, "share.aws", "2026Q3", "48"), row(t, "share.azure", "2026Q3", "30"), row(t, "share.google", "2026Q3", "24")}, []string{check.TooManyParts}, nil},
		{"shares that are 100 by rounding", []figure.Change{release(), row(t, "share.aws", "2026Q3", "36"), row(t, "share.azure", "2026Q3", "35"), row(t, "share.google", "2026Q3", "30")}, nil, []string{check.TooManyParts}},
		{"AWS above all of Amazon", []figure.Change{release(), row(t, "amazon.aws.revenue", "2026Q3", "44387"), row(t, "amazon.total.revenue", "2026Q3", "44386")}, []string{check.BadSegment}, nil},
		{"quarters that do not make the year", []figure.Change{release(), row(t, "amazon.aws.revenue", "2025Q4", "35679")}, []string{check.BadYear, check.Restated}, nil},
		{"a rounding of one in the year passes", []figure.Change{release(), row(t, "amazon.aws.revenue", "2025Q4", "35580")}, []string{check.Restated}, []string{check.BadYear}},
		{"a year that its quarters do not make", []figure.Change{release(), row(t, "alphabet.capex.fy", "2025", "92447")}, []string{check.BadYear}, nil},
		{"quarters that do not make the trailing sum", []figure.Change{release(), row(t, "amazon.ocf", "2026Q2", "45987")}, []string{check.BadTrailing}, nil},
		{"cash flow that does not add up", []figure.Change{release(), row(t, "amazon.fcf_ttm", "2026Q2", "-7064")}, []string{check.BadCash}, nil},
		{"a published total of four that is not their sum", []figure.Change{release(), row(t, "bigtech4.capex_cash", "2026Q2", "166050")}, []string{check.BadSegment}, nil},
		{"an old figure", []figure.Change{release(), row(t, "amazon.capex", "2024Q1", "14926")}, []string{check.OldPeriod, check.Restated}, nil},
		{"a recent figure is not old", []figure.Change{release(), row(t, "amazon.capex", "2025Q3", "35096")}, []string{check.Restated}, []string{check.OldPeriod}},
		{"a rounder figure than before", []figure.Change{release(), row(t, "amazon.total.revenue", "2026Q3", "201400")}, []string{check.Coarser}, nil},
		{"a leap on the quarter before", []figure.Change{release(), row(t, "amazon.capex", "2026Q3", "99871")}, []string{check.OddQuarter, check.OddYear}, []string{"B-"}},
		{"a new statement replaces none", []figure.Change{release(), row(t, "amazon.capex_guidance", "2026", "1", set(func(r *figure.Row) {
			r.Value, r.Low, r.High, r.Status = figure.Amount{}, figure.IntAmount(230000), figure.IntAmount(230000), figure.Guidance
		}))}, nil, []string{"B-", check.Restated}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := codes(check.Changes(st, today, c.changes))
			for _, w := range c.want {
				if !slices.Contains(got, w) {
					t.Errorf("no %s among %v", w, got)
				}
			}
			for _, n := range c.not {
				if i := slices.IndexFunc(got, func(g string) bool { return strings.HasPrefix(g, n) }); i >= 0 {
					t.Errorf("%s must not appear: %+v", got[i], check.Changes(st, today, c.changes))
				}
			}
		})
	}
}

func TestAnUnchangedFigureIsADuplicate(t *testing.T) {
	st := loaded(t)
	old, _ := st.Figure("amazon.capex", figure.QuarterOf(2026, 2))
	if got := codes(check.Changes(st, today, []figure.Change{{Figure: &old}})); !slices.Equal(got, []string{check.Duplicate}) {
		t.Errorf("got %v", got)
	}
}

func TestArithmeticIsToldAtTheRowThatWasChanged(t *testing.T) {
	f := find(t, check.Changes(loaded(t), today, []figure.Change{release(), row(t, "amazon.aws.revenue", "2025Q4", "35679")}), check.BadYear)
	if f.Key() != "B-YEAR amazon.aws.revenue 2025Q4" || !strings.Contains(f.Message, "128,825") || !strings.Contains(f.Message, "128,725") {
		t.Errorf("got %+v", f)
	}
}

func TestChangesThatPutSomethingRightAreJudgedTogether(t *testing.T) {
	st := loaded(t)
	together := []figure.Change{release(), row(t, "amazon.ocf", "2026Q2", "45987"), row(t, "amazon.ocf_ttm", "2026Q2", "162003"), row(t, "amazon.fcf_ttm", "2026Q2", "-7004")}
	if got := check.Changes(st, today, together); check.Blocked(got) {
		t.Errorf("three changes that agree are blocked: %+v", got)
	}
	if !check.Blocked(check.Changes(st, today, together[:2])) {
		t.Error("one of them alone must be blocked")
	}
}

func TestAFiscalQuarterCanBeReportedBeforeTheCalendarQuarterEnds(t *testing.T) {
	// Oracle's third quarter ends in February and is filed under the first of the
	// calendar year; the report comes in March.
	st := loaded(t)
	q3 := row(t, "oracle.oci.revenue", "2027Q1", "9900", func(r *figure.Row) { r.PublishedOn = "2027-03-10" })
	_, q3.Figure.Start, q3.Figure.End = st.Fiscal(figure.Series{Company: "oracle", Publisher: "oracle"}, q3.Figure.Period)
	if q3.Figure.End != "2027-02-28" {
		t.Errorf("ends on %s", q3.Figure.End)
	}
	if got := codes(check.Changes(st, "2027-03-11", []figure.Change{release(), q3})); slices.Contains(got, check.BadPeriod) {
		t.Errorf("got %v", got)
	}
	year := row(t, "microsoft.total.revenue.fy", "FY2027", "390000", func(r *figure.Row) { r.PublishedOn = "2027-07-28" })
	if got := codes(check.Changes(st, "2027-07-29", []figure.Change{release(), year})); slices.Contains(got, check.BadPeriod) {
		t.Errorf("a fiscal year is over before the calendar year: %v", got)
	}
}

func BenchmarkChanges(b *testing.B) {
	st := loaded(b)
	cs := []figure.Change{release(), row(b, "amazon.aws.revenue", "2026Q3", "44387")}
	for b.Loop() {
		check.Changes(st, today, cs)
	}
}
