// Shots writes pictures of the pages into a folder, so that people can look at
// what readers, editors and newsrooms meet: at 1280 and 390 px, light and dark,
// with and without JavaScript. It serves a scratch database of its own.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"megacycle/store"
	"megacycle/store/desk"
	"megacycle/store/figure"
	"megacycle/store/seed"
	"megacycle/views/chart/render"
	"megacycle/web"
	"megacycle/web/browse"
	"megacycle/web/config"
	"megacycle/web/session"
)

func main() {
	out := flag.String("out", "screenshots", "folder to write to")
	only := flag.String("only", "", "only pages whose name contains this")
	flag.Parse()
	if err := run(*out, *only); err != nil {
		fmt.Fprintln(os.Stderr, "shots:", err)
		os.Exit(1)
	}
}

// shot is one page to look at.
type shot struct {
	name, path string
	editor     bool // needs to be signed in
}

var shots = []shot{
	{"home", "/", false}, {"charts", "/charts", false},
	{"aws-revenue", "/charts/aws-revenue", false}, {"aws-revenue-yoy-rewound", "/charts/aws-revenue?view=yoy&asof=2026-03-17", false},
	{"releases", "/releases", false}, {"release-1", "/releases/1", false}, {"data", "/data", false}, {"series", "/data/amazon.aws.revenue", false},
	{"companies", "/companies", false}, {"company-amazon", "/companies/amazon", false}, {"company-nvidia", "/companies/nvidia", false}, {"events", "/events", false},
	{"fact-check", "/fact-check", false}, {"about", "/about", false}, {"not-found", "/charts/aws-revenu", false}, {"bad-parameter", "/charts/aws-revenue?view=x", false},
	{"article", "article", false},
	{"companies", "/companies", false}, {"company", "/companies/amazon", false}, {"events", "/events", false}, {"figure", "/charts/aws-revenue/figures/amazon.aws.revenue/2026Q2", false},
	{"compared", "/charts/big-tech-capex?compare=2026-03-17", false}, {"search", "/charts?q=nvidia", false},
	{"sign-in", "/edit/sign-in", false}, {"desk", "/edit", true}, {"entry", "/edit/amazon/2026Q3", true}, {"change-set", "/edit/changesets/1", true},
}

