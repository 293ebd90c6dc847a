package render_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"flag"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"

	"megacycle/store/fault"
	"megacycle/views/chart/echarts/sample"
	"megacycle/views/chart/render"
)

var update = flag.Bool("update", false, "write the golden files anew")

func engine(t testing.TB, o render.Options) *render.Engine {
	e := render.New(o)
	t.Cleanup(e.Close)
	return e
}

func TestSVGOfEachKindAndEdge(t *testing.T) {
	e := engine(t, render.Options{})
	for name, p := range sample.All() {
		svg, err := e.SVG(t.Context(), p, 720)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		// One element a line, so that a review sees what changed.
		got := strings.ReplaceAll(svg, "><", ">\n<") + "\n"
		path := filepath.Join("testdata", name+"-720.svg")
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatalf("%v; run go test ./views/chart/render -update and review", err)
		}
		if d := cmp.Diff(string(want), got); d != "" {
			t.Errorf("%s (-want +got):\n%.2000s", name, d)
		}
	}
}

func TestSVGHoldsNothingThatAStrictPolicyBlocks(t *testing.T) {
	e := engine(t, render.Options{})
	for name, p := range sample.All() {
		for _, w := range render.Widths {
			svg, err := e.SVG(t.Context(), p, w)
			if err != nil {
				t.Fatal(name, err)
			}
			ids := inspect(t, name, svg)
			if len(ids) < 2 {
				t.Errorf("%s: no title and description", name)
			}
			for id := range ids {
				if !strings.HasPrefix(id, fmt.Sprintf("%s-%d-", p.Slug, w)) {
					t.Errorf("%s at %d: id %q is not the chart's own", name, w, id)
				}
			}
			if !strings.Contains(svg, `role="img" aria-labelledby="`) || !strings.Contains(svg, `data-x0="`) {
				t.Errorf("%s: the root element says too little", name)
			}
			if strings.Contains(svg, "#ffffff") || strings.Contains(svg, "ecmeta") || strings.Contains(svg, "class=") {
				t.Errorf("%s: a fixed colour, ecmeta or a class is left", name)
			}
		}
	}
}

// inspect parses an SVG strictly and complains about what must not be there. It
// gives the ids, each of which may occur once.
func inspect(t *testing.T, name, svg string) map[string]bool {
	t.Helper()
	ids := map[string]bool{}
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return ids
		}
		if err != nil {
			t.Fatalf("%s: not well-formed: %v", name, err)
		}
		s, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch s.Name.Local {
		case "svg", "g", "path", "circle", "rect", "line", "polygon", "polyline", "text", "defs", "clipPath", "pattern", "title", "desc":
		default:
			t.Errorf("%s: element %s", name, s.Name.Local)
		}
		for _, a := range s.Attr {
			n := a.Name.Local
			if n == "style" || strings.HasPrefix(n, "on") || n == "href" || strings.Contains(a.Value, "url(http") || strings.Contains(a.Value, "javascript:") {
				t.Errorf("%s: attribute %s=%q", name, n, a.Value)
			}
			if n == "id" {
				if ids[a.Value] {
					t.Errorf("%s: id %q twice", name, a.Value)
				}
				ids[a.Value] = true
			}
			for rest := a.Value; strings.Contains(rest, "url(#"); {
				_, rest, _ = strings.Cut(rest, "url(#")
				id, _, _ := strings.Cut(rest, ")")
				if !ids[id] {
					t.Errorf("%s: %s names %q, which is not there", name, n, id)
				}
			}
		}
	}
}

func TestHostileNamesComeOutAsText(t *testing.T) {
	e := engine(t, render.Options{})
	p := sample.HostileNames()
	doc, err := e.Document(t.Context(), p, render.DocOptions{Width: 1080, URL: `https://x.example/"><script>`})
	if err != nil {
		t.Fatal(err)
	}
	svg, err := e.SVG(t.Context(), p, 1080)
	if err != nil {
		t.Fatal(err)
	}
	for kind, s := range map[string]string{"svg": svg, "document": string(doc)} {
		inspect(t, kind, s)
		if !strings.Contains(s, "&lt;/script&gt;&lt;b onload=&#34;x()&#34;&gt;A&amp;B&lt;/b&gt;") {
			t.Errorf("%s: the name is not there as text", kind)
		}
		if strings.Contains(s, "\x01") {
			t.Errorf("%s: a character that XML forbids", kind)
		}
	}
}

