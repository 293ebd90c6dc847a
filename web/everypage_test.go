package web_test

import (
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"megacycle/store"
	"megacycle/store/desk"
	"megacycle/views/chart"
	"megacycle/web/session"
)

// everyPage gives an address of each kind of page that people see, each chart
// and its embed among them, and of some states in which pages say more than
// usual. The desk's are last; they need signIn.
func everyPage(t testing.TB, s *site) (public, desk []string) {
	t.Helper()
	public = []string{"/", "/charts", "/charts?q=capex", "/charts/aws-revenue?view=yoy&asof=2026-03-17", "/charts/aws-revenue?release=1&type=table",
		"/charts/aws-revenue?view=x", "/charts/aws-revenu", "/charts/aws-revenue?asof=2010-01-01", "/charts/aws-revenue/figures/amazon.aws.revenue/2026Q2",
		"/companies", "/companies/amazon", "/companies/nvidia", "/events", "/fact-check", "/data", "/data/amazon.aws.revenue", "/sources",
		"/releases", "/releases/1", "/about", "/embed/aws-revenue?theme=dark", "/embed/nothing", "/edit/sign-in"}
	st, err := s.Store.Ledger().At(0, "", "2026-11-24")
	if err != nil {
		t.Fatal(err)
	}
	specs, err := chart.Specs(st)
	if err != nil {
		t.Fatal(err)
	}
	for _, sp := range specs {
		public = append(public, "/charts/"+sp.Slug, "/embed/"+sp.Slug)
	}
	for _, src := range st.Sources() {
		public = append(public, "/sources/"+src.ID)
		break
	}
	return public, []string{"/edit", "/edit/amazon/2026Q3", "/edit/microsoft/2026Q3"}
}

// signIn makes an editor and gives the cookie of the editor's session.
func (s *site) signIn(t testing.TB) *http.Cookie {
	t.Helper()
	const password = "a long sentence for a test"
	hash, err := session.Cost{MemoryKiB: 64, Passes: 1}.Hash(t.Context(), password)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Store.AddEditor(t.Context(), store.Actor{Via: "cli"}, "editor", desk.Admin, hash); err != nil {
		t.Fatal(err)
	}
	c := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := c.PostForm(s.URL+"/edit/sign-in", url.Values{"name": {"editor"}, "password": {password}})
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	for _, ck := range res.Cookies() {
		return ck
	}
	t.Fatalf("sign-in answered %s without a session", res.Status)
	return nil
}

// TestEveryKindOfPageIsLookedAt compares everyPage with the table of addresses,
// so that no new kind of page goes unseen.
func TestEveryKindOfPageIsLookedAt(t *testing.T) {
	s := start(t)
	public, desk := everyPage(t, s)
	source, err := os.ReadFile("routes.go")
	if err != nil {
		t.Fatal(err)
	}
	gets := regexp.MustCompile(`r\.Get\("([^"]+)", s\.(public|charted|filed)\((\w+)`).FindAllStringSubmatch(string(source), -1)
	if len(gets) < 10 {
		t.Fatalf("only %d addresses found in routes.go", len(gets))
	}
	for _, g := range gets {
		if g[3] == "files" || g[3] == "route" { // data and images, and what programs read
			continue
		}
		pattern := regexp.MustCompile("^" + regexp.MustCompile(`\\\{\w+\\\}`).ReplaceAllString(regexp.QuoteMeta(g[1]), "[^/]+") + "$")
		seen := false
		for _, a := range append(public, desk...) {
			path, _, _ := strings.Cut(a, "?")
			seen = seen || pattern.MatchString(path)
		}
		if !seen {
			t.Errorf("no address of %s is looked at; add one to everyPage", g[1])
		}
	}
}
