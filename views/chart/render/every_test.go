package render_test

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	diff "github.com/google/go-cmp/cmp"

	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/seed"
	"megacycle/store/spec"
	"megacycle/views/chart"
	"megacycle/views/chart/echarts"
	"megacycle/views/chart/render"
)

// real gives our figures as release 1, as known on a day.
func real(t testing.TB) *figure.State {
	t.Helper()
	changes, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	l := (&figure.Ledger{}).With(figure.Release{N: 1, Title: "First figures", PublishedAt: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}, changes)
	st, err := l.At(0, "", "2026-11-24")
	if err != nil {
		t.Fatal(err)
	}
	return st
}

// state is one chart as some address shows it.
type state struct {
	name string
	p    *chart.Plot
}

// states gives every chart in every view, type, definition and scale that its
// definition allows, once each.
func states(t *testing.T, st *figure.State) []state {
	t.Helper()
	specs, err := chart.Specs(st)
	if err != nil {
		t.Fatal(err)
	}
	var out []state
	for _, sp := range specs {
		seen := map[string]bool{}
		for _, v := range sp.Views {
			for _, ty := range sp.Types {
				for _, def := range append([]string{""}, sp.Defs...) {
					for _, scale := range []string{"", "log"} {
						q, err := spec.State{View: v, Type: ty, Def: def, Scale: scale}.Check(sp)
						query := q.Query(sp)
						if err != nil || seen[query] || q.TypeOf(sp) == spec.Tabular {
							continue
						}
						seen[query] = true
						p, err := chart.Build(st, sp, q)
						if fault.KindOf(err) == fault.Invalid && err != nil {
							continue // refused with a sentence: package chart tests those
						}
						if err != nil {
							t.Errorf("%s?%s: %v", sp.Slug, query, err)
							continue
						}
						out = append(out, state{sp.Slug + "?" + query, p})
					}
				}
			}
		}
		if len(seen) == 0 {
			t.Errorf("%s has no state at all", sp.Slug)
		}
	}
	return out
}

// words is one line of text in a drawing with the rectangle that its letters
// fill, in pixels: from the height of capitals to the depth of descenders.
type words struct {
	text           string
	x0, y0, x1, y1 float64
}

// meets says whether two lines of text touch by more than the rounding of their
// places.
func (a words) meets(b words) bool {
	const slack = 0.75
	return a.x0+slack < b.x1 && b.x0+slack < a.x1 && a.y0+slack < b.y1 && b.y0+slack < a.y1
}

// The height of capitals and the depth of descenders of Arimo, in ems (its OS/2
// table: 1409 and 431 of 2048; digits are as tall as capitals).
const (
	capital = 0.688
	descent = 0.21
)

