package web_test

import (
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"megacycle/web/browse"
)

// TestAxeFindsNothing runs axe-core over every kind of page, signed in and not:
// no violation of a rule of WCAG 2.0, 2.1 or 2.2, level A or AA. Each page is
// looked at wide in the light theme and narrow in the dark one, the many charts and
// embeds in one of the two.
func TestAxeFindsNothing(t *testing.T) {
	s := start(t)
	public, desk := everyPage(t, s)
	kinds := 1 + slices.Index(public, "/edit/sign-in") // the charts follow
	axe, err := os.ReadFile("testdata/axe/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	b, err := browse.Start(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	light, dark := browse.View{Width: 1280, Height: 900, Theme: "light"}, browse.View{Width: 390, Height: 900, Theme: "dark"}
	var wg sync.WaitGroup
	inspect := func(cookie *http.Cookie, addresses []string) {
		for k, v := range []browse.View{light, dark} {
			v.Cookie, v.CookieURL = cookie, s.URL
			p, err := b.Open(v)
			if err != nil {
				t.Fatal(err)
			}
			wg.Go(func() {
				defer p.Close()
				for i, address := range addresses {
					if i >= kinds && i/2%2 != k { // charts and embeds are alike: one look each
						continue
					}
					found, err := axeOn(p, string(axe), s.URL+address, v)
					if err != nil {
						t.Errorf("%s: %v", address, err)
					}
					if len(found) > 0 {
						t.Errorf("%s at %d px, %s:\n\t%s", address, v.Width, v.Theme, strings.Join(found, "\n\t"))
					}
				}
			})
		}
	}
	inspect(nil, public)
	inspect(s.signIn(t), desk)
	wg.Wait()
}

// axeOn opens a page and gives what axe finds: the rule, then up to four places.
func axeOn(p *browse.Tab, axe, address string, v browse.View) ([]string, error) {
	if err := p.Look(v, browse.Medium{LessMotion: true}); err != nil {
		return nil, err
	}
	if err := p.Go(address); err != nil {
		return nil, err
	}
	if _, err := browse.Eval[bool](p, axe+";true"); err != nil {
		return nil, err
	}
	return browse.Run[[]string](p, `axe.run(document, {runOnly: `+everyRule+`, resultTypes: ['violations']})
		.then(r => r.violations.map(v => v.id + ': ' + v.help + ' -- ' + v.nodes.slice(0, 4).map(n => n.target.join(' ') + ' ' + (n.any[0]?.message ?? n.all[0]?.message ?? '')).join(' | ')))`)
}

// everyRule asks axe for all its rules of WCAG, level A and AA.
const everyRule = `{type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}`
