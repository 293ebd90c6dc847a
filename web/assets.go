package web

import (
	"net/http"

	"megacycle/handlers"
	"megacycle/static"
	"megacycle/store/fault"
)

// asset is GET /static/...: a file by its address with a content hash. An old
// hash of a known name is answered with today's file, to be asked for again, so
// that a page of yesterday still works after an upgrade.
func (s *Server) asset(w http.ResponseWriter, r *http.Request) {
	f, exact, ok := static.Find(r.URL.Path)
	if !ok {
		s.send(w, r, problemText(fault.New(fault.NotFound, "there is no such file"), r.URL.Path))
		return
	}
	cache := handlers.Short
	if exact {
		cache = handlers.Immutable
	}
	s.sendFile(w, r, f, cache)
}

// sendFile sends a file of package static in the encoding that the client reads.
func (s *Server) sendFile(w http.ResponseWriter, r *http.Request, f *static.File, cache handlers.Cache) {
	h := w.Header()
	for k, v := range s.headers(noFrame) {
		h[k] = v
	}
	h["Content-Type"] = []string{f.Type}
	h["Cache-Control"] = []string{cacheControl(cache, http.StatusOK)}
	h["Vary"] = []string{"Accept-Encoding"}
	h["Access-Control-Allow-Origin"] = []string{"*"} // an embed in a sandboxed frame has an origin of its own
	h["Cross-Origin-Resource-Policy"] = []string{"cross-origin"}
	h["Etag"] = []string{`W/"` + f.Path + `"`}
	if matches(r.Header.Get("If-None-Match"), h["Etag"][0]) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body, accept := f.Body, r.Header.Get("Accept-Encoding")
	if br := f.Brotli(); br != nil && accepts(accept, "br") {
		body, h["Content-Encoding"] = br, encodingBr
	} else if gz := f.Gzip(); gz != nil && accepts(accept, "gzip") {
		body, h["Content-Encoding"] = gz, encodingGzip
	}
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}

// named answers with a file of package static under an address without a hash.
func named(name string) (*handlers.Answer, error) {
	f, ok := static.Named(name)
	if !ok {
		return nil, fault.New(fault.NotFound, "there is no such file")
	}
	return &handlers.Answer{Type: f.Type, Body: f.Body}, nil
}

// hostScript is GET /embed.js, the script for pages that frame our embeds. Its
// address is in other people's articles, so it never carries a hash.
func (s *Server) hostScript(*http.Request) (*handlers.Answer, error) { return named("embed.js") }

// icon is GET /favicon.ico, which browsers ask for unasked.
func (s *Server) icon(*http.Request) (*handlers.Answer, error) { return named("icon.svg") }

// robots is GET /robots.txt: everything public may be read, and where the list
// of it is.
func (s *Server) robots(*http.Request) (*handlers.Answer, error) {
	return &handlers.Answer{Type: "text/plain; charset=utf-8", Body: []byte("User-agent: *\nDisallow: /edit\n\nSitemap: " + s.base + "/sitemap.xml\n")}, nil
}
