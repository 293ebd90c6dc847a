package web_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"megacycle/views/chart/render"
	"megacycle/web"
	"megacycle/web/config"
)

func TestOperatorLimitsWhoMayFrameEmbeds(t *testing.T) {
	s := start(t)
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	opt := config.Options{FrameAncestors: []string{"https://news.example", "https://paper.example"}}
	srv, err := web.New(opt, web.Deps{Store: s.Store, Engine: render.New(render.Options{Keeper: s.Store, Log: log}), Log: log, Now: time.Now, Base: "https://megacycle.example"})
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"/embed/nothing": "frame-ancestors https://news.example https://paper.example", // a refusal is framed too
		"/about":         "frame-ancestors 'none'",
	} {
		w := httptest.NewRecorder()
		srv.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		if got := w.Header().Get("Content-Security-Policy"); !strings.HasSuffix(got, want) {
			t.Errorf("%s: the policy is %q, want it to end in %q", path, got, want)
		}
		if denied := w.Header().Get("X-Frame-Options") != ""; denied != (path == "/about") {
			t.Errorf("%s: X-Frame-Options sent: %v", path, denied)
		}
	}
}
