package store

import (
	"context"
	"fmt"
	"strings"

	"megacycle/migrations"
)

// checkVersions looks at the versions of the schema and of SQLite, and whether
// the tables and triggers are those that the migrations make.
func (s *Store) checkVersions(ctx context.Context, line func(name, good string, bad []string)) error {
	p, err := goosed(s.writer)
	if err != nil {
		return err
	}
	have, want, err := versions(ctx, s.writer, p, s.path)
	if err != nil {
		return err
	}
	var bad []string
	if have != want {
		bad = []string{fmt.Sprintf("the schema is %d, this program needs %d", have, want)}
	}
	var lib string
	if err := s.reader.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&lib); err != nil {
		return err
	}
	line("versions", fmt.Sprintf("schema %d, SQLite %s", have, lib), bad)
	got, err := schemaOf(ctx, s.reader)
	if err != nil {
		return err
	}
	bad = nil
	if got != migrations.Schema {
		bad = difference(got, migrations.Schema)
	}
	line("tables", "tables, indexes and triggers are those of the program", bad)
	return nil
}

// difference names the statements that one schema has and the other has not.
func difference(got, want string) []string {
	have, need := statements(got), statements(want)
	var out []string
	for _, n := range need.order {
		switch text, ok := have.text[n]; {
		case !ok:
			out = append(out, n+" is missing")
		case text != need.text[n]:
			out = append(out, n+" was changed")
		}
	}
	for _, n := range have.order {
		if _, ok := need.text[n]; !ok {
			out = append(out, n+" is not ours")
		}
	}
	return out
}

// named holds the statements of a schema by what they make, "TRIGGER name".
type named struct {
	order []string
	text  map[string]string
}

func statements(schema string) named {
	n := named{text: map[string]string{}}
	for _, s := range strings.Split(schema, ";\n\n") {
		words := strings.Fields(s)
		if len(words) < 3 {
			continue
		}
		name := strings.ToLower(words[1]) + " " + words[2]
		if words[1] == "UNIQUE" {
			name = "index " + words[3]
		}
		n.order = append(n.order, name)
		n.text[name] = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), ";"))
	}
	return n
}
