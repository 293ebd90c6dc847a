package ui_test

import (
	"math"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"megacycle/views/ui"
)

func html(t *testing.T, c templ.Component) string {
	t.Helper()
	var b strings.Builder
	if err := c.Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestPointsCannotBreakOut(t *testing.T) {
	out := html(t, ui.Points([]byte(`{"name":"</script><script>alert(1)</script>&"}`)))
	if strings.Count(out, "<") != 2 || !strings.HasSuffix(out, "</script>") {
		t.Errorf("the data block leaks: %s", out)
	}
	if out := html(t, ui.Points([]byte(`{"name":`))); out != "" {
		t.Errorf("what is no JSON went out: %s", out)
	}
	if out := html(t, ui.Points(nil)); out != "" {
		t.Errorf("no data made %s", out)
	}
}

func TestSparkline(t *testing.T) {
	nan := math.NaN()
	for name, c := range map[string]struct {
		lines []ui.SparkLine
		has   []string
		not   []string
	}{
		"a line ends in a dot":          {[]ui.SparkLine{{Values: []float64{1, 2, 4}, Colour: "amazon", Kind: "line"}}, []string{"<path", "<circle", "--co-amazon"}, []string{"NaN", "dasharray"}},
		"bars below zero wear accent":   {[]ui.SparkLine{{Values: []float64{2, -1}, Colour: "amazon", Kind: "bar"}}, []string{"<rect", "--accent"}, []string{"NaN", `height="-`}},
		"a gap is no value":             {[]ui.SparkLine{{Values: []float64{1, nan, 3}, Colour: "ink", Kind: "line"}}, []string{"<path"}, []string{"NaN"}},
		"what is guided is dashed":      {[]ui.SparkLine{{Values: []float64{200, 200, 220}, Colour: "amazon", Kind: "step", Dashed: true}}, []string{"dasharray", "H"}, nil},
		"one value stands alone":        {[]ui.SparkLine{{Values: []float64{7}, Colour: "ink", Kind: "line"}}, []string{"<circle"}, []string{"NaN", "Inf"}},
		"nothing draws nothing":         {nil, nil, []string{"<path", "<circle", "<rect"}},
		"only gaps draw nothing":        {[]ui.SparkLine{{Values: []float64{nan, nan}, Kind: "line"}}, nil, []string{"<path", "NaN"}},
		"a hostile colour is neutral":   {[]ui.SparkLine{{Values: []float64{1, 2}, Colour: `"><script>`, Kind: "line"}}, []string{"--ink-2"}, []string{"script"}},
		"equal values are a level line": {[]ui.SparkLine{{Values: []float64{5, 5}, Colour: "ink", Kind: "line"}}, []string{"<path"}, []string{"NaN", "Inf"}},
	} {
		out := html(t, ui.SparkSVG(ui.NewSpark(c.lines...)))
		for _, w := range c.has {
			if !strings.Contains(out, w) {
				t.Errorf("%s: no %s in %s", name, w, out)
			}
		}
		for _, w := range c.not {
			if strings.Contains(out, w) {
				t.Errorf("%s: %s in %s", name, w, out)
			}
		}
	}
}

func TestRangesStayOnOneLine(t *testing.T) {
	out := html(t, ui.Words("Four companies guide $720–745B for 2026, after −$7.6B"))
	for _, kept := range []string{`<span class="nb">$720–745B</span>`, `<span class="nb">−$7.6B</span>`} {
		if !strings.Contains(out, kept) {
			t.Errorf("no %s in %s", kept, out)
		}
	}
	plain := strings.NewReplacer(`<span class="nb">`, "", "</span>", "").Replace(out)
	if strings.Join(strings.Fields(plain), " ") != "Four companies guide $720–745B for 2026, after −$7.6B" {
		t.Errorf("the words changed: %q", plain)
	}
	if out := html(t, ui.Words("</h1>–<b>")); strings.Contains(out, "<b>") {
		t.Errorf("text became markup: %s", out)
	}
}

func TestTableSaysWhyAFigureIsMissing(t *testing.T) {
	out := html(t, ui.FigureTable(ui.Table{Caption: "c", Head: "Quarter", Columns: []ui.Column{{Name: "AWS"}}, Rows: []ui.Row{
		{Label: "Q2 2026", Cells: []ui.Cell{{Text: "42,232", Hollow: true}}}, {Label: "Q3 2026", Cells: []ui.Cell{{Reason: "not yet reported"}}}}}))
	for _, w := range []string{"year checked", "not yet reported", `scope="row"`} {
		if !strings.Contains(out, w) {
			t.Errorf("no %q", w)
		}
	}
}
