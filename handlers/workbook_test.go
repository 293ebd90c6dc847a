package handlers_test

import (
	"bytes"
	"image/png"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"megacycle/store/fault"
)

func TestWorkbookOfTheStateShown(t *testing.T) {
	a, err := shared.ask(t, "/charts/aws-revenue.xlsx?view=yoy&asof=2026-03-17")
	if err != nil {
		t.Fatal(err)
	}
	if got := a.Header.Get("Content-Disposition"); got != `attachment; filename="aws-revenue-yoy-as-of-2026-03-17-release-1.xlsx"` {
		t.Errorf("Content-Disposition %s", got)
	}
	f, err := excelize.OpenReader(bytes.NewReader(a.Body))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("About")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, r := range rows {
		all.WriteString(strings.Join(r, ": ") + "\n")
	}
	for _, want := range []string{"address: https://megacycle.example/charts/aws-revenue?view=yoy&asof=2026-03-17&release=1", "as of: 2026-03-17", "licence: Free to use with credit"} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("About lacks %q:\n%s", want, all.String())
		}
	}
	if figures, _ := f.GetRows("Figures"); len(figures) < 30 || strings.Contains(strings.Join(figures[len(figures)-1], " "), "2026Q2") {
		t.Errorf("%d rows of figures, or one that was not known yet", len(figures))
	}
}

func TestImagesComeInTwoSizesAndThemes(t *testing.T) {
	for _, c := range []struct {
		address string
		w, h    int
	}{
		{"/charts/aws-revenue.png?dpr=2&theme=dark", 2400, 1260},
		{"/charts/aws-revenue.png?w=720", 720, 0},
	} {
		a, err := shared.ask(t, c.address)
		if err != nil {
			t.Fatalf("%s: %v", c.address, err)
		}
		img, err := png.DecodeConfig(bytes.NewReader(a.Body))
		if err != nil || img.Width != c.w || c.h != 0 && img.Height != c.h {
			t.Errorf("%s: %d by %d, %v", c.address, img.Width, img.Height, err)
		}
	}
	for address, field := range map[string]string{"/charts/aws-revenue.png?dpr=3": "dpr", "/charts/aws-revenue.png?w=99999": "w", "/charts/aws-revenue.png?w=x": "w"} {
		_, err := shared.ask(t, address)
		if f := fault.Fields(err); fault.KindOf(err) != fault.Invalid || len(f) == 0 || f[0].Name != field {
			t.Errorf("%s: %v, want a fault about %s", address, err, field)
		}
	}
	doc := shared.page(t, "/charts/aws-revenue?view=yoy")
	for _, want := range []string{"/charts/aws-revenue.png?view=yoy", "/charts/aws-revenue.png?view=yoy&dpr=2", "/charts/aws-revenue.png?view=yoy&theme=dark", "/charts/aws-revenue.png?view=yoy&theme=dark&dpr=2"} {
		if doc.Find(`.opts a[href="`+want+`"]`).Length() != 1 {
			t.Errorf("no picture leads to %s", want)
		}
	}
}
