package web

import (
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"

	"megacycle/handlers"
	"megacycle/handlers/charts"
	"megacycle/handlers/data"
	"megacycle/handlers/editor"
	"megacycle/handlers/embed"
	"megacycle/handlers/oembed"
	"megacycle/handlers/pages"
	"megacycle/handlers/visit"
	"megacycle/store/fault"
	"megacycle/web/session"
)

// routes is the table of addresses: the shortest description of the product.
// Read it from top to bottom, by audience.
func (s *Server) routes() (http.Handler, error) {
	visits := visit.New(s)
	page := pages.New(visits, s.engine)
	chart := charts.New(visits, s.engine)
	frame := embed.New(visits, s.engine)
	series := data.New(visits, s.engine)
	sessions := session.New(session.Options{Store: s.store.Sessions(), People: s.store, BaseURL: s.base, Log: s.log})
	desk := editor.New(editor.Deps{Site: s, Store: s.store, Sessions: sessions, Renderer: s.engine, Log: s.log})
	s.lastResort = pages.LastResort()

	html := route{problem: page.Problem}
	timeline, catalogue := html, html
	timeline.params, catalogue.params = pages.EventsParams(), data.Params()
	listed := route{problem: page.Problem, params: pages.FindParams}
	files := route{cors: true}
	framed := route{frame: anyFrame, problem: frame.Problem}

	r := chi.NewRouter()
	r.Use(s.clientIP(), identify, s.observe, http.NewCrossOriginProtection().Handler)

	// Readers.
	r.Get("/", s.public(html, page.Home))
	r.Get("/charts", s.public(listed, page.Charts))
	r.Get("/charts/{slug}", s.charted(html, files, chart))
	r.Get("/charts/{slug}/figures/{series}/{period}", s.public(html, chart.Figure))
	r.Get("/companies", s.public(html, page.Companies))
	r.Get("/companies/{slug}", s.public(html, page.Company))
	r.Get("/events", s.public(timeline, page.Events))
	r.Get("/fact-check", s.public(html, page.FactCheck))
	r.Get("/data", s.public(catalogue, series.List))
	r.Get("/data/{series}", s.filed(html, files, series.Series, series.File, data.IsFile))
	r.Get("/sources", s.public(html, series.Sources))
	r.Get("/sources/{id}", s.public(html, series.Source))
	r.Get("/releases", s.public(html, page.Releases))
	r.Get("/releases/{n}", s.public(html, page.Release))
	r.Get("/about", s.public(html, page.About))

	// Newsrooms.
	r.Get("/embed/{slug}", s.public(framed, frame.Show))
	r.Get("/oembed", s.public(route{cors: true, params: oembed.Params()}, oembed.New(visits).Show))
	r.Get("/embed.js", s.public(files, s.hostScript))

	// Open pages and programs.
	r.Get("/live", s.live)
	r.Get("/current.json", s.public(files, s.current))

	// Editors.
	r.Route("/edit", func(r chi.Router) {
		r.Use(s.private)
		desk.Mount(r)
	})

	// Operators and assets.
	r.Get("/livez", s.livez)
	r.Get("/readyz", s.readyz)
	r.Get("/static/*", s.asset)
	r.Get("/robots.txt", s.public(files, s.robots))
	r.Get("/sitemap.xml", s.public(files, page.Sitemap))
	r.Get("/favicon.ico", s.public(files, s.icon))

	r.NotFound(s.public(html, func(r *http.Request) (*handlers.Answer, error) {
		return nil, fault.New(fault.NotFound, "there is no page at this address")
	}))
	r.MethodNotAllowed(func(w http.ResponseWriter, req *http.Request) {
		a := page.Problem(fault.New(fault.Invalid, "this address does not take %s", req.Method), req.URL.Path)
		a.Status, a.Cache = http.StatusMethodNotAllowed, handlers.NoStore
		w.Header().Set("Allow", methods(r, req.URL.Path))
		s.send(w, req, a)
	})
	return s.fast(heads(r)), nil
}

// heads lets HEAD be answered wherever GET is.
func heads(r *chi.Mux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.Method == http.MethodHead {
			get := req.Clone(req.Context())
			get.Method = http.MethodGet
			r.ServeHTTP(bodiless{w}, get)
			return
		}
		r.ServeHTTP(w, req)
	})
}

// methods lists what an address takes, for the Allow header.
func methods(r *chi.Mux, path string) string {
	var out []string
	for _, m := range []string{http.MethodGet, http.MethodPost} {
		if r.Match(chi.NewRouteContext(), m, path) {
			out = append(out, m)
			if m == http.MethodGet {
				out = append(out, http.MethodHead)
			}
		}
	}
	return strings.Join(out, ", ")
}

// bodiless is a response without its body.
type bodiless struct{ http.ResponseWriter }

// Write drops the body.
func (bodiless) Write(b []byte) (int, error) { return len(b), nil }

// Unwrap lets http.ResponseController reach the real writer.
func (b bodiless) Unwrap() http.ResponseWriter { return b.ResponseWriter }

// charted sends a chart's page, or one of its files when the address ends in a
// known extension. Slugs hold no dots.
func (s *Server) charted(html, files route, c *charts.Charts) http.HandlerFunc {
	html.params = []string{"part"}                                           // the page without its drawings
	files.params = []string{"part", "width", "figure", "period", "dpr", "w"} // what the browser's graph is made from; size of an image
	page, file := s.public(html, c.Show), s.public(files, c.File)
	return func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(chi.URLParam(r, "slug"), ".") {
			file(w, r)
			return
		}
		page(w, r)
	}
}

// filed sends a page, or the same thing as a file when the last part of the
// address says so.
func (s *Server) filed(html, files route, show, file answerFunc, isFile func(last string) bool) http.HandlerFunc {
	page, download := s.public(html, show), s.public(files, file)
	return func(w http.ResponseWriter, r *http.Request) {
		if isFile(r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]) {
			download(w, r)
			return
		}
		page(w, r)
	}
}

// private gives the desk the headers of pages that nobody may frame.
func (s *Server) private(next http.Handler) http.Handler {
	base := s.headers(noFrame)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		for k, v := range base {
			h[k] = v
		}
		next.ServeHTTP(w, r)
	})
}
