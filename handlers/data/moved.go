package data

import (
	"context"
	"slices"

	"megacycle/handlers/charts"
	"megacycle/handlers/visit"
	"megacycle/store/figure"
	"megacycle/views/ui"
)

// moved draws how the newest figure of a series that was ever said anew or
// revised moved from day to day; nil when none was.
func (h *Data) moved(ctx context.Context, v *visit.Visit, key string) (*ui.Figure, error) {
	for _, r := range slices.Backward(v.State.Rows(key)) {
		all := v.State.Vintages(key, r.Period)
		other := func(o figure.Row) bool { return o.Mid().IsSet() && !o.Mid().Equal(r.Mid()) }
		if r.Mid().IsSet() && slices.ContainsFunc(all, other) {
			return charts.History(ctx, h.draw, v, key, r.Period)
		}
	}
	return nil, nil
}
