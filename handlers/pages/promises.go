package pages

import (
	"cmp"
	"net/url"
	"strings"

	"megacycle/handlers/charts"
	"megacycle/handlers/data"
	"megacycle/handlers/visit"
	"megacycle/store/figure"
	"megacycle/store/outlook"
	"megacycle/views/format"
	"megacycle/views/page"
	"megacycle/views/ui"
)

// awaiting stands where there is no outcome yet.
const awaiting = "awaiting figures"

// promises sets what was said about a company's future beside what came of it.
func promises(v *visit.Visit, slug string) []page.Promise {
	var out []page.Promise
	for _, p := range outlook.Promises(v.State, slug) {
		x := page.Promise{ID: "guidance-" + strings.ReplaceAll(p.Series.Key, ".", "-") + "-" + strings.ToLower(p.Period.String()),
			Title: p.Series.Name + " for " + format.Period(p.Period), State: "awaiting", Outcome: outcomeText(v.State, p),
			Href:    "/data/" + url.PathEscape(p.Series.Key) + v.Carry() + "#" + p.Period.String(),
			Measure: ui.Link{Text: p.Outcome.Series.Name, Href: "/data/" + url.PathEscape(p.Outcome.Series.Key) + v.Carry()}}
		if p.Series.Publisher != p.Series.Company {
			x.Who = shortName(v.State, p.Series.Publisher)
		}
		if !p.Outcome.Awaiting() {
			x.State = "reported"
		}
		for i, s := range p.Said {
			x.Rows = append(x.Rows, promiseRow(v.State, p, i, s))
		}
		out = append(out, x)
	}
	return out
}

func promiseRow(st *figure.State, p outlook.Promise, i int, s outlook.Said) page.PromiseRow {
	unit := p.Series.Unit
	out := page.PromiseRow{On: format.Date(s.Row.PublishedOn), Said: data.Text(s.Row, unit), Change: "first", Outcome: awaiting, Awaited: true}
	if s.Row.Approximate {
		out.On = "by " + out.On
	}
	if i > 0 {
		out.Change = moved(p.Said[i-1].Row, s.Row, unit)
	}
	switch o := p.Outcome; {
	case o.Value.IsSet():
		out.Outcome, out.Awaited = format.ExactAmount(o.Value, unit), false
	case !o.Awaiting():
		out.Outcome = string(o.Reason)
	}
	if m := s.Miss; m.Place != "" {
		switch {
		case m.Rated:
			out.Miss = format.Change(m.Ratio)
		case unit == figure.Percent:
			out.Miss = format.Points(m.By.Float())
		default:
			out.Miss = format.SignedMoney(m.By)
		}
		out.Place = map[outlook.Place]string{outlook.Inside: "as said", outlook.Above: "above what was said", outlook.Below: "below what was said"}[m.Place]
	}
	if len(s.Row.Sources) > 0 {
		if src, ok := st.Source(s.Row.Sources[0]); ok {
			out.Link = ui.Link{Text: cmp.Or(src.Publisher, src.ID), Href: src.URL, Title: src.Title, Mark: charts.MarkOf(st, p.Series.Key, s.Row.Status)}
		}
	}
	return out
}

// moved says how a statement differs from the one before.
func moved(before, now figure.Row, u figure.Unit) string {
	if !before.Mid().IsSet() || !now.Mid().IsSet() {
		return "restated"
	}
	d := now.Mid().Sub(before.Mid())
	switch {
	case before.HasRange() && now.HasRange() && before.Low.Equal(now.Low) && before.High.Equal(now.High):
		return "unchanged"
	case d.Sign() == 0:
		return "same middle"
	}
	verb := "raised by "
	if d.Sign() < 0 {
		verb, d = "lowered by ", before.Mid().Sub(now.Mid())
	}
	by := format.Money(d)
	if u == figure.Percent {
		by = strings.TrimPrefix(format.Points(d.Float()), "+")
	}
	if before.HasRange() && !before.Low.Equal(before.High) || now.HasRange() && !now.Low.Equal(now.High) {
		return "middle " + verb + by
	}
	return verb + by
}

// outcomeText says what is known of an outcome: the figure, or what is there so
// far and what is awaited.
func outcomeText(st *figure.State, p outlook.Promise) string {
	o, unit := p.Outcome, p.Series.Unit
	switch {
	case o.Value.IsSet():
		text := "Reported: " + format.ExactAmount(o.Value, unit)
		var on figure.Date
		for _, r := range o.Rows {
			on = max(on, r.PublishedOn)
		}
		if len(o.Rows) > 1 {
			text += ", our sum of " + format.Periods(o.Rows[0].Period, o.Rows[len(o.Rows)-1].Period)
		}
		return text + ", published " + format.Date(on) + "."
	case !o.Awaiting():
		return "There is no outcome: " + string(o.Reason) + "."
	}
	text := ""
	if o.SoFar.IsSet() {
		first, last := o.Rows[0].Period, o.Rows[len(o.Rows)-1].Period
		text = "So far " + format.ExactMoney(o.SoFar) + " in " + format.Periods(first, last)
		if mid := p.Said[len(p.Said)-1].Row.Mid(); mid.Sign() > 0 {
			text += ", " + format.Percent(o.SoFar.Float()/mid.Float()) + " of " + format.Billions(mid)
		}
		text += ". "
	}
	var wait []string
	for _, w := range o.Wanting {
		why := "not reported yet"
		for _, x := range st.MissingFigures(o.Series.Key) {
			if x.Series.Key == o.Series.Key && x.Period == w {
				why = "due on " + format.Date(x.On) + " and not entered yet"
			}
		}
		wait = append(wait, format.Period(w)+" ("+why+")")
	}
	return text + "Awaiting figures: " + format.List(wait) + "."
}
