package web_test

import (
	"strings"
	"testing"

	"megacycle/web/browse"
)

// TestFindingAsOneTypes types into the list of charts, follows the address, and
// looks at a chart as it is printed.
func TestFindingAsOneTypes(t *testing.T) {
	s := start(t)
	b := open(t, browse.View{Width: 1280, Height: 900})
	b.do(b.Go(s.URL + "/charts"))
	all := eval[int](b, `document.querySelectorAll(".thumb").length`)
	b.do(b.Fill("#q", "Áws revenue"), b.Until(`location.search.startsWith("?q=")`))
	if n := eval[int](b, `[...document.querySelectorAll(".thumb svg[role=img]")].filter(e => e.getBoundingClientRect().height > 100).length`); n == 0 {
		t.Error("no thumbnail of a chart can be seen")
	}
	if n := eval[int](b, `document.querySelectorAll(".thumb").length`); n == 0 || n >= all {
		t.Errorf("%d of %d charts are left", n, all)
	}
	if got := eval[string](b, `document.querySelector(".thumb h2 a").getAttribute("href")`); got != "/charts/aws-revenue" {
		t.Errorf("the first is %s", got)
	}
	if said := eval[string](b, `document.querySelector("[data-found-status]").textContent`); !strings.Contains(said, "chart") {
		t.Errorf("a screen reader hears %q", said)
	}
	if id := eval[string](b, `document.activeElement.id`); id != "q" && id != "" {
		t.Errorf("the focus went to %s", id)
	}
	eval[bool](b, `(() => { const q = document.getElementById("q"); q.value = ""; return q.dispatchEvent(new Event("input", { bubbles: true })) })()`)
	b.do(b.Until(`location.search === ""`))
	if n := eval[int](b, `document.querySelectorAll(".thumb").length`); n != all {
		t.Errorf("an empty search shows %d of %d charts", n, all)
	}
	b.quiet(s.URL)

	p := open(t, browse.View{Width: 690, Height: 1000, Print: true})
	p.do(p.Go(s.URL + "/charts/aws-revenue?theme=dark"))
	if paper := eval[string](p, `getComputedStyle(document.body).backgroundColor`); paper != "rgb(255, 255, 255)" {
		t.Errorf("it is printed on %s", paper)
	}
	shown := `(sel => [...document.querySelectorAll(sel)].filter(e => e.getClientRects().length).length)`
	for sel, want := range map[string]bool{"h1": true, `[data-chart] svg[role="img"]`: true, "#figures tbody tr": true, ".sources li": true, ".foot": true,
		".ctl": false, ".top nav": false, ".btns": false} {
		if n := eval[int](p, shown+`(`+"`"+sel+"`"+`)`); (n > 0) != want {
			t.Errorf("%d of %s are on paper, want some: %v", n, sel, want)
		}
	}
	if n := eval[int](p, shown+"(`#figures tbody tr`)"); n < 30 {
		t.Errorf("only %d rows are printed", n)
	}
}
