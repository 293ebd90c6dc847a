package seed_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"megacycle/store/check"
	"megacycle/store/figure"
)

// table reads values out of a state for sums.
type table struct {
	t  *testing.T
	st *figure.State
}

func (b table) value(series, period string) (float64, bool) {
	b.t.Helper()
	if _, ok := b.st.Series(series); !ok {
		b.t.Fatalf("there is no series %s", series)
	}
	p, err := figure.ParsePeriod(period)
	if err != nil {
		b.t.Fatal(err)
	}
	r, ok := b.st.Figure(series, p)
	return r.Value.Float(), ok && r.Value.IsSet() && (r.Status == figure.Actual || r.Status == figure.Estimate)
}

func (b table) must(series, period string) float64 {
	b.t.Helper()
	v, ok := b.value(series, period)
	if !ok {
		b.t.Fatalf("%s has nothing in %s", series, period)
	}
	return v
}

// sum adds quarters; false when one is missing.
func (b table) sum(series string, periods ...string) (float64, bool) {
	total := 0.0
	for _, p := range periods {
		v, ok := b.value(series, p)
		if !ok {
			return 0, false
		}
		total += v
	}
	return total, true
}

// lastFour names the four quarters to p.
func lastFour(p string) []string {
	q, err := figure.ParsePeriod(p)
	if err != nil {
		panic(err)
	}
	var out []string
	for _, x := range figure.Range(q.Add(-3), q) {
		out = append(out, x.String())
	}
	return out
}

func TestNothingInTheStoreContradictsItself(t *testing.T) {
	for _, f := range check.Arithmetic(loaded(t, "", "2026-11-22")) {
		t.Errorf("%s: %s", f.Key(), f.Message)
	}
}

// Published years against the sum of their quarters, with the rounding that the
// filings themselves have: a million, or what the year is printed to.
func TestQuartersMakeTheYear(t *testing.T) {
	b := table{t, loaded(t, "", "2026-11-22")}
	const million = 1.01
	for _, c := range []struct {
		series    string
		fiscal    string // "" for calendar years, else the quarter in which the fiscal year ends
		tolerance float64
		atLeast   int // years that must be complete
	}{
		{"amazon.aws.revenue", "", million, 10}, {"amazon.aws.operating_income", "", million, 9},
		{"amazon.total.revenue", "", million, 11}, {"amazon.total.operating_income", "", million, 11},
		{"amazon.capex", "", million, 5}, {"amazon.capex_net", "", million, 2}, {"amazon.ocf", "", million, 5},
		{"alphabet.google_cloud.revenue", "", million, 1}, {"alphabet.total.revenue", "", million, 10}, {"alphabet.capex", "", million, 10},
		{"meta.total.revenue", "", million, 11}, {"meta.capex_cash", "", million, 7}, {"meta.capex", "", 10, 5},
		{"microsoft.total.revenue", "Q2", million, 11}, {"microsoft.capex", "Q2", 101, 11}, {"microsoft.capex_cash", "Q2", 5.01, 11},
		{"microsoft.cloud.revenue", "Q2", 101, 2}, {"oracle.total.revenue", "Q2", million, 11}, {"oracle.capex", "Q2", 50, 3},
		{"nvidia.datacenter.revenue", "Q4 before", 100, 2},
	} {
		complete := 0
		for y := 2013; y <= 2026; y++ {
			name, last := fmt.Sprint(y), fmt.Sprintf("%dQ4", y)
			switch c.fiscal {
			case "Q2":
				name, last = fmt.Sprintf("FY%d", y), fmt.Sprintf("%dQ2", y)
			case "Q4 before":
				name, last = fmt.Sprintf("FY%d", y), fmt.Sprintf("%dQ4", y-1)
			}
			year, ok1 := b.value(c.series+".fy", name)
			total, ok2 := b.sum(c.series, lastFour(last)...)
			if !ok1 || !ok2 {
				continue
			}
			complete++
			tolerance := c.tolerance
			if c.series == "microsoft.capex_cash" && y >= 2022 {
				tolerance = million
			}
			if math.Abs(total-year) > tolerance {
				t.Errorf("%s %s: quarters %.0f, year %.0f", c.series, name, total, year)
			}
		}
		if complete < c.atLeast {
			t.Errorf("%s: only %d years have all their quarters, want %d", c.series, complete, c.atLeast)
		}
	}
}

