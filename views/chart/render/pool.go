package render

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"modernc.org/quickjs"

	"megacycle/static"
	"megacycle/store/fault"
	"megacycle/views/chart/echarts"
)

// pool hands out JavaScript engines. A nil place stands for one that is not
// loaded yet.
type pool struct {
	free    chan *quickjs.VM
	queue   int64
	waiting atomic.Int64
	timeout time.Duration
	memory  uintptr

	compile  sync.Once
	bytecode []byte
	failed   error
}

func newPool(n, queue int, timeout time.Duration, memory uintptr) *pool {
	p := &pool{free: make(chan *quickjs.VM, n), queue: int64(queue), timeout: timeout, memory: memory}
	for range n {
		p.free <- nil
	}
	return p
}

// take waits for an engine. ErrBusy when too many wait already.
func (p *pool) take(ctx context.Context) (*quickjs.VM, error) {
	select {
	case vm := <-p.free:
		return vm, nil
	default:
	}
	if p.waiting.Add(1) > p.queue {
		p.waiting.Add(-1)
		return nil, ErrBusy
	}
	defer p.waiting.Add(-1)
	select {
	case vm := <-p.free:
		return vm, nil
	case <-ctx.Done():
		return nil, fault.Wrap(fault.Busy, ctx.Err(), "the drawing was not ready in time")
	}
}

// load makes an engine and loads the bundle, compiled once per process.
func (p *pool) load() (*quickjs.VM, error) {
	vm, err := quickjs.NewVM()
	if err != nil {
		return nil, err
	}
	vm.SetMemoryLimit(p.memory)
	p.compile.Do(func() {
		p.bytecode, p.failed = vm.Compile(string(static.Source("echarts-server.js")), quickjs.EvalGlobal)
	})
	err = p.failed
	if err == nil {
		_, err = vm.EvalBytecode(p.bytecode)
	}
	if err == nil {
		err = vm.SetEvalTimeout(p.timeout)
	}
	if err != nil {
		_ = vm.Close()
		return nil, fmt.Errorf("loading the drawing engine: %w", err)
	}
	return vm, nil
}

// warm loads every engine that is free and not loaded.
func (p *pool) warm(ctx context.Context) error {
	var held []*quickjs.VM
	defer func() {
		for _, vm := range held {
			p.free <- vm
		}
	}()
	for range cap(p.free) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		select {
		case vm := <-p.free:
			if vm == nil {
				var err error
				if vm, err = p.load(); err != nil {
					p.free <- nil
					return err
				}
			}
			if len(held) == 0 {
				_, _ = call(vm, "megacycleRender", `{"series":[]}`, 100, 100) // touch the code once
			}
			held = append(held, vm)
		default:
		}
	}
	return nil
}

func (p *pool) close() {
	for range cap(p.free) {
		select {
		case vm := <-p.free:
			if vm != nil {
				_ = vm.Close()
			}
		default:
		}
	}
}

// render draws one graph as raw SVG.
func (p *pool) render(ctx context.Context, g echarts.Graph) (string, error) {
	return p.run(ctx, "megacycleRender", string(g.Option), g.WidthPx, g.HeightPx)
}

// run calls a function of the bundle on a free engine. An engine that failed,
// ran out of time or of memory is thrown away.
func (p *pool) run(ctx context.Context, function string, args ...any) (string, error) {
	vm, err := p.take(ctx)
	if err != nil {
		return "", err
	}
	defer func() { p.free <- vm }()
	if vm == nil {
		if vm, err = p.load(); err != nil {
			vm = nil
			return "", fault.Wrap(fault.Internal, err, "charts cannot be drawn")
		}
	}
	out, err := call(vm, function, args...)
	if err != nil {
		_ = vm.Close()
		vm = nil
		return "", fault.Wrap(fault.Internal, err, "the chart cannot be drawn")
	}
	return out, nil
}

// call calls a function that gives text.
func call(vm *quickjs.VM, function string, args ...any) (string, error) {
	v, err := vm.Call(function, args...)
	if err != nil {
		return "", err
	}
	s, ok := v.(string)
	if !ok {
		return "", fmt.Errorf("%s gave %T", function, v)
	}
	return s, nil
}
