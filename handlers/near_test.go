package handlers_test

import (
	"testing"

	"megacycle/store/fault"
)

func TestRefusalsLeadToTheNearestState(t *testing.T) {
	for address, want := range map[string]string{
		"/charts/capex-vs-cloud-revenue?view=yoy&scale=log":          "?view=yoy",
		"/charts/aws-revenue?view=share&from=2020Q1":                 "?from=2020Q1",
		"/charts/capex-intensity?def=net&view=annual":                "?view=annual",
		"/charts/big-tech-capex?type=donut&view=yoy&asof=2026-03-17": "?view=yoy&asof=2026-03-17",
		"/charts/aws-revenue?view=yoy&asof=2031-01-01":               "?view=yoy",
		"/charts/aws-revenue?view=yoy&release=99":                    "?view=yoy",
		"/charts/aws-revenue?view=yoy&theme=blue":                    "?view=yoy",
		"/embed/aws-revenue?view=yoy&type=donut":                     "?view=yoy",
		"/charts/aws-revenue?view=sideways":                          "",
	} {
		_, err := shared.ask(t, address)
		if err == nil {
			t.Errorf("%s is answered", address)
			continue
		}
		if got := fault.Near(err); got != want {
			t.Errorf("%s leads to %q, want %q: %v", address, got, want, err)
		}
	}
	for _, address := range []string{"/charts/capex-vs-cloud-revenue?view=yoy", "/charts/big-tech-capex?view=yoy&asof=2026-03-17"} {
		if _, err := shared.ask(t, address); err != nil {
			t.Errorf("the nearest state %s is refused: %v", address, err)
		}
	}
}