// read parses a drawing and gives its size and its lines of text. What breaks
// the rules of a drawing is in faults.
func read(svg string) (w, h float64, lines []words, faults []string) {
	d := xml.NewDecoder(strings.NewReader(svg))
	no := func(format string, a ...any) { faults = append(faults, fmt.Sprintf(format, a...)) }
	num := func(s string) float64 { v, _ := strconv.ParseFloat(s, 64); return v }
	var text *words
	var size float64
	var bold bool
	var anchor string
	type offset struct{ x, y float64 }
	at := []offset{{}} // of the open elements, from the drawing's corner
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return w, h, lines, faults
		}
		if err != nil {
			no("it is not well-formed: %v", err)
			return w, h, lines, faults
		}
		switch e := tok.(type) {
		case xml.StartElement:
			attr := map[string]string{}
			for _, a := range e.Attr {
				attr[a.Name.Local] = a.Value
				if a.Name.Local == "style" || strings.HasPrefix(a.Name.Local, "on") {
					no("<%s> has the attribute %s", e.Name.Local, a.Name.Local)
				}
				if strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Infinity") {
					no("<%s %s=%q>", e.Name.Local, a.Name.Local, a.Value)
				}
			}
			here := at[len(at)-1]
			if e.Name.Local == "svg" && len(at) > 1 { // a drawing in a document
				here.x, here.y = here.x+num(attr["x"]), here.y+num(attr["y"])
			}
			if m := shift.FindStringSubmatch(attr["transform"]); m != nil {
				here.x, here.y = here.x+num(m[1]), here.y+num(m[2])
			} else if attr["transform"] != "" {
				no("transform=%q, which this test cannot measure", attr["transform"])
			}
			at = append(at, here)
			switch e.Name.Local {
			case "svg":
				if len(at) > 2 {
					continue
				}
				box := strings.Fields(attr["viewBox"])
				if len(box) != 4 {
					no("viewBox=%q", attr["viewBox"])
					continue
				}
				w, h = num(box[2]), num(box[3])
			case "style", "script", "image", "foreignObject":
				no("there is a <%s>", e.Name.Local)
			case "text":
				size, bold, anchor = 12, attr["font-weight"] == "700" || attr["font-weight"] == "bold", attr["text-anchor"]
				if attr["font-size"] != "" {
					size = num(attr["font-size"])
				}
				text = &words{x0: here.x + num(attr["x"]), y1: here.y + num(attr["y"])}
			}
		case xml.CharData:
			if text != nil {
				text.text += string(e)
			}
		case xml.EndElement:
			at = at[:len(at)-1]
			if e.Name.Local != "text" || text == nil {
				continue
			}
			width := echarts.Width(text.text, size, bold)
			switch anchor {
			case "middle":
				text.x0 -= width / 2
			case "end":
				text.x0 -= width
			}
			text.x1, text.y0, text.y1 = text.x0+width, text.y1-capital*size, text.y1+descent*size
			lines = append(lines, *text)
			text = nil
		}
	}
}

var shift = regexp.MustCompile(`^translate\((-?[0-9.]+)[ ,]+(-?[0-9.]+)\)$`)

// inspectText says which lines of a drawing leave it, are cut short or stand on
// each other.
func inspectText(svg string) []string {
	w, h, lines, faults := read(svg)
	for i, a := range lines {
		if a.x0 < -0.75 || a.y0 < -0.75 || a.x1 > w+0.75 || a.y1 > h+0.75 {
			faults = append(faults, fmt.Sprintf("%q leaves the drawing: %.1f,%.1f to %.1f,%.1f of %gx%g", a.text, a.x0, a.y0, a.x1, a.y1, w, h))
		}
		if strings.HasSuffix(a.text, "…") {
			faults = append(faults, fmt.Sprintf("%q is cut short", a.text))
		}
		for _, b := range lines[i+1:] {
			if a.meets(b) {
				faults = append(faults, fmt.Sprintf("%q and %q stand on each other", a.text, b.text))
			}
		}
	}
	return faults
}

// TestEveryChartInEveryStateIsDrawn draws each chart in each view, type,
// definition and scale for the narrowest and one wider width through the real
// engine. One drawing serves both themes, see the test of the themes.
func TestEveryChartInEveryStateIsDrawn(t *testing.T) {
	all := states(t, real(t))
	if len(all) < 100 {
		t.Errorf("only %d states", len(all))
	}
	e := engine(t, render.Options{CacheBytes: 1})
	type job struct {
		state
		width int
	}
	jobs := make(chan job)
	var wg sync.WaitGroup
	var mu sync.Mutex
	found := map[string][]string{}
	drawn := 0
	for range 2 {
		wg.Go(func() {
			for j := range jobs {
				svg, err := e.SVG(t.Context(), j.p, j.width)
				faults := []string{}
				if err != nil {
					faults = append(faults, err.Error())
				} else {
					faults = inspectText(svg)
				}
				mu.Lock()
				drawn++
				if len(faults) > 0 {
					found[fmt.Sprintf("%s at %d px", j.name, j.width)] = faults
				}
				mu.Unlock()
			}
		})
	}
	for i, s := range all {
		jobs <- job{s, render.Widths[0]}
		jobs <- job{s, render.Widths[1+i%(len(render.Widths)-1)]}
	}
	close(jobs)
	wg.Wait()
	var names []string
	for n := range found {
		names = append(names, n)
	}
	slices.SortFunc(names, cmp.Compare)
	for _, n := range names {
		t.Errorf("%s:\n\t%s", n, strings.Join(found[n], "\n\t"))
	}
	t.Logf("%d drawings of %d states", drawn, len(all))
}