func TestSVGIsTheSameBytesOnEveryEngine(t *testing.T) {
	a, b := engine(t, render.Options{Engines: 1}), engine(t, render.Options{Engines: 1})
	for _, name := range []string{"stack", "shares", "donut"} { // another order, so that counters differ
		if _, err := b.SVG(t.Context(), sample.All()[name], 1080); err != nil {
			t.Fatal(err)
		}
	}
	for name := range sample.All() {
		x, err := a.SVG(t.Context(), sample.All()[name], 360)
		if err != nil {
			t.Fatal(name, err)
		}
		y, err := b.SVG(t.Context(), sample.All()[name], 360)
		if err != nil || x != y {
			t.Errorf("%s: two engines draw differently (%v)", name, err)
		}
	}
}

func TestSVGIsSmall(t *testing.T) {
	e := engine(t, render.Options{})
	for name, p := range sample.All() {
		svg, err := e.SVG(t.Context(), p, 720)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		w := brotli.NewWriterLevel(&b, 9)
		_, _ = io.WriteString(w, svg)
		_ = w.Close()
		if b.Len() > 3<<10 {
			t.Errorf("%s: %d bytes as brotli", name, b.Len())
		}
	}
}

func TestEndlessScriptIsStopped(t *testing.T) {
	e := engine(t, render.Options{Engines: 1, Timeout: 300 * time.Millisecond})
	start := time.Now()
	if _, err := e.Script(t.Context(), "for(;;){}"); fault.KindOf(err) != fault.Internal || err == nil {
		t.Fatalf("an endless script gave %v", err)
	}
	if d := time.Since(start); d > 10*time.Second {
		t.Errorf("it took %s", d)
	}
	if _, err := e.Script(t.Context(), "'still '+'here'"); err != nil {
		t.Errorf("the engine does not work afterwards: %v", err)
	}
}

func TestGreedyScriptIsStopped(t *testing.T) {
	e := engine(t, render.Options{Engines: 1, MemoryMB: 64, Timeout: 20 * time.Second})
	if _, err := e.Script(t.Context(), "let a=[];for(;;)a.push(new Array(100000).fill(1))+''"); err == nil {
		t.Error("a script took all memory")
	}
	if _, err := e.SVG(t.Context(), sample.One(), 360); err != nil {
		t.Errorf("the engine does not work afterwards: %v", err)
	}
}

