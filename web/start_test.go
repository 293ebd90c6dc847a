package web_test

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"megacycle/store"
	"megacycle/store/seed"
	"megacycle/views/chart/render"
	"megacycle/web"
	"megacycle/web/config"
)

// site is a real server on a free port, with a real database and our figures.
type site struct {
	URL   string
	Store *store.Store
	Web   *web.Server
}

// start serves a site for one test.
func start(t testing.TB) *site {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	opt := config.Options{Listen: "127.0.0.1:0", DB: filepath.Join(t.TempDir(), "megacycle.db"), LogFormat: "text", LogLevel: "info"}
	st, err := store.Open(ctx, opt.DB, store.Options{Now: time.Now, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	changes, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := st.Seed(ctx, "The initial figures", "", changes); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", opt.Listen)
	if err != nil {
		t.Fatal(err)
	}
	base := "http://" + l.Addr().String()
	// Drawings may take their time under the race detector, and nothing is drawn
	// that no test looks at.
	engine := render.New(render.Options{Keeper: st, Log: log, Timeout: time.Minute})
	srv, err := web.New(opt, web.Deps{Store: st, Engine: engine, Log: log, Now: time.Now, Base: base, Lazy: true})
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- srv.Serve(ctx, l) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("serve: %v", err)
		}
		engine.Close()
		if err := st.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return &site{URL: base, Store: st, Web: srv}
}

// fetch asks for a path and gives the response with its body read.
func fetch(t testing.TB, url string, header ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}
