package charts

import (
	"fmt"
	"html"
	"net/url"
	"strings"

	"megacycle/store/spec"
	"megacycle/views/chart/echarts"
	"megacycle/views/page"
)

// around is the room in px that an embed needs beside its drawing for finding,
// measure, key, source and foot; narrow ones wrap more lines.
const (
	around       = 210
	aroundNarrow = 320
)

// EmbedHeight gives the height in px at which an embed of this state is seen
// whole in a frame of the given width, for pages that do not listen.
func (a *Asked) EmbedHeight(width int) int {
	drawn, extra := 360, aroundNarrow
	if width >= 560 {
		drawn, extra = 720, around
	}
	_, tall, err := echarts.Option(a.Plot, drawn)
	if err != nil {
		tall = drawn * 2 / 3
	}
	return tall*min(width, 1200)/drawn + extra
}

// snippetHeight is the height in px that every chart fits in at the width of a
// phone and of an article.
const snippetHeight = 640

// snippets gives what a newsroom copies, for each way of embedding.
func (a *Asked) snippets() page.EmbedDialog {
	live, pinned := a.Query, a.Query
	if !a.State.Pinned {
		live.Release = 0
	}
	pinned.Release = a.State.Release.N
	d := page.EmbedDialog{Release: a.State.Release.N, Fixed: live.Release != 0}
	for _, way := range ways() {
		d.Ways = append(d.Ways, page.EmbedWay{ID: way.id, Name: way.name, Text: way.about, Live: a.snippet(way.id, live), Pinned: a.snippet(way.id, pinned)})
	}
	return d
}

type way struct{ id, name, about string }

func ways() []way {
	return []way{
		{"iframe", "Iframe", "For every system that takes HTML. Nothing runs in your page."},
		{"link", "Link", "For WordPress, Ghost, Notion and others that make a pasted link into an embed."},
		{"script", "Iframe with script", "The script sets the height; nothing else in your page is touched."},
		{"element", "Element", "With the script once in the page, a chart is one element."},
		{"image", "Image", "For newsletters and feeds."},
		{"markdown", "Markdown", "An image with a link."},
	}
}

// snippet writes one way of embedding a state.
func (a *Asked) snippet(id string, q spec.State) string {
	p := a.Plot
	at := func(path string) string {
		if s := q.Query(a.Spec); s != "" {
			path += "?" + s
		}
		return a.Base + path
	}
	esc := html.EscapeString
	theme := q.Theme
	switch theme {
	case "":
		theme = "light"
	case "auto":
		theme = "light dark"
	}
	script := fmt.Sprintf(`<script async src="%s"></script>`, esc(a.Base+"/embed.js"))
	frame := fmt.Sprintf(`<iframe src="%s" title="%s" width="720" height="%d" loading="lazy" style="border:0;width:100%%;color-scheme:%s"></iframe>`,
		esc(at("/embed/"+p.Slug)), esc(p.Name), snippetHeight, theme)
	switch id {
	case "link":
		return at("/charts/" + p.Slug)
	case "script":
		return frame + "\n" + script
	case "element":
		return a.element(q) + "\n" + script
	case "image":
		return fmt.Sprintf(`<a href="%s"><img src="%s" alt="%s" width="1200" height="630" loading="lazy" style="max-width:100%%;height:auto"></a>`,
			esc(at("/charts/"+p.Slug)), esc(at("/charts/"+p.Slug+".png")), esc(p.Alt))
	case "markdown":
		return fmt.Sprintf("[![%s](%s)](%s)", markdown(p.Alt), at("/charts/"+p.Slug+".png"), at("/charts/"+p.Slug))
	}
	return frame
}

// element writes the custom element of static/js/embed.js.
func (a *Asked) element(q spec.State) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<megacycle-chart chart="%s" title="%s"`, html.EscapeString(a.Plot.Slug), html.EscapeString(a.Plot.Name))
	values, err := url.ParseQuery(q.Query(a.Spec))
	if err != nil {
		values = nil
	}
	for _, name := range spec.Names {
		v := values.Get(name)
		if v == "" {
			continue
		}
		if name == "title" {
			name = "heading" // the title of an element is its tooltip
		}
		fmt.Fprintf(&b, ` %s="%s"`, name, html.EscapeString(v))
	}
	b.WriteString("></megacycle-chart>")
	return b.String()
}

// markdown keeps a text from ending the brackets that it stands in.
func markdown(s string) string {
	return strings.NewReplacer("\\", "\\\\", "[", "\\[", "]", "\\]", "\n", " ").Replace(s)
}
