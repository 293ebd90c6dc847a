package xlsx_test

import (
	"bytes"
	"encoding/csv"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"megacycle/store/figure"
	"megacycle/store/seed"
	"megacycle/store/spec"
	"megacycle/views/chart"
	"megacycle/views/chart/xlsx"
)

func state(t *testing.T, asOf figure.Date, more ...figure.Change) *figure.State {
	t.Helper()
	cs, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	l := (&figure.Ledger{}).With(figure.Release{N: 1, Title: "First", PublishedAt: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}, append(cs, more...))
	st, err := l.At(0, asOf, "2026-11-24")
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func workbook(t *testing.T, p *chart.Plot, st *figure.State) *excelize.File {
	t.Helper()
	body, err := xlsx.Write(p, st, xlsx.Origin{Address: "https://megacycle.example/charts/" + p.Slug, License: "CC BY 4.0", Cite: "Megacycle"})
	if err != nil {
		t.Fatalf("%s: %v", p.Slug, err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		t.Fatalf("%s: %v", p.Slug, err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestEveryChartHasTheValuesOfItsCSV(t *testing.T) {
	st := state(t, "")
	specs, err := chart.Specs(st)
	if err != nil {
		t.Fatal(err)
	}
	for _, sp := range specs {
		for _, v := range sp.Views {
			q, err := spec.State{View: v}.Check(sp)
			if err != nil {
				continue // not every view goes with every default
			}
			p, err := chart.Build(st, sp, q)
			if err != nil {
				t.Errorf("%s %s: %v", sp.Slug, v, err)
				continue
			}
			same(t, sp.Slug+" "+string(v), p, workbook(t, p, st))
		}
	}
}

// same compares the sheet of figures with the CSV, cell by cell: numbers as
// numbers, days as days, words as words.
func same(t *testing.T, name string, p *chart.Plot, f *excelize.File) {
	t.Helper()
	body, err := chart.CSV(p)
	if err != nil {
		t.Fatal(err)
	}
	want, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	raw, err := f.GetRows(xlsx.Figures, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	shown, _ := f.GetRows(xlsx.Figures)
	if len(raw) != len(want) {
		t.Errorf("%s: %d rows, the CSV has %d", name, len(raw), len(want))
		return
	}
	columns := chart.DataColumns()
	for i := range want {
		for j := range columns {
			w, got := want[i][j], at(raw, i, j)
			switch {
			case i == 0 || columns[j].Kind == chart.WordColumn:
				if i > 0 && strings.HasPrefix(w, "'") {
					w = w[1:] // the guard of the CSV; a cell of text needs none
				}
			case columns[j].Kind == chart.DayColumn:
				got = at(shown, i, j)
			case w != "":
				a, err1 := strconv.ParseFloat(w, 64)
				b, err2 := strconv.ParseFloat(got, 64)
				if err1 != nil || err2 != nil || math.Abs(a-b) > 1e-9*math.Abs(a) {
					t.Errorf("%s row %d %s: %q, the CSV has %q", name, i, columns[j].Name, got, w)
				}
				continue
			}
			if got != strings.ReplaceAll(w, "\r\n", "\n") {
				t.Errorf("%s row %d %s: %q, the CSV has %q", name, i, columns[j].Name, got, w)
			}
		}
	}
}

func at(rows [][]string, i, j int) string {
	if i < len(rows) && j < len(rows[i]) {
		return rows[i][j]
	}
	return ""
}

func TestSheetsSayWhatTheFiguresAre(t *testing.T) {
	st := state(t, "2026-03-17")
	def, _ := st.Chart("aws-revenue")
	sp, err := spec.Parse(def)
	if err != nil {
		t.Fatal(err)
	}
	q, err := spec.State{AsOf: "2026-03-17", View: spec.YoY}.Check(sp)
	if err != nil {
		t.Fatal(err)
	}
	p, err := chart.Build(st, sp, q)
	if err != nil {
		t.Fatal(err)
	}
	f := workbook(t, p, st)
	if got := strings.Join(f.GetSheetList(), " "); got != "Figures Sources Definitions About" {
		t.Errorf("sheets %s", got)
	}
	about := map[string]string{}
	rows, _ := f.GetRows(xlsx.About)
	for _, r := range rows {
		about[at([][]string{r}, 0, 0)] = at([][]string{r}, 0, 1)
	}
	for what, want := range map[string]string{"finding": p.Finding, "shown": p.Shown, "as of": "2026-03-17", "licence": "CC BY 4.0",
		"address": "https://megacycle.example/charts/aws-revenue", "release": "1, published 2026-11-22 09:00 UTC"} {
		if about[what] != want {
			t.Errorf("About says of %s %q, want %q", what, about[what], want)
		}
	}
	rows, _ = f.GetRows(xlsx.Definitions)
	if len(rows) < 2 || rows[1][0] != "amazon.aws.revenue" || rows[1][3] != "USD_millions" || rows[1][4] != "sum" || rows[1][2] == "" {
		t.Errorf("definitions %q", rows)
	}
	rows, _ = f.GetRows(xlsx.Sources)
	if len(rows) != len(p.Sources)+1 || len(p.Sources) == 0 || rows[1][0] != p.Sources[0].ID {
		t.Errorf("%d rows of sources for %d sources", len(rows), len(p.Sources))
	}
}

func TestHostileWordsStayWords(t *testing.T) {
	st := state(t, "")
	s, _ := st.Series("amazon.aws.revenue")
	s.Name, s.Definition = `=cmd|' /C calc'!A0`, "@SUM(1+1)*cmd|' /C calc'!A0"
	st = state(t, "", figure.Change{Series: &s})
	def, _ := st.Chart("aws-revenue")
	sp, err := spec.Parse(def)
	if err != nil {
		t.Fatal(err)
	}
	sp.Items[0].Label = "=1+1"
	p, err := chart.Build(st, sp, spec.State{})
	if err != nil {
		t.Fatal(err)
	}
	f := workbook(t, p, st)
	for _, sheet := range f.GetSheetList() {
		rows, _ := f.GetRows(sheet)
		for i, r := range rows {
			for j := range r {
				cell, _ := excelize.CoordinatesToCellName(j+1, i+1)
				if formula, _ := f.GetCellFormula(sheet, cell); formula != "" {
					t.Errorf("%s %s is the formula %s", sheet, cell, formula)
				}
			}
		}
	}
	if got, _ := f.GetCellValue(xlsx.Figures, "B2"); got != "=1+1" {
		t.Errorf("the name is %q, want it as it is", got)
	}
}