func TestTrailingSums(t *testing.T) {
	b := table{t, loaded(t, "", "2026-11-22")}
	checked := 0
	for _, p := range figure.Range(figure.QuarterOf(2014, 2), figure.QuarterOf(2026, 2)) {
		q := p.String()
		for _, s := range []string{"amazon.ocf", "amazon.capex_net"} {
			printed, ok1 := b.value(s+"_ttm", q)
			total, ok2 := b.sum(s, lastFour(q)...)
			if ok1 && ok2 {
				checked++
				if math.Abs(printed-total) > 1.01 {
					t.Errorf("%s to %s: quarters %.0f, printed %.0f", s, q, total, printed)
				}
			}
		}
		o, ok1 := b.value("amazon.ocf_ttm", q)
		f, ok2 := b.value("amazon.fcf_ttm", q)
		if c, ok := b.value("amazon.capex_net_ttm", q); ok && ok1 && ok2 && o-c != f {
			t.Errorf("to %s: %.0f - %.0f is not %.0f", q, o, c, f)
		}
		if total, ok := b.sum("amazon.capex_net", lastFour(q)...); ok && ok1 && ok2 && p.Year < 2018 && math.Abs(o-f-total) > 115 {
			t.Errorf("to %s: net capex %.0f, but cash flows leave %.0f (printed to 0.1 billion)", q, total, o-f)
		}
	}
	if checked < 30 {
		t.Errorf("only %d trailing sums were checked", checked)
	}
	for y := 2021; y <= 2025; y++ {
		p := fmt.Sprint(y)
		if o, c, f := b.must("amazon.ocf.fy", p), b.must("amazon.capex_net.fy", p), b.must("amazon.fcf.fy", p); o-c != f {
			t.Errorf("%d: %.0f - %.0f is not %.0f", y, o, c, f)
		}
		for _, s := range []string{"amazon.ocf", "amazon.fcf"} {
			if math.Abs(b.must(s+"_ttm", p+"Q4")-b.must(s+".fy", p)) > 100 {
				t.Errorf("%s: trailing to the fourth quarter of %d is not the year", s, y)
			}
		}
	}
	// As printed in Amazon's release of 30 July 2026.
	if got, _ := b.sum("amazon.aws.revenue", lastFour("2026Q2")...); got != 148404 {
		t.Errorf("AWS, four quarters to 2026Q2: %.0f, want 148,404", got)
	}
}

// Levels and growth in a second table, built from the structured data of the
// filings: billions to two decimals, percent to one.
func TestASecondTableAgrees(t *testing.T) {
	b := table{t, loaded(t, "", "2026-11-22")}
	none := math.NaN()
	for _, c := range []struct {
		series, first  string
		levels, growth []float64 // growth starts a year after the levels
	}{
		{"amazon.capex", "2021Q2", []float64{14.29, 15.75, 18.94, 14.95, 15.72, 16.38, 16.59, 14.21, 11.46, 12.48, 14.59, 14.93, 17.62, 22.62, 27.83, 25.02, 32.18, 35.10, none, 44.20},
			[]float64{10.1, 4.0, -12.4, -5.0, -27.1, -23.8, -12.1, 5.1, 53.8, 81.3, 90.8, 67.6, 82.7, 55.2, none, 76.7}},
		{"alphabet.capex", "2021Q2", []float64{5.50, 6.82, 6.38, 9.79, 6.83, 7.28, 7.60, 6.29, 6.89, 8.06, 11.02, 12.01, 13.19, 13.06, 14.28, 17.20, 22.45, 23.95, 27.85, 35.67},
			[]float64{24.2, 6.7, 19.0, -35.7, 0.9, 10.7, 45.1, 91.0, 91.4, 62.1, 29.6, 43.2, 70.2, 83.4, 95.1, 107.4}},
		{"microsoft.capex_cash", "2021Q2", []float64{6.45, 5.81, 5.87, 5.34, 6.87, 6.28, 6.27, 6.61, 8.94, 9.92, 9.74, 10.95, 13.87, 14.92, 15.80, 16.75, 17.08, 19.39, 29.88, 30.88},
			[]float64{6.5, 8.1, 7.0, 23.7, 30.2, 57.8, 55.2, 65.8, 55.1, 50.5, 62.3, 52.9, 23.1, 30.0, 89.0, 84.4}},
		{"meta.capex_cash", "2023Q1", []float64{6.82, 6.13, 6.50, 7.59, 6.40, 8.17, 8.26, 14.43, 12.94, 16.54, 18.83, 21.38, 19.00}, nil},
		{"amazon.ocf", "2021Q2", []float64{12.72, 7.31, 22.09, -2.79, 8.97, 11.40, 29.17, 4.79, 16.48, 21.22, 42.47, 18.99, 25.28, 25.97, 45.64, 17.02, 32.52, 35.53, 54.46}, nil},
	} {
		first, err := figure.ParsePeriod(c.first)
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range c.levels {
			if p := first.Add(i).String(); !math.IsNaN(want) && math.Abs(b.must(c.series, p)/1000-want) > 0.00501 {
				t.Errorf("%s %s: %.0f, second table %.2f billion", c.series, p, b.must(c.series, p), want)
			}
		}
		for i, want := range c.growth {
			p := first.Add(i + 4)
			if g := 100 * (b.must(c.series, p.String())/b.must(c.series, p.Add(-4).String()) - 1); !math.IsNaN(want) && math.Abs(g-want) > 0.06 {
				t.Errorf("%s %s: growth %.2f, second table %.1f", c.series, p, g, want)
			}
		}
	}
}

