package echarts_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"megacycle/views/chart"
	"megacycle/views/chart/echarts"
	"megacycle/views/chart/echarts/sample"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares got with a file of testdata. JSON is kept indented, so that a
// review sees what changed.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	var b bytes.Buffer
	if err := json.Indent(&b, got, "", " "); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; run go test ./views/chart/echarts -update and review", err)
	}
	if d := cmp.Diff(string(want), b.String()); d != "" {
		t.Errorf("%s (-want +got):\n%.2000s", name, d)
	}
}

func TestOptionOfEachKindAndEdge(t *testing.T) {
	for name, p := range sample.All() {
		option, height, err := echarts.Option(p, 720)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if height < 120 || height > 700 {
			t.Errorf("%s: height %d", name, height)
		}
		golden(t, name+"-720.json", option)
	}
	for _, name := range []string{"bars", "path"} {
		option, _, err := echarts.Option(sample.All()[name], 360)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, name+"-360.json", option)
	}
}

func TestOptionIsTheSameEachTime(t *testing.T) {
	for name := range sample.All() {
		a, _, _ := echarts.Option(sample.All()[name], 360)
		b, _, _ := echarts.Option(sample.All()[name], 360)
		if !bytes.Equal(a, b) {
			t.Errorf("%s: two options differ", name)
		}
	}
}

