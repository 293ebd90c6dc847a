package web_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"megacycle/web/browse"
)

// TestControlsMoveTheChartWithoutAReload changes a chart's state as a reader
// does: in place, in the address, back and forward, from the keyboard.
func TestControlsMoveTheChartWithoutAReload(t *testing.T) {
	s := start(t)
	b := open(t, browse.View{Width: 1280, Height: 1400})
	b.do(b.Go(s.URL + "/charts/aws-revenue"))
	eval[bool](b, `(() => { window.stayed = true; window.shift = 0; window.moved = [];
		new PerformanceObserver(l => { for (const e of l.getEntries()) if (!e.hadRecentInput) { window.shift += e.value; for (const s of e.sources) window.moved.push(Math.round(e.startTime) + ' ' + (s.node?.className?.baseVal ?? s.node?.className ?? s.node?.nodeName) + ' ' + s.previousRect.y + ' to ' + s.currentRect.y) } }).observe({type: 'layout-shift', buffered: true}); return true })()`)
	words := func() string { return eval[string](b, `document.querySelector('[data-region=shown] b').textContent`) }
	first := words()
	eval[bool](b, `(document.querySelector('[data-plot]').focus(), true)`)
	b.do(b.Until(`document.querySelector('.full svg') !== null`))

	// A segment: the address, the words and the table follow, and the page stays.
	b.do(b.Click(`input[name=view][value=yoy]`), b.Until(`location.search === '?view=yoy'`), b.Until(`document.querySelector('[data-region=shown] b').textContent.includes('%')`))
	b.do(b.Until(`document.querySelector('.full svg') !== null && !document.documentElement.hasAttribute('data-busy')`))
	b.do(b.Click(`input[name=view][value=ttm]`), b.Until(`location.search === '?view=ttm'`))
	b.do(b.Until(`performance.getEntriesByName('chart-change').length >= 2`))
	ttm := words()
	if shift := eval[float64](b, `window.shift`); shift >= 0.01 {
		t.Errorf("the layout shifts by %.3f, want less than 0.01: %s", shift, eval[string](b, `window.moved.join("; ") + " after " + performance.getEntriesByName("chart-change").map(e => Math.round(e.startTime) + "+" + Math.round(e.duration))`))
	}

	// Back, forward and reload give the same states.
	eval[bool](b, `(history.back(), true)`)
	b.do(b.Until(`location.search === '?view=yoy' && document.querySelector('input[name=view][value=yoy]').checked`))
	eval[bool](b, `(history.back(), true)`)
	b.do(b.Until(`location.search === '' && document.querySelector('[data-region=shown] b').textContent === ` + quote(first)))
	eval[bool](b, `(history.go(2), true)`)
	b.do(b.Until(`document.querySelector('[data-region=shown] b').textContent === ` + quote(ttm)))
	if !eval[bool](b, `window.stayed === true`) {
		t.Error("the page was loaded anew")
	}
	b.do(b.Go(s.URL + "/charts/aws-revenue?view=ttm"))
	if got := words(); got != ttm {
		t.Errorf("loaded anew the page says %q, want %q", got, ttm)
	}

	// The time range by keyboard.
	eval[bool](b, `(document.querySelector('[role=slider]').focus(), true)`)
	b.do(b.Press(kb.ArrowRight), b.Until(`location.search.includes('from=2018Q2')`), b.Until(`document.querySelector('[role=slider]').getAttribute('aria-valuetext') === 'Q2 2018'`))
	if !eval[bool](b, `document.activeElement.getAttribute('role') === 'slider'`) {
		t.Error("the handle lost the focus")
	}

	// The points by keyboard, and the card of one.
	b.do(b.Go(s.URL + "/charts/aws-revenue"))
	eval[bool](b, `(document.querySelector('[data-plot]').focus(), true)`)
	b.do(b.Press(kb.End), b.Press(kb.ArrowLeft), b.Until(`document.querySelector('figure [role=status]').textContent.startsWith('Q1 2026')`))
	b.do(b.Press(kb.ArrowDown), b.Until(`document.querySelector('figure [role=status]').textContent.includes('; Q1 2026')`))
	b.do(b.Press(kb.Enter), b.Until(`document.querySelector('.card[data-picked]')?.dataset.period === '2026Q1'`))
	if !strings.Contains(eval[string](b, `document.querySelector('.card').textContent`), "37,587") {
		t.Error("the card does not give the figure")
	}
	b.do(b.Press(kb.Escape), b.Until(`document.activeElement.hasAttribute('data-plot') && document.querySelector('.card').hidden`))

	// Rewind: a day on which something was published, and back.
	eval[bool](b, `(() => { const r = document.querySelector('[data-rewind]'); r.focus(); return true })()`)
	b.do(b.Press(kb.ArrowLeft), b.Until(`location.search.includes('asof=')`), b.Until(`document.querySelector('.statebar') !== null`))
	b.do(b.Click(`.statebar a`), b.Until(`location.search === '' && document.querySelector('.statebar') === null`))

	// The table sorts.
	b.do(b.Click(`[data-table] th:nth-child(2) .sort`))
	if got := eval[string](b, `document.querySelector('[data-table] th:nth-child(2)').getAttribute('aria-sort')`); got != "descending" {
		t.Errorf("the sorted column says %q", got)
	}
	b.quiet(s.URL)
}

func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", `\'`) + "'" }

// BenchmarkControlToGraph reports the time from a control's change to the new
// graph, on loopback, for states that the server has not drawn before. The aim
// is under 100 ms.
func BenchmarkControlToGraph(b *testing.B) {
	s := start(b)
	p := open(b, browse.View{Width: 1280, Height: 1400})
	p.do(p.Go(s.URL + "/charts/aws-revenue"))
	eval[bool](p, `(document.querySelector('[data-plot]').focus(), true)`)
	p.do(p.Until(`document.querySelector('.full svg') !== null`))
	n := 0
	for b.Loop() {
		view := []string{"yoy", "ttm", "qoq", "index", "annual", "value"}[n%6]
		n++
		p.do(p.Click(`input[name=view][value=`+view+`]`), p.Until(`performance.getEntriesByName('chart-change').length === `+strconv.Itoa(n)+` && !document.documentElement.hasAttribute('data-busy')`))
	}
	b.ReportMetric(eval[float64](p, `(() => { const d = performance.getEntriesByName('chart-change').map(e => e.duration).sort((a, b) => a - b); return d[Math.floor(d.length / 2)] })()`), "ms/change")
	b.ReportMetric(0, "ns/op")
}
