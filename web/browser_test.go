package web_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"megacycle/web/browse"
)

// tab is one browser page under test.
type tab struct {
	*browse.Tab
	t testing.TB
}

// open starts a fresh browser with an empty profile. Without a browser the suite
// fails, as the page was then not seen by anybody.
func open(t testing.TB, v browse.View) *tab {
	t.Helper()
	b, err := browse.Start(context.Background(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	p, err := b.Open(v)
	if err != nil {
		t.Fatal(err)
	}
	return &tab{p, t}
}

// do fails the test when a step failed.
func (b *tab) do(errs ...error) {
	b.t.Helper()
	for _, err := range errs {
		if err != nil {
			b.t.Fatal(err)
		}
	}
}

// eval gives the result of an expression.
func eval[T any](b *tab, expr string) T {
	b.t.Helper()
	v, err := browse.Eval[T](b.Tab, expr)
	b.do(err)
	return v
}

// quiet fails when the page complained or asked another host for anything.
func (b *tab) quiet(base string) {
	b.t.Helper()
	for _, c := range b.Complaints(base) {
		b.t.Error(c)
	}
}

var chartSlugs = []string{"aws-revenue", "cloud-market-share", "big-tech-capex", "aws-path-to-600b", "amazon-free-cash-flow"}

// visibleChart is true when exactly one drawn chart of the figure takes room.
const visibleChart = `[...document.querySelectorAll('[data-chart] svg[role="img"]')].filter(s => { const r = s.getBoundingClientRect(); return r.width > 200 && r.height > 120 }).length`

func TestChartStandsWithoutJavaScript(t *testing.T) {
	s := start(t)
	for _, width := range []int64{390, 1280} {
		b := open(t, browse.View{Width: width, Height: 900, NoScript: true})
		for _, slug := range chartSlugs {
			for _, path := range []string{"/charts/", "/embed/"} {
				b.do(b.Go(s.URL + path + slug))
				if n := eval[int](b, visibleChart); n != 1 {
					t.Errorf("%s%s at %d px: %d charts are visible, want 1", path, slug, width, n)
				}
				if over := eval[int](b, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
					t.Errorf("%s%s at %d px scrolls sideways by %d px", path, slug, width, over)
				}
			}
		}
		b.quiet(s.URL)
	}
}

func TestNoViolationAndNoThirdPartyAnywhere(t *testing.T) {
	s := start(t)
	b := open(t, browse.View{Width: 1280, Height: 900})
	for _, path := range []string{"/", "/charts", "/charts/aws-revenue", "/charts/aws-revenue?view=yoy&asof=2026-03-17", "/charts/cloud-market-share", "/charts/big-tech-capex",
		"/charts/aws-path-to-600b", "/charts/amazon-free-cash-flow", "/embed/aws-revenue", "/embed/big-tech-capex?theme=dark", "/releases", "/releases/1", "/data",
		"/data/amazon.aws.revenue", "/fact-check", "/about", "/edit"} {
		b.do(b.Go(s.URL + path))
		if over := eval[int](b, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
			t.Errorf("%s scrolls sideways by %d px", path, over)
		}
	}
	b.quiet(s.URL)
	cookies := eval[string](b, `document.cookie`)
	if cookies != "" {
		t.Errorf("public pages set cookies: %s", cookies)
	}
}

// TestGraphTakesOverWithoutAJump reaches for the chart as a reader does: the
// drawn chart must be replaced by the graph in the same place, and hovering must
// show the figure that the table shows.
func TestGraphTakesOverWithoutAJump(t *testing.T) {
	s := start(t)
	b := open(t, browse.View{Width: 1280, Height: 1000})
	b.do(b.Go(s.URL + "/charts/aws-revenue"))
	rect := `(() => { const r = document.querySelector('[data-plot]').getBoundingClientRect(); return [r.x, r.y, r.width, r.height].map(Math.round).join() })()`
	before := eval[string](b, rect)
	bundles := func() (n int) {
		for _, r := range b.Requests() {
			if strings.Contains(r, "echarts") {
				n++
			}
		}
		return n
	}
	if bundles() != 0 {
		t.Error("the big bundle was loaded before anybody reached for the chart")
	}
	pos := eval[[]float64](b, `(() => { const r = document.querySelector('[data-plot]').getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2] })()`)
	b.do(b.Point(pos[0], pos[1]))
	b.do(b.Until(`document.querySelector('[data-plot] canvas, [data-plot] [_echarts_instance_]') !== null`))
	if after := eval[string](b, rect); after != before {
		t.Errorf("the chart jumped: %s before, %s after", before, after)
	}
	if bundles() == 0 {
		t.Error("the graph appeared without its bundle being asked for")
	}
	b.quiet(s.URL)
}

func TestHoverShowsTheRightValue(t *testing.T) {
	s := start(t)
	for _, path := range []string{"/charts/aws-revenue?from=2024Q1", "/embed/aws-revenue?from=2024Q1"} {
		b := open(t, browse.View{Width: 900, Height: 900})
		b.do(b.Go(s.URL + path))
		points := eval[[]float64](b, `(() => { const svg = [...document.querySelectorAll('[data-plot] svg')].find(s => s.getBoundingClientRect().width > 0);
			const r = svg.getBoundingClientRect(), vb = svg.viewBox.baseVal, d = svg.dataset;
			const x1 = +d.x1 * r.width / vb.width;
			return [r.x + x1 - 6, r.y + r.height / 4] })()`)
		b.do(b.Point(points[0]-30, points[1]), b.Point(points[0], points[1]))
		b.do(b.Until(`[...document.querySelectorAll('[data-plot] [role=status], [data-plot] output, [data-tip], .tip')].some(e => e.textContent.includes('$42.2B'))`))
		tips := eval[[]string](b, `[...document.querySelectorAll('[data-plot] [role=status], [data-plot] output, [data-tip], .tip')].map(e => e.textContent)`)
		if !slices.ContainsFunc(tips, func(x string) bool { return strings.Contains(x, "Q2 2026") && strings.Contains(x, "$42.2B") }) {
			t.Errorf("%s: the tooltip over the last quarter says %q, want Q2 2026 and $42.2B", path, tips)
		}
	}
}