// Growth as the companies state it, in whole percent. Nvidia's quarters stand
// under the calendar quarter of their middle.
func TestStatedGrowth(t *testing.T) {
	b := table{t, loaded(t, "", "2026-11-22")}
	stated := map[string]string{
		"amazon.aws.revenue": "2015Q1 49 2015Q2 81 2015Q3 78 2015Q4 69 2016Q1 64 2016Q2 58 2016Q3 55 2016Q4 47 2017Q1 43 2017Q2 42 2017Q3 42 2017Q4 45 2018Q1 49 2018Q2 49 " +
			"2019Q2 37 2020Q3 29 2020Q4 28 2022Q1 37 2022Q2 33 2023Q2 12 2023Q3 12 2024Q1 17 2024Q2 19 2025Q1 17 2025Q2 17 2025Q3 20 2025Q4 24 2026Q1 28 2026Q2 37",
		"amazon.total.revenue": "2024Q2 10 2025Q2 13 2025Q3 13 2025Q4 14 2026Q1 17 2026Q2 20", "amazon.total.operating_income": "2026Q2 43", "amazon.aws.operating_income": "2026Q2 64",
		"alphabet.google_cloud.revenue":       "2019Q4 53 2020Q1 52 2025Q1 28 2025Q2 32 2025Q3 34 2025Q4 48 2026Q1 63 2026Q2 82",
		"alphabet.capex":                      "2025Q1 43 2025Q2 70 2025Q3 83 2025Q4 95 2026Q1 107 2026Q2 100",
		"alphabet.total.revenue":              "2022Q1 23 2023Q2 7 2023Q3 11 2023Q4 13 2025Q3 16 2025Q4 18 2026Q1 22 2026Q2 24",
		"microsoft.intelligent_cloud.revenue": "2026Q1 30", "microsoft.cloud.revenue": "2025Q3 26 2025Q4 26 2026Q1 29 2026Q2 27",
		"microsoft.total.revenue": "2025Q2 18", "meta.total.revenue": "2026Q2 28", "nvidia.datacenter.revenue": "2024Q1 427 2025Q1 73 2025Q4 75 2026Q1 92 2026Q2 117",
		"oracle.oci.revenue": "2026Q2 93 2026Q3 121",
	}
	checked := 0
	for series, list := range stated {
		words := strings.Fields(list)
		for i := 0; i < len(words); i += 2 {
			p, err := figure.ParsePeriod(words[i])
			if err != nil {
				t.Fatal(err)
			}
			var want float64
			fmt.Sscan(words[i+1], &want)
			now, ok1 := b.value(series, p.String())
			then, ok2 := b.value(series, p.Add(-4).String())
			if !ok1 || !ok2 {
				continue
			}
			tolerance := 0.75
			switch {
			case strings.HasPrefix(series, "oracle"): // both sides rounded to 0.1 billion
				tolerance = 4
			case series == "microsoft.cloud.revenue" || want > 200:
				tolerance = 1.1
			}
			checked++
			if g := 100 * (now/then - 1); math.Abs(g-want) > tolerance {
				t.Errorf("%s %s: growth %.1f, stated %.0f", series, p, g, want)
			}
		}
	}
	if checked < 60 {
		t.Errorf("only %d growth rates were checked", checked)
	}
}

func TestSynergy(t *testing.T) {
	b := table{t, loaded(t, "", "2026-11-22")}
	const market = "market.cloud_infrastructure.revenue"
	for _, p := range figure.Range(figure.QuarterOf(2017, 2), figure.QuarterOf(2026, 2)) {
		total := 0.0
		for _, k := range b.st.SeriesKeys() {
			if strings.HasPrefix(k, "share.") {
				v, _ := b.value(k, p.String())
				total += v
			}
		}
		if total > 100 {
			t.Errorf("shares of %s add up to %.0f", p, total)
		}
		// All of AWS is a little more than what Synergy counts of it.
		size, ok1 := b.value(market, p.String())
		share, ok2 := b.value("share.aws", p.String())
		if ok1 && ok2 {
			if d := 100*b.must("amazon.aws.revenue", p.String())/size - share; d < -1.5 || d > 3.5 {
				t.Errorf("%s: AWS over the market is %.1f points from the stated share", p, d)
			}
		}
	}
	for y := 2020; y <= 2025; y++ {
		total, ok := b.sum(market, lastFour(fmt.Sprintf("%dQ4", y))...)
		if year := b.must(market+".fy", fmt.Sprint(y)); !ok || math.Abs(total/year-1) > 0.015 {
			t.Errorf("%d: quarters %.0f, year %.0f", y, total, year)
		}
	}
	for series, want := range map[string]float64{"share.aws": 28, "share.azure": 20, "share.google": 15} {
		if got := b.must(series, "2026Q2"); got != want {
			t.Errorf("%s 2026Q2: %.0f, want %.0f", series, got, want)
		}
	}
}

