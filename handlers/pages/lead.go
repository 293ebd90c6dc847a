package pages

import (
	"megacycle/handlers/visit"
	"megacycle/views/chart"
	"megacycle/views/page"
)

// lead fills headline and key figures.
func (h *Pages) lead(v *visit.Visit, m *page.Home) error {
	for _, x := range chart.MissingOf(v.State, "amazon") {
		m.Late = append(m.Late, x.Text+".")
	}
	return nil
}
