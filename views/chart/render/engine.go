package render

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"megacycle/static"
	"megacycle/store/fault"
	"megacycle/views/chart"
	"megacycle/views/chart/echarts"
)

// Widths are the widths in pixels at which a plot is drawn for pages.
var Widths = []int{360, 720, 1080}

// ErrBusy is the error when the queue for an engine is full.
var ErrBusy = fault.New(fault.Busy, "the server is drawing as many charts as it can; try again in a few seconds")

// Keeper keeps drawings across restarts. A nil Keeper keeps nothing.
type Keeper interface {
	LoadRender(ctx context.Context, key string) ([]byte, bool, error)
	SaveRender(ctx context.Context, key string, body []byte) error
}

// Options of an Engine. The zero value is usable.
type Options struct {
	Engines    int           // JavaScript engines, 20 to 40 MB each; 0 means 2
	Painters   int           // PNG images made at a time; 0 means 2
	Queue      int           // drawings that may wait for an engine; 0 means 64
	Timeout    time.Duration // of one drawing; 0 means 5 s
	MemoryMB   int           // of one JavaScript engine; 0 means 192
	CacheBytes int           // of drawings held in memory; 0 means 48 MB
	Keeper     Keeper
	Log        *slog.Logger // nil discards
}

// Engine draws plots. It is safe for concurrent use.
type Engine struct {
	opt    Options
	log    *slog.Logger
	pool   *pool
	paint  *painter
	memory *memory
	flight singleflight.Group
	build  string // hash of what drawings are made with
}

// version is raised when this package draws the same option differently.
const version = "1"

// New makes an engine. Nothing is loaded before the first drawing or Warm.
func New(o Options) *Engine {
	def := func(v *int, d int) {
		if *v <= 0 {
			*v = d
		}
	}
	def(&o.Engines, 2)
	def(&o.Painters, 2)
	def(&o.Queue, 64)
	def(&o.MemoryMB, 192)
	def(&o.CacheBytes, 48<<20)
	if o.Timeout <= 0 {
		o.Timeout = 5 * time.Second
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	e := &Engine{opt: o, log: o.Log, memory: newMemory(o.CacheBytes)}
	e.pool = newPool(o.Engines, o.Queue, o.Timeout, uintptr(o.MemoryMB)<<20)
	e.paint = newPainter(o.Painters, o.Queue, o.Timeout*2)
	return e
}

// Close frees the engines. Drawings under way fail.
func (e *Engine) Close() {
	e.pool.close()
	e.paint.close()
}

// Warm loads the engines, so that the first reader does not wait for them. It
// returns when they are loaded or the context ends; call it in the background.
func (e *Engine) Warm(ctx context.Context) error {
	if err := e.pool.warm(ctx); err != nil {
		return err
	}
	return e.paint.warm(ctx)
}

// fingerprint is the hash of the bundle and the fonts, made once.
var fingerprint = sync.OnceValue(func() string {
	h := sha256.New()
	h.Write(static.Source("echarts-server.js"))
	h.Write(static.Source("arimo.json"))
	return hex.EncodeToString(h.Sum(nil))[:16]
})

// key names a drawing by everything that it is made from.
func key(kind string, parts ...string) string {
	h := sha256.New()
	for _, s := range append([]string{kind, version, fingerprint()}, parts...) {
		fmt.Fprintf(h, "%d:", len(s))
		_, _ = io.WriteString(h, s)
	}
	return kind + "-" + hex.EncodeToString(h.Sum(nil))[:40]
}

// once gives the drawing of a key: from memory, from the keeper, or made now.
// Callers with the same key share one making; it goes on when a caller leaves.
func (e *Engine) once(ctx context.Context, k string, keep bool, make func(context.Context) ([]byte, error)) ([]byte, error) {
	if b, ok := e.memory.load(k); ok {
		return b, nil
	}
	done := e.flight.DoChan(k, func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 4*e.opt.Timeout)
		defer cancel()
		if e.opt.Keeper != nil && keep {
			if b, ok, err := e.opt.Keeper.LoadRender(ctx, k); err != nil {
				e.log.Warn("kept drawing cannot be read", "key", k, "err", err)
			} else if ok {
				e.memory.save(k, b)
				return b, nil
			}
		}
		b, err := make(ctx)
		if err != nil {
			return nil, err
		}
		e.memory.save(k, b)
		if e.opt.Keeper != nil && keep {
			if err := e.opt.Keeper.SaveRender(ctx, k, b); err != nil {
				e.log.Warn("drawing cannot be kept", "key", k, "err", err)
			}
		}
		return b, nil
	})
	select {
	case r := <-done:
		if r.Err != nil {
			return nil, r.Err
		}
		return r.Val.([]byte), nil
	case <-ctx.Done():
		return nil, fault.Wrap(fault.Busy, ctx.Err(), "the drawing was not ready in time")
	}
}

// SVG draws p for a width in pixels as an element to stand inside a page: no
// styles, no scripts, colours as CSS custom properties, the same bytes each
// time. Errors: fault.Busy when too many wait, fault.Internal when it cannot be
// drawn.
func (e *Engine) SVG(ctx context.Context, p *chart.Plot, width int) (string, error) {
	g, err := echarts.Draw(p, echarts.Style{WidthPx: width, Colours: echarts.Themed})
	if err != nil {
		return "", err
	}
	f := frameText{ID: elementID(p.Slug, g.WidthPx), Title: p.Name, Desc: p.Alt}
	b, err := e.svg(ctx, g, f)
	return string(b), err
}

// svg draws a graph and cleans it.
func (e *Engine) svg(ctx context.Context, g echarts.Graph, f frameText) ([]byte, error) {
	k := key("svg", string(g.Option), fmt.Sprint(g.WidthPx, "x", g.HeightPx), f.ID, f.Title, f.Desc)
	return e.once(ctx, k, true, func(ctx context.Context) ([]byte, error) {
		raw, err := e.pool.render(ctx, g)
		if err != nil {
			return nil, err
		}
		b, err := clean(raw, g, f)
		if err != nil {
			return nil, fault.Wrap(fault.Internal, err, "the drawing of %s cannot be cleaned", f.ID)
		}
		return b, nil
	})
}

// Option gives the option for the interactive graph of a width in pixels, with
// colours as CSS custom properties, and the height that belongs to it.
func (e *Engine) Option(p *chart.Plot, width int) (option []byte, heightPx int, err error) {
	g, err := echarts.Draw(p, echarts.Style{WidthPx: width, Colours: echarts.Themed, Browser: true})
	return g.Option, g.HeightPx, err
}

// elementID is the beginning of every id in a drawing: a page holds several
// charts, each in several widths.
func elementID(slug string, width int) string {
	clean := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return -1
	}, slug)
	if clean == "" {
		clean = "chart"
	}
	if len(clean) > 60 {
		clean = clean[:60]
	}
	return fmt.Sprintf("%s-%d", clean, width)
}
