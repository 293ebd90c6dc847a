package chart_test

import (
	"testing"

	"megacycle/store/spec"
	"megacycle/views/chart"
)

func BenchmarkBuild(b *testing.B) {
	st := at(b, ledger(b), "")
	for _, slug := range []string{"aws-revenue", "big-tech-capex", "aws-path-to-600b"} {
		sp := definition(b, st, slug)
		b.Run(slug, func(b *testing.B) {
			for b.Loop() {
				if _, err := chart.Build(st, sp, spec.State{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
