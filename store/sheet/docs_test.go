package sheet_test

import (
	"os"
	"strings"
	"testing"

	"megacycle/store/sheet"
)

func TestEveryColumnIsDocumented(t *testing.T) {
	b, err := os.ReadFile("../../docs/figures-file.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range sheet.Columns() {
		if !strings.Contains(string(b), "`"+c+"`") {
			t.Errorf("docs/figures-file.md does not explain the column %s", c)
		}
	}
}