const host = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Host page</title>
<style>body{font:18px/1.6 Georgia,serif;max-width:680px;margin:0 auto;padding:24px 16px}iframe{width:100%;border:0;display:block;margin:24px 0}</style></head>
<body><h1>A plain article of a news site</h1><p>The chart below is an embed in an iframe of the snippet's height.</p>
<iframe src="BASE/embed/aws-revenue" title="AWS revenue" width="100%" height="640" loading="lazy"></iframe>
<p>And one that the host script sizes.</p><iframe src="BASE/embed/cloud-market-share" title="Cloud market share" width="100%" height="640"></iframe>
<script src="BASE/embed.js" async></script><p>The article goes on.</p></body></html>`

func run(out, only string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Minute)
	defer cancel()
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	tmp, err := os.MkdirTemp("", "megacycle-shots")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	base, slugs, cookie, stop, err := serve(ctx, tmp)
	if err != nil {
		return err
	}
	defer stop()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	go func() {
		_ = (&http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = io.WriteString(w, strings.ReplaceAll(host, "BASE", base))
		})}).Serve(l)
	}()
	article := "http://" + l.Addr().String() + "/"
	b, err := browse.Start(ctx, filepath.Join(tmp, "profile"))
	if err != nil {
		return err
	}
	defer b.Close()
	all := shots
	for _, slug := range slugs {
		all = append(all, shot{slug, "/charts/" + slug, false})
	}
	for _, s := range all {
		if only != "" && !strings.Contains(s.name, only) {
			continue
		}
		for _, width := range []int64{1280, 390} {
			for _, theme := range []string{"light", "dark"} {
				for _, js := range []bool{true, false} {
					name := fmt.Sprintf("%s-%d-%s%s.png", s.name, width, theme, map[bool]string{true: "", false: "-nojs"}[js])
					addr := base + s.path
					if s.path == "article" {
						addr = article
					}
					v := browse.View{Width: width, Height: 900, Theme: theme, NoScript: !js}
					if s.editor {
						v.Cookie, v.CookieURL = cookie, base
					}
					if err := take(b, filepath.Join(out, name), addr, v); err != nil {
						return fmt.Errorf("%s: %w", name, err)
					}
				}
			}
		}
	}
	return nil
}

// take writes one picture of the whole page.
func take(b *browse.Browser, file, addr string, v browse.View) error {
	t, err := b.Open(v)
	if err != nil {
		return err
	}
	defer t.Close()
	if err := t.Go(addr); err != nil {
		return err
	}
	png, err := t.Picture()
	if err != nil {
		return err
	}
	return os.WriteFile(file, png, 0o644)
}

// serve starts a site on a scratch database, with one editor, and gives its
// address and the editor's session cookie.
func serve(ctx context.Context, dir string) (base string, slugs []string, cookie *http.Cookie, stop func(), err error) {
	ctx, cancel := context.WithCancel(ctx)
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	st, err := store.Open(ctx, filepath.Join(dir, "shots.db"), store.Options{Now: time.Now, Log: log})
	if err != nil {
		cancel()
		return "", nil, nil, nil, err
	}
	stop = func() { cancel(); _ = st.Close() }
	changes, err := seed.Load()
	if err != nil {
		return "", nil, nil, stop, err
	}
	if _, err := st.Seed(ctx, "The initial figures", "", changes); err != nil {
		return "", nil, nil, stop, err
	}
	const pass = "a long sentence for pictures"
	hash, err := session.HashPassword(ctx, pass)
	if err != nil {
		return "", nil, nil, stop, err
	}
	ed, err := st.AddEditor(ctx, store.Actor{Via: "cli"}, "editor", desk.Admin, hash)
	if err != nil {
		return "", nil, nil, stop, err
	}
	if err := draft(ctx, st, store.Actor{Editor: ed, Via: "cli"}); err != nil {
		return "", nil, nil, stop, err
	}
	now, err := st.Ledger().At(0, "", "")
	if err != nil {
		return "", nil, nil, stop, err
	}
	for _, c := range now.Charts() {
		slugs = append(slugs, c.Slug)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, nil, stop, err
	}
	base = "http://" + l.Addr().String()
	srv, err := web.New(config.Options{Listen: l.Addr().String(), LogLevel: "warn", LogFormat: "text"}, web.Deps{Store: st, Engine: render.New(render.Options{Keeper: st, Log: log}), Log: log, Now: time.Now, Base: base})
	if err != nil {
		return "", nil, nil, stop, err
	}
	done := make(chan struct{})
	go func() { defer close(done); _ = srv.Serve(ctx, l) }()
	stop = func() { cancel(); <-done; _ = st.Close() }
	cookie, err = signIn(base, "editor", pass)
	return base, slugs, cookie, stop, err
}

// draft leaves a change set with a clearly invented figure, so that its preview
// can be looked at.
func draft(ctx context.Context, st *store.Store, a store.Actor) error {
	cs, err := st.CreateChangeSet(ctx, a, "Invented: Amazon, Q3 2026")
	if err != nil {
		return err
	}
	value, err := figure.ParseAmount("44444")
	if err != nil {
		return err
	}
	source := figure.Source{ID: "invented", Publisher: "Nobody", Title: "Invented for a picture", NoLink: "the figure is invented"}
	row := figure.Row{Series: "amazon.aws.revenue", Period: figure.QuarterOf(2026, 3), PublishedOn: "2026-10-29", Value: value, Status: figure.Actual, Sources: []string{source.ID},
		FiscalLabel: "Q3 2026", Start: "2026-07-01", End: "2026-09-30"}
	_, err = st.SaveChanges(ctx, a, cs.ID, cs.Version, cs.Title, "", []figure.Change{{Source: &source}, {Figure: &row}}, nil)
	return err
}

// signIn posts the sign-in form and gives the session cookie.
func signIn(base, name, pass string) (*http.Cookie, error) {
	c := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := c.PostForm(base+"/edit/sign-in", map[string][]string{"name": {name}, "password": {pass}})
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	for _, ck := range res.Cookies() {
		return ck, nil
	}
	return nil, fmt.Errorf("sign-in answered %s without a session", res.Status)
}
