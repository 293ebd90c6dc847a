package charts

import (
	"megacycle/store/figure"
	"megacycle/store/spec"
	"megacycle/views/chart"
	"megacycle/views/format"
	"megacycle/views/page"
)

// mostDifferences is how many differences a page lists; the downloads have all.
const mostDifferences = 40

// comparison fills the list of what differs between the two days of a chart; nil
// for a chart of one day.
func (a *Asked) comparison() *page.Comparison {
	p := a.Plot
	if p.Compared == "" {
		return nil
	}
	then, now := p.State.Compare, p.AsOf
	if now != "" && then > now {
		then, now = now, then
	}
	c := &page.Comparison{Text: p.Compared, Then: "Known on " + format.Date(then), Now: "Known today", Back: a.with(func(q *spec.State) { q.Compare = "" })}
	if now != "" {
		c.Now = "Known on " + format.Date(now)
	}
	for i, d := range p.Differences {
		if i == mostDifferences && len(p.Differences) > mostDifferences+5 {
			c.Rest = "And " + format.Int(len(p.Differences)-mostDifferences) + " more, most of which follow from these; the JSON has every one."
			break
		}
		row := page.DifferenceRow{Name: d.Name, Period: format.Period(d.Period), Then: d.Then, Now: d.Now, Why: d.Why}
		if k, err := chart.Find(p, d.Series, d.Period.String()); err == nil {
			row.Href = a.figureAddress(k)
		}
		c.Rows = append(c.Rows, row)
	}
	return c
}

// measured gives the place of the newest measured figure among the data of a
// plot that draws only what was computed from them; -1 for none.
func measured(a *Asked) int {
	shown := a.Spec.Shown(a.Query)
	if len(shown) == 0 {
		return -1
	}
	key, best := shown[0].Key(a.Query.DefOf(a.Spec)), -1
	for i, d := range a.Plot.Data {
		if d.Series == key && d.Value != "" && d.Computed == "" && d.Status != figure.Guidance && d.AsKnownOn == "" &&
			(best < 0 || d.Period.Compare(a.Plot.Data[best].Period) > 0) {
			best = i
		}
	}
	return best
}
