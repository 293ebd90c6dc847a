package book_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"megacycle/store/sheet/book"
)

func open(t *testing.T, b book.Book) *excelize.File {
	t.Helper()
	body, err := b.Write()
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestTextStaysText(t *testing.T) {
	for name, text := range map[string]string{
		"a formula":          `=HYPERLINK("http://evil.example","x")`,
		"a plus":             "+1+1",
		"a minus":            "-2+3",
		"an at sign":         "@SUM(1)",
		"a tab":              "\t=1",
		"looks like a year":  "2025",
		"looks like a day":   "2026-07-30",
		"markup":             `</t></is></c><c r="Z9"><v>1</v></c>&amp;`,
		"leading spaces":     "  two spaces",
		"letters of others":  "株式会社 Ünïcode 🚀",
		"an escape of Excel": "_x000D_ stays",
	} {
		f := open(t, book.Book{Sheets: []book.Sheet{{Name: "S", Head: []string{"h"}, Rows: [][]book.Cell{{book.Text(text)}}}}})
		if got, err := f.GetCellValue("S", "A2"); err != nil || got != text {
			t.Errorf("%s: %q came back as %q, %v", name, text, got, err)
		}
		if formula, _ := f.GetCellFormula("S", "A2"); formula != "" {
			t.Errorf("%s: it became the formula %q", name, formula)
		}
		if kind, _ := f.GetCellType("S", "A2"); kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString {
			t.Errorf("%s: the cell is of type %v, not text", name, kind)
		}
	}
}

func TestWhatXMLCannotCarryIsReplaced(t *testing.T) {
	f := open(t, book.Book{Title: "a\x00b", Sheets: []book.Sheet{{Name: "S", Head: []string{"h"},
		Rows: [][]book.Cell{{book.Text("a\x00b\x1fc\ufffe\xff"), book.Text(strings.Repeat("ä", 40_000))}}}}})
	if got, _ := f.GetCellValue("S", "A2"); got != "a\uFFFDb\uFFFDc\uFFFD\uFFFD" {
		t.Errorf("got %q", got)
	}
	if got, _ := f.GetCellValue("S", "B2"); len([]rune(got)) != 32767 || !strings.HasSuffix(got, "…") {
		t.Errorf("%d characters", len([]rune(got)))
	}
}

func TestNumbersAndDaysAreNoText(t *testing.T) {
	f := open(t, book.Book{At: time.Date(2026, 7, 30, 0, 0, 0, 0, time.UTC), Sheets: []book.Sheet{{Name: "S", Head: []string{"a", "b", "c", "d", "e"},
		Rows: [][]book.Cell{{book.Number("42232"), book.Number("-7604.25"), book.Day("2026-07-30"), book.Int(0), book.Number("n/a")}}}}})
	for cell, want := range map[string]string{"A2": "42232", "B2": "-7604.25", "C2": "46233", "D2": "", "E2": "n/a"} {
		if got, _ := f.GetCellValue("S", cell, excelize.Options{RawCellValue: true}); got != want {
			t.Errorf("%s holds %q, want %q", cell, got, want)
		}
	}
	for cell, want := range map[string]string{"A2": "42,232", "B2": "-7,604.25", "C2": "2026-07-30"} {
		if got, _ := f.GetCellValue("S", cell); got != want {
			t.Errorf("%s shows %q, want %q", cell, got, want)
		}
	}
	p, err := f.GetDocProps()
	if err != nil || p.Created != "2026-07-30T00:00:00Z" || p.Creator != "Megacycle" {
		t.Errorf("properties %+v, %v", p, err)
	}
}

func TestEmptySheetsAndSeveralSheets(t *testing.T) {
	f := open(t, book.Book{Sheets: []book.Sheet{{Name: "Figures", Head: []string{"a"}}, {Name: "About", Head: []string{"b", "c"}, Plain: true,
		Rows: [][]book.Cell{{book.Text("x"), book.Long("y\nz")}}}}})
	if got := f.GetSheetList(); len(got) != 2 || got[0] != "Figures" || got[1] != "About" {
		t.Errorf("sheets %v", got)
	}
	if rows, err := f.GetRows("Figures"); err != nil || len(rows) != 1 {
		t.Errorf("%v, %v", rows, err)
	}
}
