package store_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"megacycle/migrations"
	"megacycle/store"
)

var update = flag.Bool("update", false, "write migrations/schema.sql anew")

func TestSchemaFileIsWhatTheMigrationsMake(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.db")
	open(t, path, newClock())
	rows, err := raw(t, path).QueryContext(t.Context(), store.Query("schema"))
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var parts []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		parts = append(parts, s+";\n")
	}
	got := strings.Join(parts, "\n")
	if *update {
		if err := os.WriteFile("../migrations/schema.sql", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got != migrations.Schema {
		t.Error("migrations/schema.sql is not what the migrations make; run go test ./store -update")
	}
}

func TestEveryTableIsStrictAndEveryColumnExplained(t *testing.T) {
	for _, s := range strings.Split(migrations.Schema, ";\n\n") {
		if !strings.HasPrefix(s, "CREATE TABLE") {
			continue
		}
		lines := strings.Split(s, "\n")
		if !strings.Contains(s, ") STRICT") {
			t.Errorf("%s is not STRICT", lines[0])
		}
		for _, l := range lines[1:] {
			l = strings.TrimSpace(l)
			if l == "" || strings.HasPrefix(l, ")") || strings.HasPrefix(l, "CONSTRAINT") {
				continue
			}
			if !strings.Contains(l, "-- ") {
				t.Errorf("%s: the column %q has no sentence", lines[0], l)
			}
		}
	}
}
