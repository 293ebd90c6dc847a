package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"megacycle/handlers"
	"megacycle/store"
	"megacycle/store/figure"
	"megacycle/store/spec"
	"megacycle/views/chart/render"
	"megacycle/web/config"
)

const (
	drainTime    = 10 * time.Second       // for requests under way at shutdown
	refreshEvery = 500 * time.Millisecond // how soon another process's release is seen: within a second
)

// Server is the running site.
type Server struct {
	opt        config.Options
	store      *store.Store
	engine     *render.Engine
	log        *slog.Logger
	now        func() time.Time
	base       string // public address without a trailing slash
	hub        *hub
	gen        atomic.Pointer[generation]
	turns      chan struct{} // for making answers, see ask
	lastResort *handlers.Answer
	draining   atomic.Bool
	handler    http.Handler
	lazy       bool
	names      []string // parameters that single addresses read beside spec.Names
}

// Deps are the parts that the server is wired from.
type Deps struct {
	Store  *store.Store
	Engine *render.Engine
	Log    *slog.Logger
	Now    func() time.Time // UTC clock
	Base   string           // public address without a trailing slash
	Lazy   bool             // prepare no page before it is asked for
}

// New wires a server. It neither listens nor starts anything.
func New(opt config.Options, d Deps) (*Server, error) {
	s := &Server{opt: opt, store: d.Store, engine: d.Engine, log: d.Log, now: d.Now, base: d.Base, lazy: d.Lazy, hub: newHub(), turns: make(chan struct{}, asked)}
	h, err := s.routes()
	if err != nil {
		return nil, fmt.Errorf("routes: %w", err)
	}
	s.handler = h
	return s, nil
}

// Ledger gives everything released; see handlers.Site.
func (s *Server) Ledger() *figure.Ledger { return s.store.Ledger() }

// Today gives the UTC day.
func (s *Server) Today() figure.Date { return figure.DateOf(s.now()) }

// Now gives the present instant in UTC.
func (s *Server) Now() time.Time { return s.now().UTC() }

// BaseURL gives the public address without a trailing slash.
func (s *Server) BaseURL() string { return s.base }

// Handler gives the whole site, for tests and benchmarks as for Serve.
func (s *Server) Handler() http.Handler { return s.handler }

// Parameters lists every parameter that some public address reads; a cache in
// front may drop all others, see docs/cdn.md.
func (s *Server) Parameters() []string {
	all := append(slices.Clone(spec.Names), s.names...)
	slices.Sort(all)
	return slices.Compact(all)
}

// generation gives the memory of the current release and day.
func (s *Server) generation() *generation {
	release, day := s.store.Ledger().Current(), s.now().Unix()/86400
	g := s.gen.Load()
	if g != nil && g.release == release && g.day == day {
		return g
	}
	fresh := newGeneration(release, day)
	if s.gen.CompareAndSwap(g, fresh) {
		return fresh
	}
	return s.gen.Load()
}

// Serve answers on l until ctx ends, then lets requests under way finish for
// up to ten seconds.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	srv := &http.Server{
		Handler: s.handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second,
		WriteTimeout: 60 * time.Second, IdleTimeout: 60 * time.Second, MaxHeaderBytes: 16 << 10,
		ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	var wg sync.WaitGroup
	wg.Go(func() { s.follow(work) })
	wg.Go(func() { s.poll(work) })
	wg.Go(func() { s.engine.Warm(work); s.warm(work) })
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	var err error
	select {
	case err = <-failed:
	case <-ctx.Done():
		s.log.Info("shutting down", "grace", drainTime)
		s.draining.Store(true)
		s.hub.close()
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
		err = srv.Shutdown(grace)
		cancel()
		<-failed
	}
	stop()
	wg.Wait()
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return err
}

// follow passes publications on to open pages, and draws what they will ask for.
func (s *Server) follow(ctx context.Context) {
	releases, cancel := s.store.Subscribe()
	defer cancel()
	for {
		select {
		case <-ctx.Done():
			return
		case n, ok := <-releases:
			if !ok {
				return
			}
			s.log.Info("release is live", "release", n)
			s.hub.tell(n)
			s.warm(ctx)
		}
	}
}

// poll looks for releases that another process published.
func (s *Server) poll(ctx context.Context) {
	tick := time.NewTicker(refreshEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if _, err := s.store.Refresh(ctx); err != nil && ctx.Err() == nil {
				s.log.Warn("looking for new releases failed", "error", err)
			}
		}
	}
}

// warm asks for the pages that readers meet first, so that their charts are
// drawn before anybody waits for them.
func (s *Server) warm(ctx context.Context) {
	for _, path := range s.first() {
		if ctx.Err() != nil || s.lazy {
			return
		}
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, path, nil)
		if err != nil {
			return
		}
		w := &discard{header: http.Header{}}
		s.handler.ServeHTTP(w, r)
		if w.status >= 500 && ctx.Err() == nil {
			s.log.Warn("a page could not be prepared", "path", path, "status", w.status)
		}
	}
}

// first lists the addresses that readers meet first.
func (s *Server) first() []string {
	paths := []string{"/", "/charts"}
	st, err := s.store.Ledger().At(0, "", s.Today())
	if err != nil {
		return paths
	}
	for _, c := range st.Charts() {
		paths = append(paths, "/charts/"+c.Slug, "/embed/"+c.Slug)
	}
	return paths
}

// discard is a response that nobody reads.
type discard struct {
	header http.Header
	status int
}

// Header gives the header that nobody reads.
func (d *discard) Header() http.Header { return d.header }

// Write drops b.
func (d *discard) Write(b []byte) (int, error) { return len(b), nil }

// WriteHeader notes the status.
func (d *discard) WriteHeader(code int) { d.status = code }
