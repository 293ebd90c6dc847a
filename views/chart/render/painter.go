package render

import (
	"context"
	"encoding/json"
	"sync"
	"sync/atomic"
	"time"

	"github.com/tetratelabs/wazero"

	"megacycle/static"
	"megacycle/store/fault"
)

// painter turns SVG into PNG with resvg. The module is compiled once; each image
// is made in an instance of its own, so nothing is left over from the last one.
type painter struct {
	places  chan struct{}
	queue   int64
	waiting atomic.Int64
	timeout time.Duration

	mu     sync.Mutex
	rt     wazero.Runtime
	module wazero.CompiledModule
}

func newPainter(n, queue int, timeout time.Duration) *painter {
	return &painter{places: make(chan struct{}, n), queue: int64(queue), timeout: timeout}
}

// memoryPages bounds one instance: 64 KiB each, 256 MB in all.
const memoryPages = 4096

// warm compiles the module unless that is done: about a second, once.
func (p *painter) warm(context.Context) error {
	_, _, err := p.compiled()
	return err
}

func (p *painter) compiled() (wazero.Runtime, wazero.CompiledModule, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.module != nil {
		return p.rt, p.module, nil
	}
	ctx := context.Background() // compiling is for all callers; it ends by itself
	rt := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfig().WithMemoryLimitPages(memoryPages))
	if err := imports(ctx, rt); err != nil {
		_ = rt.Close(ctx)
		return nil, nil, err
	}
	m, err := rt.CompileModule(ctx, static.Source("resvg.wasm"))
	if err != nil {
		_ = rt.Close(ctx)
		return nil, nil, err
	}
	p.rt, p.module = rt, m
	return rt, m, nil
}

func (p *painter) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.rt != nil {
		_ = p.rt.Close(context.Background())
		p.rt, p.module = nil, nil
	}
}

// png paints svg at a width in pixels. fault.Busy when too many wait.
func (p *painter) png(ctx context.Context, svg []byte, widthPx int) ([]byte, error) {
	select {
	case p.places <- struct{}{}:
	default:
		if p.waiting.Add(1) > p.queue {
			p.waiting.Add(-1)
			return nil, ErrBusy
		}
		select {
		case p.places <- struct{}{}:
			p.waiting.Add(-1)
		case <-ctx.Done():
			p.waiting.Add(-1)
			return nil, fault.Wrap(fault.Busy, ctx.Err(), "the image was not ready in time")
		}
	}
	// resvg cannot be stopped midway (checks inside its code make it six times
	// slower), so a caller who has waited long enough leaves it: the work ends by
	// itself, as what it paints is bounded, and gives its place back then.
	type result struct {
		png []byte
		err error
	}
	done := make(chan result, 1)
	go func() {
		defer func() { <-p.places }()
		png, err := p.run(context.WithoutCancel(ctx), svg, widthPx)
		done <- result{png, err}
	}()
	limit := time.NewTimer(p.timeout)
	defer limit.Stop()
	select {
	case r := <-done:
		return r.png, r.err
	case <-ctx.Done():
		return nil, fault.Wrap(fault.Busy, ctx.Err(), "the image was not ready in time")
	case <-limit.C:
		return nil, fault.New(fault.Busy, "the image was not ready in time")
	}
}

// run paints in an instance of its own.
func (p *painter) run(ctx context.Context, svg []byte, widthPx int) ([]byte, error) {
	rt, module, err := p.compiled()
	if err != nil {
		return nil, fault.Wrap(fault.Internal, err, "images cannot be made")
	}
	options, err := json.Marshal(map[string]any{
		"fitTo": map[string]any{"mode": "width", "value": widthPx},
		"font":  map[string]any{"loadSystemFonts": false, "defaultFontFamily": "Arimo", "sansSerifFamily": "Arimo"},
	})
	if err != nil {
		return nil, err
	}
	inst, err := rt.InstantiateModule(ctx, module, wazero.NewModuleConfig().WithName(""))
	if err != nil {
		return nil, fault.Wrap(fault.Internal, err, "the image cannot be made")
	}
	defer func() { _ = inst.Close(ctx) }()
	png, err := paint(ctx, inst, string(svg), options, static.Fonts())
	if err != nil {
		return nil, fault.Wrap(fault.Internal, err, "the image cannot be made")
	}
	return png, nil
}