func TestBigTechTotals(t *testing.T) {
	b := table{t, loaded(t, "", "2026-11-22")}
	// As each company guides it: our sum for 2025, against the 410 billion that was
	// quoted in February 2026.
	s, _ := b.st.Series("bigtech.capex_as_guided")
	total := 0.0
	for _, m := range s.Members {
		v, ok := b.sum(m, lastFour("2025Q4")...)
		if !ok {
			t.Fatalf("%s is not complete for 2025", m)
		}
		total += v
	}
	if total != 409982 || b.must("bigtech4.capex.fy", "2025") != 410000 {
		t.Errorf("as guided, 2025: %.0f, want 409,982 beside 410,000 as quoted", total)
	}
	for p, want := range map[string]float64{"2025Q2": 88246, "2026Q1": 129750, "2026Q2": 165050} {
		sum := 0.0
		for _, m := range []string{"amazon.capex", "alphabet.capex", "meta.capex_cash", "microsoft.capex_cash"} {
			sum += b.must(m, p)
		}
		if math.Abs(sum-want) > 1 || b.must("bigtech4.capex_cash", p) != want {
			t.Errorf("cash, %s: %.0f, published %.0f", p, sum, want)
		}
	}
	// Our sum of guidance is the sum of what the four said last.
	r, _ := b.st.Figure("bigtech.capex_estimate.megacycle", figure.YearOf(2026))
	low, high := 0.0, 0.0
	for _, k := range []string{"amazon.capex_guidance", "alphabet.capex_guidance", "microsoft.capex_guidance", "meta.capex_guidance"} {
		g, _ := b.st.Figure(k, figure.YearOf(2026))
		low, high = low+g.Low.Float(), high+g.High.Float()
	}
	if low != r.Low.Float() || high != r.High.Float() || low != 720000 || high != 745000 {
		t.Errorf("guidance adds up to %.0f to %.0f, the row says %s to %s", low, high, r.Low, r.High)
	}
	q, _ := b.st.Figure("bigtech.capex_estimate.bridgewater", figure.YearOf(2026))
	if q.Mid().String() != "650000" || q.PublishedOn != "2026-02-23" {
		t.Errorf("the quoted 650 billion: %s on %s", q.Mid(), q.PublishedOn)
	}
}

func TestWhatWasQuotedStandsBesideWhatTheSourcesSay(t *testing.T) {
	b := table{t, loaded(t, "", "2026-11-22")}
	a25, a24 := b.must("amazon.aws.revenue.fy", "2025"), b.must("amazon.aws.revenue.fy", "2024")
	for name, c := range map[string][2]float64{
		"AWS revenue of 2025":                {a25, 128725},
		"AWS growth in 2025, percent":        {math.Round(1e4*(a25/a24-1)) / 100, 19.68},
		"AWS in Amazon's revenue, percent":   {math.Round(1e4*a25/b.must("amazon.total.revenue.fy", "2025")) / 100, 17.96},
		"AWS in operating income, percent":   {math.Round(1e3*b.must("amazon.aws.operating_income.fy", "2025")/b.must("amazon.total.operating_income.fy", "2025")) / 10, 57},
		"growth to 600 billion in ten years": {math.Round(1e4*(math.Pow(600000/a25, 0.1)-1)) / 100, 16.64},
	} {
		if c[0] != c[1] {
			t.Errorf("%s: %v, want %v", name, c[0], c[1])
		}
	}
	for id, want := range map[string]string{"seed-aws-2025-rev": "128700", "seed-aws-2025-growth": "19", "seed-share-aws-30": "30", "seed-share-azure-21": "21", "seed-share-google-14": "14", "seed-capex-200b": "200000", "seed-bigtech-650b": "650000"} {
		bet, ok := b.st.Bet(id)
		if !ok || bet.Target.String() != want || len(bet.Sources) == 0 || bet.SaidOn == "" {
			t.Errorf("%s: %+v", id, bet)
		}
	}
}
