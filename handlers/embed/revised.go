package embed

import (
	"strconv"

	"megacycle/handlers/charts"
	"megacycle/store/figure"
	"megacycle/views/chart"
	"megacycle/views/embed"
	"megacycle/views/format"
)

// revised says how many of the figures that a pinned embed shows are other ones
// in the newest release, and where to see both. What was added since is no
// revision. A chart that cannot be drawn any more as it was says nothing.
func (h *Embed) revised(a *charts.Asked, m *embed.Chart) {
	if !a.State.Pinned {
		return
	}
	now, err := h.visits.At(0, a.Query.AsOf)
	if err != nil {
		return
	}
	q := a.Query
	q.Release = 0
	p, err := chart.Build(now, a.Spec, q)
	if err != nil {
		return
	}
	type cell struct {
		series, name string
		period       figure.Period
	}
	newest := map[cell]chart.Datum{}
	for _, d := range p.Data {
		newest[cell{d.Series, d.Name, d.Period}] = d
	}
	n := 0
	for _, d := range a.Plot.Data {
		x, ok := newest[cell{d.Series, d.Name, d.Period}]
		if !ok || x.Value != d.Value || x.Low != d.Low || x.High != d.High || x.Reason != d.Reason {
			n++
		}
	}
	if n == 0 {
		return
	}
	m.Revised = format.Int(n) + " figures revised since"
	if n == 1 {
		m.Revised = "1 figure revised since"
	}
	m.Compare = a.Base + "/releases/" + strconv.Itoa(now.Release.N)
	// The chart draws two days beside each other. A correction of what was typed
	// has no day of its own: the release tells it.
	q.Compare, q.Theme, q.UI, q.Title, q.Bg = figure.DateOf(a.State.Release.PublishedAt), "", "", "", ""
	if q, err = q.Check(a.Spec); err != nil {
		return
	}
	if p, err = chart.Build(now, a.Spec, q); err == nil && len(p.Differences) > 0 {
		m.Compare = a.Base + "/charts/" + p.Slug + "?" + q.Query(a.Spec)
	}
}
