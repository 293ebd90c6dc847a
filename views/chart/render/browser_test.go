package render_test

import (
	"context"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"megacycle/static"
	"megacycle/views/chart"
	"megacycle/views/chart/echarts"
	"megacycle/views/chart/echarts/sample"
	"megacycle/views/chart/render"
)

// stage serves one chart in the form that pages give it, under the strict
// policy, and notes violations of it.
type stage struct {
	*httptest.Server
	mu         sync.Mutex
	violations []string
}

func newStage(t *testing.T, p *chart.Plot, script string) *stage {
	e := engine(t, render.Options{})
	s := &stage{}
	mux := http.NewServeMux()
	mux.HandleFunc("/static/", func(w http.ResponseWriter, r *http.Request) {
		body, _, _, kind, ok := static.Open(r.URL.Path)
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", kind)
		_, _ = w.Write(body)
	})
	mux.HandleFunc("/option", func(w http.ResponseWriter, r *http.Request) {
		width, _ := strconv.Atoi(r.FormValue("width"))
		option, height, err := e.Option(p, width)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"option": json.RawMessage(option), "height": height})
	})
	mux.HandleFunc("/violation", func(_ http.ResponseWriter, r *http.Request) {
		var b [2000]byte
		n, _ := r.Body.Read(b[:])
		s.mu.Lock()
		s.violations = append(s.violations, string(b[:n]))
		s.mu.Unlock()
	})
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; report-uri /violation")
		var b strings.Builder
		fmt.Fprintf(&b, `<!doctype html><html lang="en"><head><title>t</title><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="%s"><link rel="icon" href="data:,"><script type="module" src="%s"></script></head><body><main><figure class="fig" data-chart="%s" data-option="/option?x=1"><ul class="legend">`,
			static.Path("site.css"), static.Path(script), p.Slug)
		for _, pn := range p.Panels {
			for _, m := range pn.Marks {
				fmt.Fprintf(&b, `<li>%s</li>`, html.EscapeString(m.Name))
			}
		}
		b.WriteString(`</ul><div class="plot" data-plot>`)
		for _, width := range render.Widths {
			svg, err := e.SVG(context.Background(), p, width)
			if err != nil {
				t.Error(err)
			}
			fmt.Fprintf(&b, `<div class="w%d">%s</div>`, width, svg)
		}
		fmt.Fprintf(&b, `</div><script type="application/json" data-points>%s</script></figure><p id="after">after</p></main></body></html>`, echarts.Points(p))
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(b.String()))
	})
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

// browser starts Chromium, or says what is missing.
func browser(t *testing.T, width, height int) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("browser tests are long")
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		if path, err = exec.LookPath("google-chrome"); err != nil {
			t.Fatal("no Chromium on this machine: run make browser, or apt-get install chromium")
		}
	}
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Headless, chromedp.DisableGPU, chromedp.WindowSize(width, height),
		chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("no-first-run", true), chromedp.Flag("hide-scrollbars", true))
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 60*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// until waits for an expression to be true.
func until(expression string) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(15*time.Second))(ctx, t)
		if err != nil {
			err = fmt.Errorf("waiting for %s: %w", expression, err)
		}
		return chromedp.Void{}, err
	}
}

// text waits until an expression gives a text that contains want.
func text(want, expression string) chromedp.Action[chromedp.Void] {
	return until(fmt.Sprintf("String(%s).includes(%q)", expression, want))
}

// do runs steps in a tab.
func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// value gives what an action gives.
func value[T any](t *testing.T, ctx context.Context, a chromedp.Action[T]) T {
	t.Helper()
	v, err := chromedp.Run(ctx, a)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

const (
	plot    = `[data-plot]`
	tipText = `(document.querySelector('.tip:not([hidden])') || {textContent: ''}).textContent`
	spoken  = `document.querySelector('[role=status]').textContent`
	box     = `document.querySelector('.plot').getBoundingClientRect()`
	places  = `JSON.stringify([...document.querySelectorAll('.plot, #after, .plot svg[data-slots]')].filter(e => e.getClientRects().length).map(e => { const r = e.getBoundingClientRect(); return [r.x, r.y, r.width, r.height].map(v => Math.round(v * 10) / 10); }))`
)

func TestLightTooltipReadsByKeyboard(t *testing.T) {
	s := newStage(t, sample.Bars(), "chart.js")
	ctx := browser(t, 800, 900)
	do(t, ctx, chromedp.Navigate(s.URL), until(`document.querySelector('.tip') !== null`),
		chromedp.Focus(plot),
		chromedp.KeyEvent(kb.End), text("Q2 2026: AWS revenue, $42.2B", spoken), text("$42.2B", tipText),
		chromedp.KeyEvent(kb.ArrowLeft), text("Q1 2026", spoken),
		chromedp.KeyEvent(kb.Home), text("Q1 2018", tipText),
		chromedp.KeyEvent(kb.Escape), until(`document.querySelector('.tip').hidden`))
	s.quiet(t)
}

func TestLightTooltipReadsByPointer(t *testing.T) {
	s := newStage(t, sample.Lines(), "chart.js")
	ctx := browser(t, 390, 800)
	do(t, ctx, chromedp.Navigate(s.URL), until(`document.querySelector('.tip') !== null`))
	x := value(t, ctx, chromedp.Evaluate[float64](box+`.left + `+box+`.width * 0.5`))
	y := value(t, ctx, chromedp.Evaluate[float64](box+`.top + 100`))
	do(t, ctx, chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, x, y), text("Capital spending", tipText))
	do(t, ctx, chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, 1, 1), until(`document.querySelector('.tip').hidden`))
	s.quiet(t)
}