func TestDrawingDoesNotChangeThePlot(t *testing.T) {
	for name, p := range sample.All() {
		for _, w := range []int{360, 1080} {
			if _, err := echarts.Draw(p, echarts.Style{WidthPx: w, Key: true, Browser: true}); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if d := cmp.Diff(sample.All()[name], p); d != "" {
			t.Errorf("%s changed: %s", name, d)
		}
	}
}

func TestOptionIsPureData(t *testing.T) {
	for name, p := range sample.All() {
		g, err := echarts.Draw(p, echarts.Style{WidthPx: 720, Browser: true, Key: true})
		if err != nil {
			t.Fatal(name, err)
		}
		for _, not := range []string{"__f__", "</script", "<b ", "formatter"} {
			if strings.Contains(string(g.Option), not) {
				t.Errorf("%s: the option contains %q", name, not)
			}
		}
		var back map[string]any
		if err := json.Unmarshal(g.Option, &back); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if back["animation"] != false || back["useUTC"] != true {
			t.Errorf("%s: animation %v, useUTC %v", name, back["animation"], back["useUTC"])
		}
	}
	p := sample.HostileNames()
	option, _, _ := echarts.Option(p, 1080)
	var back any
	_ = json.Unmarshal(option, &back)
	again, _ := json.Marshal(back)
	if !strings.Contains(string(again), "__f__function(){}__f__") {
		t.Error("what the editor typed is lost, not escaped")
	}
}

func TestColoursOfAnOptionAreOfTheLightTheme(t *testing.T) {
	known := map[string]bool{}
	for _, k := range echarts.Tokens() {
		known[k.Light] = true
	}
	hex := regexp.MustCompile(`"#[0-9a-fA-F]{3,8}"`)
	for name, p := range sample.All() {
		option, _, _ := echarts.Option(p, 720)
		for _, c := range hex.FindAllString(string(option), -1) {
			if !known[strings.Trim(c, `"`)] {
				t.Errorf("%s: %s is no token", name, c)
			}
		}
		if strings.Contains(string(option), "var(--") {
			t.Errorf("%s: a themed colour in a plain option", name)
		}
	}
}

func TestTokensAreThoseOfTheStyleSheet(t *testing.T) {
	b, err := os.ReadFile("../../../static/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	css := string(b)
	light, rest, ok := strings.Cut(css, `[data-theme="dark"]`)
	if !ok {
		t.Fatal("tokens.css has no dark theme")
	}
	for _, k := range echarts.Tokens() {
		if m := declared(light, k.Name); len(m) == 0 || !strings.EqualFold(m[0], k.Light) {
			t.Errorf("--%s: light %s here, %v in tokens.css", k.Name, k.Light, m)
		}
		for _, v := range append(declared(rest, k.Name), declaredInMedia(css, k.Name)...) {
			if !strings.EqualFold(v, k.Dark) {
				t.Errorf("--%s: dark %s here, %s in tokens.css", k.Name, k.Dark, v)
			}
		}
	}
}

func declared(css, name string) (values []string) {
	for _, m := range regexp.MustCompile(`--`+name+`:\s*([^;}]+)[;}]`).FindAllStringSubmatch(css, -1) {
		values = append(values, strings.TrimSpace(m[1]))
	}
	return values
}

func declaredInMedia(css, name string) []string {
	_, dark, ok := strings.Cut(css, "prefers-color-scheme: dark")
	if !ok {
		return nil
	}
	dark, _, _ = strings.Cut(dark, "\n}")
	return declared(dark, name)
}

func TestWidthIsThatOfArial(t *testing.T) {
	// Advances of Arial in 1/1000 em: a digit 556, a space 278, "W" 944; bold "W" 944, bold "a" 556.
	for _, c := range []struct {
		text string
		bold bool
		want float64
	}{{"2026", false, 4 * .556 * 12}, {"W W", false, (2*.944 + .278) * 12}, {"Wa", true, (.944 + .556) * 12}, {"国", false, 7.2}} {
		if got := echarts.Width(c.text, 12, c.bold); math.Abs(got-c.want) > 0.05 {
			t.Errorf("Width(%q) = %.2f, want %.2f", c.text, got, c.want)
		}
	}
}

func TestWrapKeepsEveryLineInItsWidth(t *testing.T) {
	for _, s := range []string{"AWS revenue is up 36.8 % on a year earlier", strings.Repeat("x", 10000), strings.Repeat("word ", 300), "", "  ", sample.Hostile, "\xff\xfe"} {
		for _, w := range []float64{40, 200, 700} {
			for _, most := range []int{0, 1, 3} {
				lines := echarts.Wrap(s, 13, true, w, most)
				if most > 0 && len(lines) > most {
					t.Errorf("%.20q: %d lines, at most %d", s, len(lines), most)
				}
				for _, l := range lines {
					if echarts.Width(l, 13, true) > w+0.01 && len([]rune(l)) > 2 {
						t.Errorf("%.20q: a line of %.1f px in %.0f", s, echarts.Width(l, 13, true), w)
					}
				}
			}
		}
	}
	if got := echarts.Wrap("needs growth of 14.2 % a year", 12, false, 110, 0); strings.HasPrefix(got[1], "%") {
		t.Errorf("a line begins with the percent sign: %q", got)
	}
}

func TestPointsAreSafeInAScriptElement(t *testing.T) {
	for name, p := range sample.All() {
		b := echarts.Points(p)
		if strings.ContainsAny(string(b), "<>&\u2028") {
			t.Errorf("%s: the data could end its element", name)
		}
		var back struct {
			Slots []string
			Marks []struct {
				Name, Colour string
				Text, Change []string
				Value        []*float64
			}
		}
		if err := json.Unmarshal(b, &back); err != nil {
			t.Fatal(name, err)
		}
		if len(back.Slots) != len(p.Slots) {
			t.Errorf("%s: %d slots, want %d", name, len(back.Slots), len(p.Slots))
		}
		for _, m := range back.Marks {
			if len(m.Text) != len(p.Slots) || len(m.Change) != len(p.Slots) || len(m.Value) != len(p.Slots) {
				t.Errorf("%s: mark %q has another number of points", name, m.Name)
			}
		}
	}
	if b := echarts.Points(sample.Gaps()); !strings.Contains(string(b), "null") {
		t.Error("a missing point is not null")
	}
}

func TestContradictingPlotsAreErrorsNotPanics(t *testing.T) {
	short := sample.Lines()
	short.Panels[0].Marks[0].Points = short.Panels[0].Marks[0].Points[:3]
	if _, _, err := echarts.Option(short, 720); err == nil {
		t.Error("a mark without a point for each slot is drawn")
	}
	for _, w := range []int{0, -5, 100000} {
		if _, _, err := echarts.Option(sample.Lines(), w); err == nil {
			t.Errorf("width %d is drawn", w)
		}
	}
	odd := sample.Lines()
	odd.Panels[0].Marks[0].Points[4].Value = math.NaN()
	odd.Panels[0].Max = odd.Panels[0].Min
	odd.Panels[0].Lines = []chart.RefLine{{Value: math.Inf(1), From: -3, To: 999}, {Value: 0, Label: "x", From: -3, To: 999}}
	odd.Annotations = []chart.Annotation{{Slot: -1, Text: "before"}, {Slot: 9999, Text: "after"}, {Slot: 3}}
	if _, _, err := echarts.Option(odd, 720); err != nil {
		t.Error(err)
	}
}
