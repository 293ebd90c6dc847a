package handlers_test

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// A newsroom copies what the page gives, into systems that mend or drop what is not
// sound. So each snippet must be read back as the elements that it was meant to be.
func TestSnippetsAreSoundHTML(t *testing.T) {
	d := shared.page(t, "/charts/aws-revenue?view=yoy")
	want := map[string]string{
		"embed-iframe": "iframe[src][title][height][loading=lazy]", "embed-script": "iframe[src], script[async][src]",
		"embed-element": "megacycle-chart[chart=aws-revenue], script[async][src]", "embed-image": "a[href] > img[src][alt][width][height]",
	}
	for id, sel := range want {
		for _, which := range []string{id, strings.Replace(id, "embed-", "embed-pinned-", 1)} {
			text := d.Find("#" + which).Text()
			nodes, err := html.ParseFragment(strings.NewReader(text), nil)
			if err != nil || text == "" {
				t.Fatalf("%s: %q %v", which, text, err)
			}
			doc := goquery.NewDocumentFromNode(nodes[0])
			for _, part := range strings.Split(sel, ", ") {
				if doc.Find(part).Length() != 1 {
					t.Errorf("%s holds no %s: %s", which, part, text)
				}
			}
			if pinned := strings.Contains(text, "release"); pinned != (which != id) {
				t.Errorf("%s: tied to a release is %v: %s", which, pinned, text)
			}
			if !strings.Contains(text, "yoy") {
				t.Errorf("%s lost the state: %s", which, text)
			}
		}
	}
	if link := d.Find("#embed-link").Text(); !strings.HasSuffix(link, "/charts/aws-revenue?view=yoy") {
		t.Errorf("the link is %q", link)
	}
	if md := d.Find("#embed-markdown").Text(); !strings.HasPrefix(md, "[![") || !strings.Contains(md, ".png?view=yoy)") {
		t.Errorf("the Markdown is %q", md)
	}
}
