package pages

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"megacycle/handlers"
	"megacycle/handlers/data"
	"megacycle/handlers/visit"
	"megacycle/store/figure"
	"megacycle/store/series"
	"megacycle/views/format"
	"megacycle/views/page"
	"megacycle/views/ui"
)

// ours is what the store's primary sources say beside a quoted figure.
type ours struct {
	text   string // "$128,725M"
	what   string // which figure that is
	diff   string // ours less the quoted one
	series string // series key that the figure belongs to
	rows   []figure.Row
}

// measure finds the figure that a quoted one can be set beside; ok is false
// when the store has none.
type measure func(st *figure.State, b figure.Bet) (o ours, ok bool)

// quoted is one quoted figure that can be set beside one of ours.
type quoted struct {
	id string // of the statement in the store
	by measure
}

// measures says, in the order of the page, which figure of the store is about the
// same thing as a quoted one. What is not listed has none to be set beside.
func measures() []quoted {
	return []quoted{
		{"seed-aws-2025-rev", yearOf("amazon.aws.revenue.fy", 2025)},
		{"seed-aws-2025-growth", growthOf("amazon.aws.revenue.fy", 2025)},
		{"seed-share-aws-30", newest("share.aws")},
		{"seed-share-azure-21", newest("share.azure")},
		{"seed-share-google-14", newest("share.google")},
		{"seed-capex-200b", stated("amazon.capex_guidance", 2026, "Amazon’s newest guidance for 2026, net of proceeds")},
		{"seed-bigtech-650b", stated("bigtech.capex_estimate.megacycle", 2026, "the four companies’ newest guidance for 2026, our sum; all capital spending, not only AI")},
		{"seed-aws-600b", runRate("amazon.aws.revenue")},
		{"seed-aws-prev-300b", runRate("amazon.aws.revenue")},
		{"seed-cagr-17", needed("amazon.aws.revenue.fy", 2025, 600_000, 10)},
		{"seed-half-trillion-17", trailingGrowth("amazon.aws.revenue")},
		{"seed-aws-share-revenue", partOf("amazon.aws.revenue.fy", "amazon.total.revenue.fy", "of Amazon’s net sales in", 2025)},
		{"seed-aws-share-profit", partOf("amazon.aws.operating_income.fy", "amazon.total.operating_income.fy", "of Amazon’s operating income in", 2025)},
		{"seed-negative-fcf", newest("amazon.fcf_ttm")},
		{"seed-dwarfs-peers", stated("amazon.capex_guidance", 2026, "Amazon’s newest guidance for 2026; Alphabet, Microsoft and Meta are on the chart of capital spending")},
	}
}

// articleIDs starts the id of each statement of the articles of March 2026.
const articleIDs = "seed-"

// FactCheck answers with the figures that were quoted in March 2026, each beside
// what the primary sources say. It gives no verdict.
func (h *Pages) FactCheck(r *http.Request) (*handlers.Answer, error) {
	v, err := h.visits.Open(r)
	if err != nil {
		return nil, err
	}
	m := page.FactCheck{Page: v.Frame("fact-check")}
	m.Page.Title = "Fact check: the figures quoted in March 2026"
	m.Page.Description = "What was widely quoted about AWS, cloud shares and capital spending in March 2026, beside the figures here and their sources."
	m.Intro = "What was quoted, by whom and when, beside the figure here with its source, and the difference between the two. A figure here may be newer than the quotation: each says its day."
	beside := map[string]bool{}
	for _, x := range measures() {
		b, known := v.State.Bet(x.id)
		if !known {
			continue
		}
		if o, ok := x.by(v.State, b); ok {
			c := claim(v, b)
			fill(v, &c, o)
			m.Claims = append(m.Claims, c)
			beside[b.ID] = true
		}
	}
	for _, b := range v.State.Bets() {
		if strings.HasPrefix(b.ID, articleIDs) && !beside[b.ID] {
			c := claim(v, b)
			c.None = "No figure in the store is about this."
			m.Others = append(m.Others, c)
		}
	}
	return render(r.Context(), http.StatusOK, page.FactCheckPage(m))
}

