package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"

	"megacycle/handlers"
)

const (
	cacheBytes   = 96 << 20 // bodies kept in memory for one release and day
	cacheAliases = 20_000   // addresses as written that lead to a kept answer
	brotliLevel  = 9        // 11 is four times slower for 3 % less; measured on the chart page
)

// cached is one answer, ready to be written: header lists that are shared by
// all its responses and never changed, and the body in each encoding.
type cached struct {
	status int
	header http.Header // complete but for what depends on the encoding
	etag   string
	body   []byte
	once   sync.Once
	gz, br []byte // nil when compression does not help
}

func newCached(a *handlers.Answer, header http.Header) *cached {
	status := a.Status
	if status == 0 {
		status = http.StatusOK
	}
	sum := sha256.Sum256(a.Body)
	return &cached{status: status, header: header, body: a.Body,
		etag: `W/"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`}
}

// encodings compresses the body once, on the first request that wants it.
func (c *cached) encodings() {
	c.once.Do(func() {
		if len(c.body) < 256 || !compressible(c.header.Get("Content-Type")) {
			return
		}
		c.gz, c.br = gzipped(c.body), brotlied(c.body)
	})
}

func gzipped(body []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	_, _ = w.Write(body) // a bytes.Buffer cannot fail
	_ = w.Close()
	return b.Bytes()
}

func brotlied(body []byte) []byte {
	var b bytes.Buffer
	w := brotli.NewWriterLevel(&b, brotliLevel)
	_, _ = w.Write(body)
	_ = w.Close()
	return b.Bytes()
}

func compressible(contentType string) bool {
	t, _, _ := strings.Cut(contentType, ";")
	return strings.HasPrefix(t, "text/") || strings.HasSuffix(t, "json") || strings.HasSuffix(t, "javascript") || strings.HasSuffix(t, "+xml")
}

// generation is the memory of one release on one day. A publication or midnight
// starts a new one, so nothing is ever invalidated piece by piece.
type generation struct {
	release int
	day     int64 // days since 1970
	mu      sync.RWMutex
	bytes   int
	answers map[string]*cached // by canonical key
	aliases map[string]*cached // by address as written, so that a repeated one costs one look-up
}

func newGeneration(release int, day int64) *generation {
	return &generation{release: release, day: day, answers: map[string]*cached{}, aliases: map[string]*cached{}}
}

func (g *generation) alias(raw string) *cached {
	g.mu.RLock()
	defer g.mu.RUnlock()
	return g.aliases[raw]
}

func (g *generation) answer(key, raw string) *cached {
	g.mu.RLock()
	c := g.answers[key]
	g.mu.RUnlock()
	if c != nil {
		g.remember(raw, c)
	}
	return c
}

// remember lets an address as written lead straight to its answer.
func (g *generation) remember(raw string, c *cached) {
	if len(raw) > 512 {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.aliases) >= cacheAliases {
		g.aliases = map[string]*cached{}
	}
	g.aliases[raw] = c
}

func (g *generation) keep(key, raw string, c *cached) {
	size := 3*len(c.body) + len(key) + 1024
	g.mu.Lock()
	if g.bytes+size > cacheBytes {
		g.answers, g.aliases, g.bytes = map[string]*cached{}, map[string]*cached{}, 0
	}
	if g.answers[key] == nil {
		g.answers[key] = c
		g.bytes += size
	}
	g.mu.Unlock()
	g.remember(raw, c)
}

// accepts says whether an Accept-Encoding header allows a coding. Codings with
// q=0 are refused; everything else that is listed is taken.
func accepts(header, coding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(strings.TrimSpace(name), coding) {
			q := strings.ReplaceAll(params, " ", "")
			return q != "q=0" && q != "q=0.0" && q != "q=0.00" && q != "q=0.000"
		}
	}
	return false
}

var (
	encodingBr   = []string{"br"}
	encodingGzip = []string{"gzip"}
)

// write sends the answer: 304 when the client has it, else the smallest body
// that the client can read.
func (c *cached) write(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	for k, v := range c.header {
		h[k] = v
	}
	if c.status == http.StatusOK && matches(r.Header.Get("If-None-Match"), c.etag) {
		delete(h, "Content-Type")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body := c.body
	if accept := r.Header.Get("Accept-Encoding"); accept != "" {
		c.encodings()
		switch {
		case c.br != nil && accepts(accept, "br"):
			body = c.br
			h["Content-Encoding"] = encodingBr
		case c.gz != nil && accepts(accept, "gzip"):
			body = c.gz
			h["Content-Encoding"] = encodingGzip
		}
	}
	w.WriteHeader(c.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // the client went away: nothing to do
	}
}

// matches compares If-None-Match weakly, as RFC 9110 section 13.1.2 asks.
func matches(header, etag string) bool {
	if header == "" {
		return false
	}
	if header == etag || header == "*" {
		return true
	}
	want := strings.TrimPrefix(etag, "W/")
	for part := range strings.SplitSeq(header, ",") {
		if strings.TrimPrefix(strings.TrimSpace(part), "W/") == want {
			return true
		}
	}
	return false
}