func TestFullQueueSaysBusy(t *testing.T) {
	e := engine(t, render.Options{Engines: 1, Queue: 1})
	release, err := e.Hold(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { _, err := e.SVG(context.Background(), sample.One(), 360); done <- err }()
	for e.Waiting() == 0 {
		runtime.Gosched()
	}
	if _, err := e.SVG(t.Context(), sample.Gaps(), 360); fault.KindOf(err) != fault.Busy {
		t.Errorf("a full queue gave %v", err)
	}
	release()
	if err := <-done; err != nil {
		t.Errorf("the one that waited: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	release, err = e.Hold(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	if _, err := e.SVG(ctx, sample.Lines(), 360); fault.KindOf(err) != fault.Busy {
		t.Errorf("a caller that left got %v", err)
	}
}

// shelf keeps drawings in a map.
type shelf struct {
	mu    sync.Mutex
	m     map[string][]byte
	saves int
}

func (s *shelf) LoadRender(_ context.Context, key string) ([]byte, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b, ok := s.m[key]
	return b, ok, nil
}

func (s *shelf) SaveRender(_ context.Context, key string, body []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.m[key], s.saves = body, s.saves+1
	return nil
}

func TestKeptDrawingsNeedNoEngine(t *testing.T) {
	s := &shelf{m: map[string][]byte{}}
	a := engine(t, render.Options{Keeper: s})
	want, err := a.SVG(t.Context(), sample.Lines(), 720)
	if err != nil {
		t.Fatal(err)
	}
	b := engine(t, render.Options{Keeper: s, Engines: 1})
	release, err := b.Hold(t.Context()) // no engine can be had
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	got, err := b.SVG(t.Context(), sample.Lines(), 720)
	if err != nil || got != want {
		t.Errorf("after a restart: %v, same %v", err, got == want)
	}
}

func TestManyCallersShareOneDrawing(t *testing.T) {
	s := &shelf{m: map[string][]byte{}}
	e := engine(t, render.Options{Keeper: s})
	var wg sync.WaitGroup
	for range 30 {
		wg.Go(func() {
			if _, err := e.SVG(context.Background(), sample.Stack(), 360); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if s.saves != 1 {
		t.Errorf("%d drawings were made", s.saves)
	}
}

func TestDocumentCarriesWhatAScreenshotNeeds(t *testing.T) {
	e := engine(t, render.Options{})
	p := sample.Stack()
	p.AsOf = "2026-07-30"
	for _, theme := range []string{"light", "dark", "auto", ""} {
		doc, err := e.Document(t.Context(), p, render.DocOptions{Width: 720, Theme: theme, URL: "https://megacycle.example/charts/stack"})
		if err != nil {
			t.Fatal(err)
		}
		inspect(t, theme, string(doc))
		paper := "#ffffff"
		if theme == "dark" {
			paper = "#111318"
		}
		for _, want := range []string{"Four companies now guide", "Capital spending by calendar year", "Source: a made-up company", "CC BY 4.0", "Release 1", "as known on 30 Jul 2026", "megacycle.example/charts/stack", `fill="` + paper + `"`} {
			if !strings.Contains(string(doc), want) {
				t.Errorf("theme %q: no %q", theme, want)
			}
		}
		if strings.Contains(string(doc), "var(--") {
			t.Errorf("theme %q: a colour is left to the page", theme)
		}
	}
}

func TestPNGHasExactlyTheSizeAskedFor(t *testing.T) {
	e := engine(t, render.Options{})
	for _, c := range []struct {
		name          string
		o             render.PNGOptions
		width, height int // height 0: whatever the content needs
	}{
		{"a card for messages", render.PNGOptions{Width: 1200, Height: 630}, 1200, 630},
		{"a dark card", render.PNGOptions{Width: 1200, Height: 630, Theme: "dark"}, 1200, 630},
		{"as tall as it needs", render.PNGOptions{Width: 720}, 720, 0},
		{"twice the pixels", render.PNGOptions{Width: 720, Scale: 2}, 1440, 0},
		{"a square", render.PNGOptions{Width: 600, Height: 600}, 600, 600},
		{"a phone", render.PNGOptions{Width: 360}, 360, 0},
	} {
		b, err := e.PNG(t.Context(), sample.Bars(), c.o)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		img, err := png.Decode(bytes.NewReader(b))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		size := img.Bounds().Size()
		if size.X != c.width || c.height != 0 && size.Y != c.height {
			t.Errorf("%s: %v", c.name, size)
		}
		if len(b) > 100<<10 && c.o.Scale != 2 {
			t.Errorf("%s: %d bytes", c.name, len(b))
		}
		if n := colours(img); n < 30 {
			t.Errorf("%s: only %d colours; is the text missing?", c.name, n)
		}
	}
	for _, o := range []render.PNGOptions{{Width: 9}, {Width: 1200, Height: 9}, {Width: 2400, Height: 2400, Scale: 3}, {Scale: 99}} {
		if _, err := e.PNG(t.Context(), sample.Bars(), o); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%+v gave %v", o, err)
		}
	}
}

// colours counts the different colours of an image: antialiased text has many.
func colours(img image.Image) int {
	seen := map[[3]uint32]bool{}
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, g, bl, _ := img.At(x, y).RGBA()
			seen[[3]uint32{r, g, bl}] = true
		}
	}
	return len(seen)
}

func TestOptionForTheBrowserFollowsTheTheme(t *testing.T) {
	e := engine(t, render.Options{})
	b, h, err := e.Option(sample.Bars(), 720)
	if err != nil || h < 200 {
		t.Fatal(h, err)
	}
	for _, want := range []string{`"dataZoom"`, `"legend"`, "var(--co-amazon)"} {
		if !bytes.Contains(b, []byte(want)) {
			t.Errorf("no %s", want)
		}
	}
}

func BenchmarkSVG(b *testing.B) {
	e := engine(b, render.Options{CacheBytes: 1})
	if err := e.Warm(b.Context()); err != nil {
		b.Fatal(err)
	}
	p := sample.Bars()
	for b.Loop() {
		if _, err := e.SVG(b.Context(), p, 720); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPNG(b *testing.B) {
	e := engine(b, render.Options{CacheBytes: 1})
	if err := e.Warm(b.Context()); err != nil {
		b.Fatal(err)
	}
	p := sample.Bars()
	for b.Loop() {
		if _, err := e.PNG(b.Context(), p, render.PNGOptions{Width: 1200, Height: 630}); err != nil {
			b.Fatal(err)
		}
	}
}

// differing gives the share of pixels that differ clearly in two screenshots.
func differing(t *testing.T, a, b []byte) float64 {
	t.Helper()
	x, err := png.Decode(bytes.NewReader(a))
	if err != nil {
		t.Fatal(err)
	}
	y, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if x.Bounds() != y.Bounds() {
		return 1
	}
	n := 0
	r := x.Bounds()
	for j := r.Min.Y; j < r.Max.Y; j++ {
		for i := r.Min.X; i < r.Max.X; i++ {
			r1, g1, b1, _ := x.At(i, j).RGBA()
			r2, g2, b2, _ := y.At(i, j).RGBA()
			if far(r1, r2) || far(g1, g2) || far(b1, b2) {
				n++
			}
		}
	}
	return float64(n) / float64(r.Dx()*r.Dy())
}

func far(a, b uint32) bool { return max(a, b)-min(a, b) > 0x6000 }