func claim(v *visit.Visit, b figure.Bet) page.Claim {
	c := page.Claim{ID: b.ID, Text: b.Statement, Who: b.Who, On: format.Date(b.SaidOn), Quoted: "no number"}
	if b.Approximate {
		c.On = format.Month(b.SaidOn)
	}
	if b.Target.IsSet() {
		c.Quoted = quotedText(b)
	}
	for _, id := range b.Sources {
		if s, ok := v.State.Source(id); ok {
			c.Links = append(c.Links, named(s))
		}
	}
	return c
}

// named names a source by who published it; without a public link it says so.
func named(s figure.Source) ui.Link {
	text := s.Publisher
	if text == "" || text == "Unknown" {
		text = cmp.Or(s.Title, s.ID)
	}
	if s.URL == "" {
		text += " (no public link)"
	}
	return ui.Link{Text: text, Href: s.URL, Title: s.Title}
}

func quotedText(b figure.Bet) string {
	if b.ID == "seed-negative-fcf" {
		return "below zero"
	}
	if b.Unit == figure.USDMillions {
		return format.Billions(b.Target)
	}
	return format.Amount(b.Target, b.Unit)
}

func fill(v *visit.Visit, c *page.Claim, o ours) {
	c.Ours, c.OursWhat, c.Difference = o.text, o.what, o.diff
	c.Href = "/data/" + url.PathEscape(o.series) + v.Carry()
	var on figure.Date
	for _, r := range o.rows {
		on = max(on, r.PublishedOn)
		for _, id := range r.Sources {
			s, ok := v.State.Source(id)
			if !ok || slices.ContainsFunc(c.OursLinks, func(l ui.Link) bool { return l.Title == s.Title }) || len(c.OursLinks) == 3 {
				continue
			}
			c.OursLinks = append(c.OursLinks, named(s))
		}
	}
	if on != "" {
		c.OursOn = "published " + format.Date(on)
	}
}

// less gives ours less the quoted figure, in the unit of the quoted one.
func less(ours, quoted figure.Amount, u figure.Unit) string {
	if !ours.IsSet() || !quoted.IsSet() {
		return ""
	}
	d := ours.Sub(quoted)
	if u == figure.Percent {
		return format.Points(d.Float())
	}
	return signedExact(d)
}

// signedExact writes a difference with its sign: in billions when they are whole.
func signedExact(d figure.Amount) string {
	s := format.ExactMoney(d)
	if b := d.Float() / 1000; d.Decimals() == 0 && b == float64(int64(b)) {
		s = format.Billions(d)
	}
	if d.Sign() > 0 {
		s = "+" + s
	}
	return s
}

// yearOf is a published total of a year.
func yearOf(key string, year int) measure {
	return func(st *figure.State, b figure.Bet) (ours, bool) {
		s, _ := st.Series(key)
		r, ok := st.Figure(key, figure.YearOf(year))
		if !ok || !r.Value.IsSet() {
			return ours{}, false
		}
		return ours{text: format.ExactAmount(r.Value, s.Unit), what: s.Name + ", " + format.Period(r.Period), diff: less(r.Value, b.Target, b.Unit), series: key, rows: []figure.Row{r}}, true
	}
}

// growthOf is the change of a year's total on the year before, in percent.
func growthOf(key string, year int) measure {
	return func(st *figure.State, b figure.Bet) (ours, bool) {
		s, _ := st.Series(key)
		now, ok1 := st.Figure(key, figure.YearOf(year))
		old, ok2 := st.Figure(key, figure.YearOf(year-1))
		g, why := series.Growth(old.Value, now.Value)
		if !ok1 || !ok2 || why != series.OK {
			return ours{}, false
		}
		return ours{text: format.Change(g), what: s.Name + ", " + format.Period(now.Period) + " on " + format.Period(old.Period) + ", our calculation",
			diff: format.Points(round1(g*100 - b.Target.Float())), series: key, rows: []figure.Row{now, old}}, true
	}
}

// needed is the growth a year that leads from a year's total to a target.
func needed(key string, year int, targetMillions int64, years float64) measure {
	return func(st *figure.State, b figure.Bet) (ours, bool) {
		r, ok := st.Figure(key, figure.YearOf(year))
		g, why := series.CAGR(r.Value, figure.IntAmount(targetMillions), years)
		if !ok || why != series.OK {
			return ours{}, false
		}
		return ours{text: format.Percent(g) + " a year", what: "from " + format.ExactMoney(r.Value) + " in " + format.Period(r.Period) + " to " + format.Billions(figure.IntAmount(targetMillions)) +
			" in " + format.Number(years, 0) + " years, our calculation", diff: format.Points(round1(g*100 - b.Target.Float())), series: key, rows: []figure.Row{r}}, true
	}
}

