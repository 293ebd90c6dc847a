package charts

import (
	"slices"

	"megacycle/store/figure"
	"megacycle/views/format"
	"megacycle/views/ui"
)

// sliders fills the time range and the rewind from what the selects offer.
func (a *Asked) sliders(c *ui.Controls) {
	if n := len(a.Plot.Slots); c.Ranges && n > 0 {
		r := &ui.Range{Yearly: a.Plot.Slots[0].Period.Kind == figure.Year, From: -1, To: -1}
		for i, p := range a.coverage() {
			r.Periods, r.Labels = append(r.Periods, p.String()), append(r.Labels, format.Period(p))
			if p == a.Plot.Slots[0].Period {
				r.From = i
			}
			if p == a.Plot.Slots[n-1].Period {
				r.To = i
			}
		}
		if r.From >= 0 && r.To > r.From {
			c.Range = r
		}
	}
	if len(c.AsOf) < 2 {
		return
	}
	w := &ui.Rewind{}
	for i, o := range slices.Backward(c.AsOf) { // the newest is the first option
		day := o.Value
		if i == 0 {
			day = "today"
		}
		if o.Current {
			w.At = len(w.Days)
		}
		w.Days, w.Labels = append(w.Days, day), append(w.Labels, o.Name)
	}
	c.Rewind = w
}