func TestGraphTakesOverWithoutAJump(t *testing.T) {
	for _, c := range []struct {
		name          string
		p             *chart.Plot
		width, height int
	}{{"bars and growth", sample.Bars(), 800, 900}, {"a phone", sample.Lines(), 390, 844}, {"stack", sample.Stack(), 1200, 900}, {"hostile names", sample.HostileNames(), 800, 900}} {
		t.Run(c.name, func(t *testing.T) {
			s := newStage(t, c.p, "chart.js")
			ctx := browser(t, c.width, c.height)
			do(t, ctx, chromedp.Navigate(s.URL), until(`document.querySelector('.tip') !== null`))
			before := value(t, ctx, chromedp.Evaluate[string](places))
			x := value(t, ctx, chromedp.Evaluate[float64](box+`.left + 20`))
			y := value(t, ctx, chromedp.Evaluate[float64](box+`.top + 100`))
			drawn := value(t, ctx, chromedp.FullScreenshot(100))
			do(t, ctx, chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, x, y),
				until(`[...document.querySelectorAll('svg[data-slots]')].some(e => e.style.opacity === '0')`),
				chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, 1, 1))
			after := value(t, ctx, chromedp.Evaluate[string](places))
			full := value(t, ctx, chromedp.FullScreenshot(100))
			if before != after {
				t.Errorf("things moved:\n%s\n%s", before, after)
			}
			if dir := os.Getenv("SHOTS"); dir != "" {
				name := dir + "/" + strings.ReplaceAll(c.name, " ", "-")
				_ = os.WriteFile(name+"-drawn.png", drawn, 0o644)
				_ = os.WriteFile(name+"-full.png", full, 0o644)
			}
			if d := differing(t, drawn, full); d > 0.004 {
				t.Errorf("%.2f %% of the pixels changed when the graph took over", d*100)
			}
			s.quiet(t)
		})
	}
}

func TestGraphZoomsAndBringsMarksForward(t *testing.T) {
	s := newStage(t, sample.Lines(), "chart.js")
	ctx := browser(t, 800, 900)
	do(t, ctx, chromedp.Navigate(s.URL), until(`document.querySelector('.tip') !== null`))
	x0 := value(t, ctx, chromedp.Evaluate[float64](box+`.left + `+box+`.width * 0.3`))
	x1 := value(t, ctx, chromedp.Evaluate[float64](box+`.left + `+box+`.width * 0.6`))
	y := value(t, ctx, chromedp.Evaluate[float64](box+`.top + 150`))
	lines := `document.querySelectorAll('.full path[stroke="var(--co-amazon)"]').length`
	do(t, ctx,
		chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, x0, y), until(`document.querySelector('.zoom-reset') !== null`),
		chromedp.MouseEvent(input.DispatchMouseEventTypeMousePressed, x0, y, chromedp.ButtonLeft, chromedp.ClickCount(1)),
		chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, x0+30, y, chromedp.ButtonLeft),
		chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, x1, y, chromedp.ButtonLeft),
		chromedp.MouseEvent(input.DispatchMouseEventTypeMouseReleased, x1, y, chromedp.ButtonLeft, chromedp.ClickCount(1)),
		until(`!document.querySelector('.zoom-reset').hidden`))
	if dir := os.Getenv("SHOTS"); dir != "" {
		_ = os.WriteFile(dir+"/zoomed.png", value(t, ctx, chromedp.FullScreenshot(100)), 0o644)
	}
	do(t, ctx,
		chromedp.Focus(plot), chromedp.KeyEvent(kb.End), text("202", spoken),
		until(`!`+spoken+`.includes('Q2 2026')`), // the end of the window, not of the data
		chromedp.Click(".zoom-reset"), until(`document.querySelector('.zoom-reset').hidden`), until(lines+` > 0`),
		// A click brings a mark forward; Shift and Enter show it alone, and again all.
		chromedp.Click(".legend li"), text("true", `document.querySelector('.legend li').getAttribute('aria-pressed')`),
		chromedp.Click(".legend li"), text("false", `document.querySelector('.legend li').getAttribute('aria-pressed')`),
		until(`(document.querySelector('.legend li:nth-child(1)').dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', shiftKey: true, bubbles: true})), true)`), until(lines+` === 0 || document.querySelector('.legend li:nth-child(1)').getAttribute('aria-pressed') === 'true'`))
	s.quiet(t)
}

// quiet complains about violations of the policy.
func (s *stage) quiet(t *testing.T) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, v := range s.violations {
		t.Errorf("the policy was violated: %s", v)
	}
}
