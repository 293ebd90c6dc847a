package seed

import (
	"megacycle/store/figure"
)

// loadEvents reads events.csv. Their company may be a plain name that is none of
// ours, such as PJM.
func (l *loader) loadEvents() {
	cols := []string{"id", "date", "company", "title", "detail", "sources", "kind"}
	l.each("events.csv", cols, func(r *line) {
		e := figure.Event{
			ID: r.text("id"), Date: r.day("date"), Company: r.must("company"), Title: r.must("title"), Detail: r.text("detail"),
			Sources: r.known("sources", true), Kind: oneOf(r, "kind", "earnings", "guidance", "deal", "launch", "chip", "outage", "market reaction", "policy", "energy", "organisation"),
		}
		if !word(e.ID, "-", true) {
			r.problem("id: %q may hold small letters, digits and hyphens only", e.ID)
		}
		if l.events[e.ID] {
			r.problem("id: the event %q stands twice", e.ID)
		}
		r.past("date", e.Date)
		l.events[e.ID] = true
		l.add(figure.Change{Event: &e})
	})
}

// loadBets reads claims.csv: public statements and quoted facts, each with the
// rule by which it is judged.
func (l *loader) loadBets() {
	cols := []string{"id", "said_on", "who", "statement", "series", "target", "unit", "deadline", "sources", "rule"}
	l.each("claims.csv", cols, func(r *line) {
		b := figure.Bet{
			ID: r.text("id"), Who: r.must("who"), Statement: r.must("statement"), Series: r.text("series"),
			Target: r.amount("target"), Unit: oneOf(r, "unit", append([]figure.Unit{""}, figure.Units...)...),
			Sources: r.known("sources", true), Rule: r.must("rule"),
		}
		b.SaidOn, b.Approximate = r.latest("said_on")
		if !slug(b.ID) {
			r.problem("id: %q may hold small letters, digits and hyphens only", b.ID)
		}
		if l.bets[b.ID] {
			r.problem("id: the claim %q stands twice", b.ID)
		}
		if _, ok := l.series[b.Series]; b.Series != "" && !ok {
			r.problem("series: %q is not in series.csv", b.Series)
		}
		if r.text("deadline") != "" {
			b.Deadline = r.day("deadline")
		}
		if b.Target.IsSet() && b.Unit == "" {
			r.problem("unit is empty, but there is a target")
		}
		l.bets[b.ID] = true
		l.add(figure.Change{Bet: &b})
	})
}
