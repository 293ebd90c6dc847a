package web_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"megacycle/web/browse"
)

// TestPagesReflow opens every kind of page at 320 px, which is also 1280 px at
// 400 % (WCAG 2.2, 1.4.10), and looks at it with text twice as large, at 640 px
// (1280 px at 200 %) and with the reader's own colours: nothing may scroll
// sideways but what scrolls in its own frame, such as a wide table.
func TestPagesReflow(t *testing.T) {
	s := start(t)
	public, desk := everyPage(t, s)
	b, err := browse.Start(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	all, cookie := append(public, desk...), s.signIn(t)
	var wg sync.WaitGroup
	for part := range 2 { // two pages at a time
		p, err := b.Open(browse.View{Width: 320, Height: 800, Cookie: cookie, CookieURL: s.URL})
		if err != nil {
			t.Fatal(err)
		}
		wg.Go(func() {
			defer p.Close()
			for i := part; i < len(all); i += 2 {
				wide, err := tooWide(p, s.URL+all[i])
				if err != nil {
					t.Errorf("%s: %v", all[i], err)
				}
				for _, w := range wide {
					t.Errorf("%s %s", all[i], w)
				}
			}
		})
	}
	wg.Wait()
}

// tooWide opens a page and says how it scrolls sideways.
func tooWide(p *browse.Tab, address string) (out []string, err error) {
	const over = `(() => { const d = document.documentElement, w = d.clientWidth, n = d.scrollWidth - w;
		if (n <= 0) return '';
		const who = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > w + 0.5 && e.getClientRects().length && !e.closest('.vh')).slice(0, 3);
		return n + ' px too wide: ' + who.map(e => e.tagName.toLowerCase() + (e.getAttribute('class') ? '.' + e.getAttribute('class') : '')).join(', ') })()`
	if err := p.Look(browse.View{Width: 320, Height: 800}, browse.Medium{}); err != nil {
		return nil, err
	}
	if err := p.Go(address); err != nil {
		return nil, err
	}
	for _, look := range []struct {
		name   string
		width  int64
		medium browse.Medium
		zoom   string
	}{
		{"at 320 px", 320, browse.Medium{}, ""},
		{"at 320 px in forced colours", 320, browse.Medium{ForcedColours: true, LessMotion: true}, ""},
		{"at 640 px", 640, browse.Medium{}, ""},
		{"at 1280 px with text of 200 %", 1280, browse.Medium{}, "200%"},
	} {
		if err := p.Look(browse.View{Width: look.width, Height: 800}, look.medium); err != nil {
			return nil, err
		}
		wide, err := browse.Eval[string](p, `document.documentElement.style.fontSize = '`+look.zoom+`';`+over)
		if err != nil {
			return nil, err
		}
		if wide != "" {
			out = append(out, look.name+" is "+wide)
		}
	}
	return out, nil
}

// TestChartIsWalkedByKeyboard reads a chart without a pointer, on a page and in
// an embed: Tab stops at it once, the cursor keys walk its points, Home and End
// lead to the first and the last, Escape dismisses, and each step is announced.
func TestChartIsWalkedByKeyboard(t *testing.T) {
	s := start(t)
	b := open(t, browse.View{Width: 1280, Height: 900})
	for path, value := range map[string]string{"/": "$148.4B", "/embed/aws-revenue": "$42.2B"} {
		b.do(b.Go(s.URL+path), b.Until(`document.querySelector('[data-plot][tabindex="0"]') !== null`))
		// Tab through the whole page and note each stop.
		stops := 0
		b.do(focusOn(b, `document.body`))
		for range 120 {
			b.do(b.Press(browse.Tabulator))
			at := eval[string](b, `(() => { const e = document.activeElement; return e === document.body || !e ? '' : e.matches('[data-plot]') ? 'chart' : e.closest('[data-plot]') ? 'inside' : 'other' })()`)
			if at == "" {
				break
			}
			if at == "inside" {
				t.Errorf("%s: a stop inside of the chart: %s", path, eval[string](b, `document.activeElement.outerHTML.slice(0, 200)`))
			}
			if at == "chart" {
				stops++
			}
		}
		if charts := eval[int](b, `[...document.querySelectorAll('[data-plot]')].filter(e => e.getClientRects().length).length`); stops != charts || charts == 0 {
			t.Errorf("%s: %d stops at %d charts", path, stops, charts)
		}
		b.do(focusOn(b, `document.querySelector('[data-plot]')`))
		said := func() string {
			return eval[string](b, `[...document.activeElement.closest('[data-chart]').querySelectorAll('[role=status]')].map(e => e.textContent.trim()).filter(Boolean).join(' ')`)
		}
		saidNext := func(key, before string) string {
			t.Helper()
			b.do(b.Press(key))
			for limit, n := time.Now().Add(15*time.Second), 1; time.Now().Before(limit); n++ {
				if now := said(); now != before && now != "" {
					return now
				}
				if before == "" && n%20 == 0 { // an embed fetches what speaks when it is first reached for
					b.do(b.Press(key))
				}
			}
			return said()
		}
		last := saidNext(browse.End, "")
		if !strings.Contains(last, "Q2 2026") || !strings.Contains(last, value) {
			t.Errorf("%s: End says %q, want Q2 2026 and %s", path, last, value)
		}
		if ring := eval[string](b, `getComputedStyle(document.activeElement).outlineStyle`); ring == "none" {
			t.Errorf("%s: the chart does not show that it has the focus", path)
		}
		before := saidNext(browse.Left, last)
		if !strings.Contains(before, "Q1 2026") {
			t.Errorf("%s: one to the left says %q, want Q1 2026", path, before)
		}
		first := saidNext(browse.Home, before)
		if strings.Contains(first, "2026") || first == before {
			t.Errorf("%s: Home says %q", path, first)
		}
		next := saidNext(browse.Right, first)
		if next == first {
			t.Errorf("%s: one to the right says %q again", path, next)
		}
		if live := eval[string](b, `[...document.activeElement.closest('[data-chart]').querySelectorAll('[role=status]')].map(e => e.getAttribute('aria-live') ?? 'polite').join()`); strings.Contains(live, "assertive") || live == "" {
			t.Errorf("%s: announced as %q, want politely", path, live)
		}
		b.do(b.Press(browse.Escape), b.Until(`[...document.querySelectorAll('.tip')].every(e => e.hidden)`))
		if at := eval[bool](b, `document.activeElement.matches('[data-plot]')`); !at {
			t.Errorf("%s: Escape took the focus away from the chart", path)
		}
	}
	b.quiet(s.URL)
}

// focusOn puts the focus on an element.
func focusOn(b *tab, element string) error {
	_, err := browse.Eval[bool](b.Tab, `(() => { const e = `+element+`; document.activeElement?.blur(); e.focus(); e.scrollIntoView({block: 'center'}); return true })()`)
	return err
}
