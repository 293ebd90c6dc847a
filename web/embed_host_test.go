package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"strings"
	"testing"

	"megacycle/web/browse"
)

// hosts serves pages of another site around our embeds.
func hosts(t *testing.T, s *site) *httptest.Server {
	t.Helper()
	frame := func(attrs, query string) string {
		return fmt.Sprintf(`<iframe %s title="c" width="600" height="300" src="%s/embed/aws-revenue%s"></iframe>`, attrs, s.URL, query)
	}
	script := `<script async src="` + s.URL + `/embed.js"></script>`
	listen := `<script>window.got=[];addEventListener("message",e=>{if(e.source===document.querySelector("iframe").contentWindow)got.push(e.data)})</script>`
	pages := map[string]string{
		"/bare":      frame("", ""),
		"/script":    frame("", "") + script + script,
		"/element":   `<script>window.seen=[];addEventListener("megacycle:ready",e=>seen.push(e.detail.chart))</script>` + script + `<megacycle-chart chart="aws-revenue" view="yoy" title="Growth"></megacycle-chart>`,
		"/sandbox":   frame(`sandbox="allow-scripts"`, "") + script,
		"/wordpress": listen + frame(`sandbox="allow-scripts" data-secret="abcdefghij"`, "#?secret=abcdefghij"),
		"/listeners": listen + frame("", "?childId=pym-0&initialWidth=600"),
		"/csp":       script + `<megacycle-chart chart="aws-revenue"></megacycle-chart>`,
		"/blocked":   frame(`sandbox`, ""),
	}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if r.URL.Path == "/csp" {
			w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src "+s.URL+"; frame-src "+s.URL)
		}
		fmt.Fprint(w, `<!doctype html><meta charset="utf-8"><title>Host</title><body>`+pages[r.URL.Path])
	}))
	t.Cleanup(srv.Close)
	return srv
}

// TestEmbedsGetTheirHeightInEveryKindOfPage looks at each host page in one
// browser. The frames start at 300 px, less than the chart needs.
func TestEmbedsGetTheirHeightInEveryKindOfPage(t *testing.T) {
	s := start(t)
	h := hosts(t, s)
	b := open(t, browse.View{Width: 800, Height: 900})
	tall := `document.querySelector('iframe')?.getBoundingClientRect().height`
	for _, p := range []string{"/script", "/sandbox", "/element", "/csp"} {
		b.do(b.Go(h.URL + p))
		if err := b.Until(tall + ` > 350`); err != nil {
			t.Errorf("%s: the frame was not sized: %v", p, err)
		}
	}
	b.do(b.Go(h.URL + "/element"))
	b.do(b.Until(`window.seen.includes('aws-revenue')`))
	if src := eval[string](b, `document.querySelector('megacycle-chart iframe').src`); src != s.URL+"/embed/aws-revenue?view=yoy" {
		t.Errorf("the element frames %s", src)
	}
	for _, p := range []string{"/bare", "/blocked"} { // nobody listens, or nothing runs: the height of the snippet stays
		b.do(b.Go(h.URL + p))
		if got := eval[int](b, `Math.round(`+tall+`)`); got < 300 || got > 304 {
			t.Errorf("%s: %d px", p, got)
		}
	}
	b.do(b.Go(h.URL + "/wordpress"))
	b.do(b.Until(`got.some(d => d.secret === 'abcdefghij' && d.message === 'height' && d.value > 350)`))
	b.do(b.Go(h.URL + "/listeners"))
	b.do(b.Until(`got.some(d => d.sentinel === 'amp' && d.type === 'embed-size' && d.height > 350)
		&& got.some(d => d['datawrapper-height']?.['aws-revenue'] > 350)
		&& got.some(d => typeof d === 'string' && d.startsWith('{') && JSON.parse(d).context === 'iframe.resize')
		&& got.some(d => /^pymxPYMxpym-0xPYMxheightxPYMx\d+$/.test(d))`))
}

// TestTenEmbedsInOneArticleAreLight counts the shared files once.
func TestTenEmbedsInOneArticleAreLight(t *testing.T) {
	s := start(t)
	_, page := fetch(t, s.URL+"/embed/aws-revenue", "Accept-Encoding", "identity")
	total := 0
	for _, m := range assetRef.FindAllStringSubmatch(page, -1) {
		_, body := fetch(t, s.URL+m[1], "Accept-Encoding", "br")
		total += len(body)
	}
	for _, slug := range slugs(t, s)[:10] {
		_, body := fetch(t, s.URL+"/embed/"+slug, "Accept-Encoding", "br")
		total += len(body)
	}
	if total > 60<<10 {
		t.Errorf("ten embeds weigh %d bytes, more than 60 KiB", total)
	}
	if _, body := fetch(t, s.URL+"/embed.js", "Accept-Encoding", "br"); len(body) >= 2<<10 {
		t.Errorf("/embed.js weighs %d bytes, 2 KiB or more", len(body))
	}
}

// TestEmbedAddressesOfOldStillWork asks for every address that newsrooms may
// have in their articles. Lines are only ever added to the list.
func TestEmbedAddressesOfOldStillWork(t *testing.T) {
	s := start(t)
	text, err := os.ReadFile(path.Join("testdata", "embed_addresses"))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Fields(string(text)) {
		res, body := fetch(t, s.URL+line)
		u, err := url.Parse(line)
		if err != nil {
			t.Fatal(err)
		}
		if res.StatusCode != http.StatusOK || !strings.Contains(body, `data-chart="`+path.Base(u.Path)+`"`) {
			t.Errorf("%s: status %d", line, res.StatusCode)
		}
		if res.Header.Get("X-Frame-Options") != "" || !strings.Contains(res.Header.Get("Content-Security-Policy"), "frame-ancestors *") {
			t.Errorf("%s may not be framed", line)
		}
	}
}
