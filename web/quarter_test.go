package web_test

import (
	"image"
	_ "image/png"
	"net/http"
	"strings"
	"testing"

	"megacycle/web/browse"
)

// TestANewQuarterReachesReaders is the main job from end to end, in a browser:
// the one-time link makes the first editor, who enters clearly invented figures
// for a quarter, sees the consequences and publishes. Nothing may be public
// before, everything after, and what is pinned to the earlier release stays.
func TestANewQuarterReachesReaders(t *testing.T) {
	s := start(t)
	token, ok, err := s.Store.SetupToken(t.Context())
	if err != nil || !ok {
		t.Fatalf("set-up link: %v %v", ok, err)
	}
	pictureBefore := picture(t, s.URL+"/charts/aws-revenue.png")
	pinnedPicture := picture(t, s.URL+"/charts/aws-revenue.png?release=1")
	pinnedBefore := body(t, s.URL+"/embed/aws-revenue?release=1")

	reader := open(t, browse.View{Width: 1280, Height: 900})
	reader.do(reader.Go(s.URL + "/charts/aws-revenue"))

	b := open(t, browse.View{Width: 1280, Height: 900})
	b.do(
		b.Go(s.URL+"/edit/set-up/"+token),
		b.Fill(`[name="name"]`, "Ada"), b.Fill(`[name="password"]`, "plain words for a test"), b.Click(`main [type="submit"], form [type="submit"]`),
		b.Until(`location.pathname === '/edit' && document.readyState === 'complete'`),
		b.Go(s.URL+"/edit/amazon/2026Q3"),
		b.Fill(`[name="source.title"]`, "Invented results for a test"), b.Fill(`[name="source.link"]`, "https://example.com/q3"),
		b.Fill(`[name="v.amazon.aws.revenue"]`, "44.4"), b.Click(`button[value="preview"]`),
		b.Until(`document.body.innerText.includes('B-UNIT')`), // a slip of a thousand is refused
	)
	if v := eval[string](b, `document.querySelector('[name="v.amazon.aws.revenue"]').value`); v != "44.4" {
		t.Errorf("the refused input became %q", v)
	}
	b.do(b.Fill(`[name="v.amazon.aws.revenue"]`, "44,444"), b.Click(`button[value="preview"]`), b.Until(`document.querySelector('[name^="reason:"]') !== null && document.readyState === 'complete'`))
	b.do(b.Fill(`[name^="reason:"]`, "invented on purpose, read twice"), b.Click(`button[value="preview"]`), b.Until(`location.pathname.startsWith('/edit/changesets/') && document.readyState === 'complete'`))
	if n := eval[int](b, `document.querySelectorAll('svg[role="img"]').length`); n < 2 {
		t.Errorf("%d charts in the preview, want before and after", n)
	}

	for _, path := range []string{"/", "/charts/aws-revenue", "/embed/aws-revenue", "/charts/aws-revenue.csv", "/charts/aws-revenue.json"} {
		if text := body(t, s.URL+path); strings.Contains(text, "44,444") || strings.Contains(text, "44444") || strings.Contains(text, "$44.4B") {
			t.Errorf("%s shows the draft", path)
		}
	}

	b.do(b.Click(`form[action$="/publish"] [type="submit"]`), b.Until(`location.pathname === '/releases/2' && document.readyState === 'complete'`))
	if text := eval[string](b, `document.body.innerText`); !strings.Contains(text, "44,444") {
		t.Error("the release does not list the new figure")
	}
	for path, want := range map[string]string{"/charts/aws-revenue": "44,444", "/embed/aws-revenue": "$44.4B", "/charts/aws-revenue.csv": "44444", "/charts/aws-revenue.json": "44444"} {
		if !strings.Contains(body(t, s.URL+path), want) {
			t.Errorf("%s does not show %s after publication", path, want)
		}
	}
	if differ(pictureBefore, picture(t, s.URL+"/charts/aws-revenue.png")) == 0 {
		t.Error("the image did not change")
	}
	if differ(pinnedPicture, picture(t, s.URL+"/charts/aws-revenue.png?release=1")) != 0 {
		t.Error("the image pinned to release 1 changed")
	}
	pinned := body(t, s.URL+"/embed/aws-revenue?release=1")
	if strings.Contains(pinned, "$44.4B") || !strings.Contains(pinned, "$42.2B") || svgOf(pinned) != svgOf(pinnedBefore) {
		t.Error("the embed pinned to release 1 changed")
	}
	if !strings.Contains(body(t, s.URL+"/charts/aws-revenue?release=1"), "up 36.8%") {
		t.Error("the page pinned to release 1 changed its finding")
	}

	// The page that was open all the while has learned of it.
	reader.do(reader.Until(`document.body.innerText.includes('release 2')`))
	reader.quiet(s.URL)
	for _, c := range b.Complaints(s.URL) {
		if !strings.Contains(c, "422") { // a refused form is no fault of the page
			t.Error(c)
		}
	}
}

// body gives a page, which must answer 200.
func body(t *testing.T, url string) string {
	t.Helper()
	res, text := fetch(t, url)
	if res.StatusCode != http.StatusOK {
		t.Fatalf("%s answers %d", url, res.StatusCode)
	}
	return text
}

// svgOf gives the drawings of a page.
func svgOf(page string) string {
	var b strings.Builder
	for {
		i := strings.Index(page, `<svg`)
		if i < 0 {
			return b.String()
		}
		page = page[i:]
		j := strings.Index(page, `</svg>`)
		if j < 0 {
			return b.String()
		}
		b.WriteString(page[:j])
		page = page[j:]
	}
}

// picture decodes an image.
func picture(t *testing.T, url string) image.Image {
	t.Helper()
	img, kind, err := image.Decode(strings.NewReader(body(t, url)))
	if err != nil || kind != "png" {
		t.Fatalf("%s: %s %v", url, kind, err)
	}
	return img
}

// differ counts the pixels in which two images differ; -1 when their sizes do.
func differ(a, b image.Image) int {
	if a.Bounds() != b.Bounds() {
		return -1
	}
	n := 0
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			if a.At(x, y) != b.At(x, y) {
				n++
			}
		}
	}
	return n
}
