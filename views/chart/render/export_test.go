package render

import "context"

// Script runs a script on an engine of the pool, for tests of its limits.
func (e *Engine) Script(ctx context.Context, code string) (string, error) {
	return e.pool.run(ctx, "eval", code)
}

// Hold takes every engine, so that the next drawing has to wait.
func (e *Engine) Hold(ctx context.Context) (release func(), err error) {
	n := cap(e.pool.free)
	for range n {
		vm, err := e.pool.take(ctx)
		if err != nil {
			return nil, err
		}
		if vm != nil {
			_ = vm.Close()
		}
	}
	return func() {
		for range n {
			e.pool.free <- nil
		}
	}, nil
}

// Waiting tells how many drawings wait for an engine.
func (e *Engine) Waiting() int64 { return e.pool.waiting.Load() }
