package chart

import (
	"megacycle/store/figure"
	"megacycle/store/series"
	"megacycle/views/format"
)

// The series that the home page opens with.
const (
	awsRevenue  = "amazon.aws.revenue"
	capexNet    = "amazon.capex_net"
	capexGross  = "amazon.capex"
	fcfTrailing = "amazon.fcf_ttm"
	guidanceKey = "amazon.capex_guidance"
	ambition    = "seed-aws-600b"
)

// Opening is the question that the home page opens with, from the newest figures.
type Opening struct {
	Parts   []HeadlinePart // in order; put together they are the sentence
	Sub     string         // "Q2 2026 against a year earlier; ..."
	Missing string         // "Q3 2026 was due on 29 Oct 2026 and is not entered yet."; "" when nothing is missing
	Empty   string         // why there is no headline; "" when there is one
}

// HeadlinePart is a piece of the headline. A marked piece is underlined in the
// colour of its line on the first chart.
type HeadlinePart struct {
	Text string
	Mark string // "", revenue or spending
}

// Text gives the whole sentence.
func (h Opening) Text() string {
	out := ""
	for _, p := range h.Parts {
		out += p.Text
	}
	return out
}

// growthNow is the newest growth on a year earlier of one series.
type growthNow struct {
	ratio  float64
	period figure.Period
	ok     bool
}

// near says whether g is there and of about the same time as o, where o is there.
func (g growthNow) near(o growthNow) bool {
	if !g.ok || !o.ok {
		return g.ok
	}
	d := g.period.Sub(o.period)
	return -2 <= d && d <= 2
}

func newestGrowth(st *figure.State, key string) growthNow {
	s, ok := st.Series(key)
	if !ok {
		return growthNow{}
	}
	l := series.Of(s, st.Rows(key))
	if l.Last().IsZero() {
		return growthNow{}
	}
	g := l.YoY(l.Last())
	return growthNow{g.Ratio, l.Last(), g.Has()}
}

// Headline computes the question that the home page opens with. Without figures
// its Empty says so; missing figures never make an error.
func Headline(st *figure.State) (Opening, error) { return headlineOf(st, format.English()), nil }

func headlineOf(st *figure.State, f *format.Language) Opening {
	var h Opening
	rev, spent := newestGrowth(st, awsRevenue), newestGrowth(st, capexNet)
	measure := "net of proceeds"
	if !spent.near(rev) {
		spent, measure = newestGrowth(st, capexGross), "before proceeds"
	}
	spent.ok = spent.near(rev)
	for _, m := range missingOf(st, f, false, awsRevenue, capexNet) {
		if h.Missing != "" {
			h.Missing += " "
		}
		h.Missing += m.Text + "."
	}
	if !rev.ok && !spent.ok {
		h.Empty = "There are no figures to compare yet: the headline appears with the first two years of AWS revenue and of Amazon’s capital spending."
		return h
	}
	up := func(g growthNow) string {
		if f.Percent(g.ratio) == f.Percent(0) {
			return "unchanged"
		}
		if g.ratio < 0 {
			return "down " + f.Percent(-g.ratio)
		}
		return "up " + f.Percent(g.ratio)
	}
	if rev.ok {
		h.Parts = append(h.Parts, HeadlinePart{Text: "AWS revenue is "}, HeadlinePart{up(rev), "revenue"}, HeadlinePart{Text: "."})
	}
	if spent.ok {
		lead := "Amazon’s capital spending is "
		if rev.ok {
			lead = " " + lead
		}
		h.Parts = append(h.Parts, HeadlinePart{Text: lead}, HeadlinePart{up(spent), "spending"}, HeadlinePart{Text: "."})
	}
	switch {
	case rev.ok && spent.ok && spent.ratio > rev.ratio:
		h.Parts = append(h.Parts, HeadlinePart{Text: " Does the revenue catch up?"})
	case rev.ok && spent.ok:
		h.Parts = append(h.Parts, HeadlinePart{Text: " The revenue grows faster."})
	}
	spending := "spending is Amazon’s as a whole, " + measure + ", not only AI."
	switch {
	case rev.ok && spent.ok && rev.period != spent.period:
		h.Sub = "AWS revenue in " + f.Period(rev.period) + " and spending in " + f.Period(spent.period) + ", each against a year earlier; " + spending
	case rev.ok && !spent.ok:
		h.Sub = f.Period(rev.period) + " against a year earlier."
	default:
		h.Sub = f.Period(spent.period) + " against a year earlier; " + spending
	}
	return h
}
