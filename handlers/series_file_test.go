package handlers_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"testing"

	"github.com/xuri/excelize/v2"

	"megacycle/store/fault"
	"megacycle/store/figure"
)

func TestWholeSeriesHasEveryVintageInEveryFile(t *testing.T) {
	const key = "amazon.capex_guidance"
	a, err := shared.ask(t, "/data/"+key+".csv")
	if err != nil {
		t.Fatal(err)
	}
	if got := a.Header.Get("Content-Disposition"); got != `attachment; filename="amazon.capex_guidance-release-1.csv"` {
		t.Errorf("Content-Disposition %s", got)
	}
	lines, err := csv.NewReader(bytes.NewReader(a.Body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := 0
	for _, r := range shared.Ledger().Rows {
		if r.Series == key {
			want++
		}
	}
	if len(lines)-1 != want {
		t.Errorf("%d lines for %d rows of the ledger", len(lines)-1, want)
	}
	current := 0
	for _, l := range lines[1:] {
		if l[2] == "2026" && l[10] == "current" {
			current++
			if l[4] != "220000" && l[3] != "220000" {
				t.Errorf("the guidance that holds is %v", l)
			}
		}
		if l[19] == "" {
			t.Errorf("a value without a source: %v", l)
		}
	}
	if current != 1 {
		t.Errorf("%d values hold for 2026", current)
	}

	a, err = shared.ask(t, "/data/"+key+".json")
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Series  figure.Series
		Release int
		Licence string
		Values  []struct {
			Value       string
			Low         string
			PublishedOn string `json:"published_on"`
			Standing    string
			Release     int
			Sources     []string
		}
		Sources []figure.Source
	}
	if err := json.Unmarshal(a.Body, &doc); err != nil || doc.Series.Key != key || doc.Release != 1 || len(doc.Values) != want || len(doc.Sources) == 0 {
		t.Fatalf("%v, %d values, %d sources", err, len(doc.Values), len(doc.Sources))
	}

	a, err = shared.ask(t, "/data/"+key+".xlsx")
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(a.Body))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Figures", excelize.Options{RawCellValue: true})
	if err != nil || len(rows) != len(lines) {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, r := range rows {
		for _, col := range []int{0, 2, 3, 4, 5, 7, 10} {
			if col < len(r) && r[col] != lines[i][col] {
				t.Errorf("row %d: %q, the CSV has %q", i, r[col], lines[i][col])
			}
		}
		if v := doc.Values; i > 0 && (v[i-1].Low != lines[i][4] || v[i-1].Standing != lines[i][10] || v[i-1].PublishedOn != lines[i][11]) {
			t.Errorf("row %d: JSON %+v, CSV %v", i, v[i-1], lines[i])
		}
	}
}

func TestWholeSeriesAsKnownOnADay(t *testing.T) {
	a, err := shared.ask(t, "/data/amazon.capex_guidance.csv?asof=2026-03-17")
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(bytes.NewReader(a.Body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines[1:] {
		if l[11] > "2026-03-17" {
			t.Errorf("a value of later: %v", l)
		}
		if l[2] == "2026" && l[10] == "current" && l[4] != "200000" && l[3] != "200000" {
			t.Errorf("the guidance that held is %v", l)
		}
	}
	for _, address := range []string{"/data/none.such.csv", "/data/.csv"} {
		if _, err := shared.ask(t, address); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: %v, want not found", address, err)
		}
	}
	doc := shared.page(t, "/data/share.aws?asof=2026-03-17")
	if doc.Find(`a.btn[href="/data/share.aws.xlsx?asof=2026-03-17"]`).Length() != 1 {
		t.Error("no download keeps the day")
	}
	has(t, doc, ".take", "not under our licence")
}
