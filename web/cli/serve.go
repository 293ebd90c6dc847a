package cli

import (
	"fmt"
	"net"
	"path/filepath"

	"megacycle/store"
	"megacycle/store/seed"
	"megacycle/views/chart/render"
	"megacycle/web"
)

// serveCmd serves the site.
type serveCmd struct{}

// Run opens or makes the database, loads our figures into an empty one, and
// serves until it is told to stop.
func (serveCmd) Run(e *env) error {
	l, err := new(net.ListenConfig).Listen(e.ctx, "tcp", e.opt.Listen)
	if err != nil {
		return usage("--listen: cannot serve on %s: %v; choose another address with --listen", e.opt.Listen, err)
	}
	defer l.Close() // closed twice when all went well, which does no harm
	st, err := store.Open(e.ctx, e.opt.DB, store.Options{Now: e.now, Log: e.log})
	if err != nil {
		return err
	}
	defer func() {
		if err := st.Close(); err != nil {
			e.log.Error("closing the database failed", "error", err)
		}
	}()
	if st.Ledger().Current() == 0 && !e.opt.Empty {
		if err := load(e, st); err != nil {
			return err
		}
	}
	base := e.opt.Base(l.Addr())
	engine := render.New(render.Options{Keeper: st, Log: e.log})
	defer engine.Close()
	srv, err := web.New(e.opt, web.Deps{Store: st, Engine: engine, Log: e.log, Now: e.now, Base: base})
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "Megacycle serves %s\n", base)
	token, ok, err := st.SetupToken(e.ctx)
	if err != nil && e.ctx.Err() == nil { // else it was told to stop while starting
		return err
	}
	if ok {
		fmt.Fprintf(e.out, "No editor exists yet. Set up the first one, once, at\n  %s/edit/set-up/%s\n", base, token)
	}
	return srv.Serve(e.ctx, l)
}

// load fills an empty database with the figures that come with the program.
func load(e *env, st *store.Store) error {
	changes, err := seed.Load()
	if err != nil {
		return err
	}
	start := e.now()
	rel, err := st.Seed(e.ctx, "The initial figures", "The figures, sources, events and statements that come with the program.", changes)
	if err != nil {
		return err
	}
	e.log.Info("initial figures loaded", "database", filepath.Base(e.opt.DB), "release", rel.N, "changes", len(changes), "took", e.now().Sub(start).Round(1e6))
	return nil
}