// partOf is one year's total as a part of another's, in percent.
func partOf(part, whole, words string, year int) measure {
	return func(st *figure.State, b figure.Bet) (ours, bool) {
		a, ok1 := st.Figure(part, figure.YearOf(year))
		t, ok2 := st.Figure(whole, figure.YearOf(year))
		if !ok1 || !ok2 || !a.Value.IsSet() || t.Value.Sign() <= 0 {
			return ours{}, false
		}
		share := a.Value.Float() / t.Value.Float()
		return ours{text: format.Percent(share), what: words + " " + format.Period(a.Period) + ": " + format.ExactMoney(a.Value) + " of " + format.ExactMoney(t.Value) + ", our calculation",
			diff: format.Points(round1(share*100 - b.Target.Float())), series: part, rows: []figure.Row{a, t}}, true
	}
}

// stated is the newest statement about a year, as a range.
func stated(key string, year int, words string) measure {
	return func(st *figure.State, b figure.Bet) (ours, bool) {
		s, _ := st.Series(key)
		r, ok := st.Figure(key, figure.YearOf(year))
		if !ok || !r.HasRange() {
			return ours{}, false
		}
		o := ours{text: data.Text(r, s.Unit), what: words, series: key, rows: []figure.Row{r}}
		if b.Target.IsSet() {
			o.diff = less(r.Low, b.Target, b.Unit)
			if !r.Low.Equal(r.High) {
				o.diff += " to " + less(r.High, b.Target, b.Unit)
			}
		}
		return o, true
	}
}

// newest is the newest figure of a series.
func newest(key string) measure {
	return func(st *figure.State, b figure.Bet) (ours, bool) {
		s, known := st.Series(key)
		rows := st.Rows(key)
		if !known || len(rows) == 0 || !rows[len(rows)-1].Value.IsSet() {
			return ours{}, false
		}
		r := rows[len(rows)-1]
		o := ours{text: format.Amount(r.Value, s.Unit), what: s.Name + ", " + format.Period(r.Period), series: key, rows: []figure.Row{r}}
		if b.Target.IsSet() {
			o.diff = less(r.Value, b.Target, s.Unit)
		}
		return o, true
	}
}

// runRate is the newest quarter times four.
func runRate(key string) measure {
	return func(st *figure.State, b figure.Bet) (ours, bool) {
		rows := st.Rows(key)
		if len(rows) == 0 || !rows[len(rows)-1].Value.IsSet() {
			return ours{}, false
		}
		r := rows[len(rows)-1]
		four := r.Value.Add(r.Value).Add(r.Value).Add(r.Value)
		return ours{text: format.ExactMoney(four), what: "run rate: " + format.Period(r.Period) + " times four, our calculation", diff: less(four, b.Target, b.Unit), series: key, rows: []figure.Row{r}}, true
	}
}

// trailingGrowth is the change of the last four quarters on the four before.
func trailingGrowth(key string) measure {
	return func(st *figure.State, b figure.Bet) (ours, bool) {
		s, _ := st.Series(key)
		rows := st.Rows(key)
		l := series.Of(s, rows)
		p := l.Last()
		if p.IsZero() {
			return ours{}, false
		}
		now, old := l.Trailing(p), l.Trailing(p.Add(-4))
		if !now.Has() || !old.Has() {
			return ours{}, false
		}
		g, why := series.Growth(old.Amount, now.Amount)
		r, _ := st.Figure(key, p)
		if why != series.OK {
			return ours{}, false
		}
		return ours{text: format.Change(g), what: "trailing four quarters to " + format.Period(p) + " on the four before, our calculation",
			diff: format.Points(round1(g*100 - b.Target.Float())), series: key, rows: []figure.Row{r}}, true
	}
}

// round1 rounds to one decimal, the precision in which differences are shown.
func round1(v float64) float64 {
	if v < 0 {
		return -round1(-v)
	}
	return float64(int64(v*10+0.5)) / 10
}
