package web_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"megacycle/web/browse"
)

// TestEmbedsFitTheHeightOfTheirSnippet opens each first embed without a script
// that could size its frame: source and credit must be inside the height that
// the snippet of the chart's page gives, in a phone's column and in an article's.
func TestEmbedsFitTheHeightOfTheirSnippet(t *testing.T) {
	s := start(t)
	m := regexp.MustCompile(`height=&#34;(\d+)&#34;|height=&quot;(\d+)&quot;`).FindStringSubmatch(body(t, s.URL+"/charts/aws-revenue"))
	if m == nil {
		t.Fatal("the page of a chart has no snippet")
	}
	height, err := strconv.ParseInt(strings.Join(m[1:], ""), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	for _, slug := range []string{"aws-revenue", "cloud-market-share", "big-tech-capex", "aws-path-to-600b", "amazon-free-cash-flow"} {
		for _, width := range []int64{328, 358, 680} {
			b := open(t, browse.View{Width: width, Height: height})
			b.do(b.Go(s.URL + "/embed/" + slug))
			if got := eval[int64](b, `document.documentElement.scrollHeight`); got > height {
				t.Errorf("%s needs %d px at a width of %d, the snippet gives %d", slug, got, width, height)
			}
			b.Close()
		}
	}
}