var colour = regexp.MustCompile(`var\(--([a-z0-9-]+)\)|#[0-9a-fA-F]{3,8}\b|rgba?\([^)]*\)|url\([^)]*\)`)

// TestThemesOnlyReplaceColours: why one drawing of each state is enough. A
// drawing names no colour but tokens that both themes have, and the standalone
// files of the two themes are equal but for those.
func TestThemesOnlyReplaceColours(t *testing.T) {
	e := engine(t, render.Options{})
	st := real(t)
	tokens := map[string]bool{}
	for _, k := range echarts.Tokens() {
		tokens[k.Name] = true
	}
	specs, err := chart.Specs(st)
	if err != nil {
		t.Fatal(err)
	}
	for _, sp := range specs {
		p, err := chart.Build(st, sp, spec.State{})
		if err != nil {
			t.Error(err)
			continue
		}
		svg, err := e.SVG(t.Context(), p, render.Widths[1])
		if err != nil {
			t.Error(err)
			continue
		}
		for _, m := range colour.FindAllStringSubmatch(svg, -1) {
			if !tokens[m[1]] && !strings.HasPrefix(m[0], "url(#") {
				t.Errorf("%s: the colour %s is not a token", sp.Slug, m[0])
			}
		}
		var bare []string
		for _, theme := range []string{"light", "dark"} {
			doc, err := e.Document(t.Context(), p, render.DocOptions{Width: render.Widths[1], Theme: theme, URL: "https://megacycle.example/charts/" + sp.Slug})
			if err != nil {
				t.Fatal(err)
			}
			if faults := inspectDocument(string(doc)); len(faults) > 0 {
				t.Errorf("%s, %s file:\n\t%s", sp.Slug, theme, strings.Join(faults, "\n\t"))
			}
			for _, k := range echarts.Tokens() {
				if hex := k.Dark; theme == "light" && k.Light != k.Dark && k.Name != "on-ink" && strings.Contains(string(doc), hex) && !isLight(hex) {
					t.Errorf("%s: the light file holds the dark theme's %s of --%s", sp.Slug, hex, k.Name)
				}
			}
			bare = append(bare, colour.ReplaceAllStringFunc(string(doc), func(s string) string {
				if strings.HasPrefix(s, "url(") {
					return s
				}
				return "colour"
			}))
		}
		if bare[0] != bare[1] {
			t.Errorf("%s: the files of the two themes differ in more than colours", sp.Slug)
		}
	}
}

// isLight says whether some token of the light theme has this value.
func isLight(hex string) bool {
	return slices.ContainsFunc(echarts.Tokens(), func(k echarts.Token) bool { return k.Light == hex })
}

// inspectDocument is inspectText without the source line, which may end in "…".
func inspectDocument(doc string) []string {
	return slices.DeleteFunc(inspectText(doc), func(s string) bool { return strings.HasSuffix(s, "is cut short") })
}

// TestRealCharts compares each chart as it opens with a drawing in testdata, so
// that what readers see cannot change without somebody looking.
// go test ./views/chart/render -run RealCharts -update writes them anew.
func TestRealCharts(t *testing.T) {
	e := engine(t, render.Options{})
	st := real(t)
	specs, err := chart.Specs(st)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, sp := range specs {
		p, err := chart.Build(st, sp, spec.State{})
		if err != nil {
			t.Error(err)
			continue
		}
		svg, err := e.SVG(t.Context(), p, 720)
		if err != nil {
			t.Error(err)
			continue
		}
		want = append(want, sp.Slug+"-720.svg")
		golden(t, filepath.Join("testdata", "charts", sp.Slug+"-720.svg"), strings.ReplaceAll(svg, "><", ">\n<")+"\n")
	}
	files, err := filepath.Glob(filepath.Join("testdata", "charts", "*.svg"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !slices.Contains(want, filepath.Base(f)) {
			t.Errorf("%s is of no chart", f)
		}
	}
}

// golden compares got with a file, or writes it with -update.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; run go test ./views/chart/render -run RealCharts -update and review", err)
	}
	if d := diff.Diff(string(want), got); d != "" {
		t.Errorf("%s (-want +got):\n%.2000s", file, d)
	}
}
