package store_test

import (
	"crypto/sha256"
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"megacycle/store"
	"megacycle/store/desk"
)

// released are the tables that nobody may change.
var released = []string{"company", "series", "source", "figure", "figure_source", "event", "event_source", "bet", "bet_source", "chart", "report", "due",
	"release", "audit"}

// columns gives the columns of a table, and the one to attack: text that is not
// part of the key.
func columns(t *testing.T, db *sql.DB, table string) (all []string, victim string) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "SELECT name, type, pk FROM pragma_table_info(?)", table)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name, kind string
		var key int
		if err := rows.Scan(&name, &kind, &key); err != nil {
			t.Fatal(err)
		}
		all = append(all, name)
		if key == 0 && kind == "TEXT" {
			victim = name
		}
	}
	return all, victim
}

// sum is a fingerprint of a table's content.
func sum(t *testing.T, db *sql.DB, table string, all []string) string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "SELECT "+strings.Join(all, ", ")+" FROM "+table+" ORDER BY 1, 2, 3")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	h := sha256.New()
	n := 0
	for rows.Next() {
		row := make([]any, len(all))
		into := make([]any, len(all))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(h, row...)
		n++
	}
	if n == 0 {
		t.Fatalf("%s is empty, nothing to attack", table)
	}
	return fmt.Sprintf("%d rows %x", n, h.Sum(nil))
}

func TestReleasedRowsRefuseEveryStatementOnAnyConnection(t *testing.T) {
	s, path, _ := filled(t)
	ann := person(t, s, "Ann", desk.Writer)
	cs := draft(t, s, ann, quarter("44400"))
	if _, err := s.Publish(t.Context(), ann, cs.ID, store.PublishOptions{Version: cs.Version}); err != nil {
		t.Fatal(err)
	}
	stranger := raw(t, path)
	for name, q := range map[string]string{"recursive_triggers": "0", "foreign_keys": "0"} {
		var v string
		if err := stranger.QueryRowContext(t.Context(), "PRAGMA "+name).Scan(&v); err != nil || v != q {
			t.Fatalf("the stranger's connection has %s = %s", name, v)
		}
	}
	for who, db := range map[string]*sql.DB{"the store's connection": s.Writer(), "a stranger's connection": stranger} {
		for _, table := range released {
			all, victim := columns(t, db, table)
			if victim == "" {
				victim = all[len(all)-1]
			}
			list := strings.Join(all, ", ")
			number := "release"
			switch table {
			case "release":
				number = "n"
			case "audit":
				number = "id"
			}
			next := strings.Replace(list, number, "(SELECT max("+number+") + 1 FROM "+table+")", 1)
			if number == "release" {
				next = strings.Replace(list, number, "(SELECT max(n) FROM release)", 1)
			}
			before := sum(t, db, table, all)
			for what, q := range map[string]string{
				"update":                  fmt.Sprintf("UPDATE %s SET %s = 'tampered'", table, victim),
				"update or replace":       fmt.Sprintf("UPDATE OR REPLACE %s SET %s = 'tampered'", table, victim),
				"update or ignore":        fmt.Sprintf("UPDATE OR IGNORE %s SET %s = 'tampered'", table, victim),
				"renumber":                fmt.Sprintf("UPDATE %s SET %s = %s + 100", table, number, number),
				"delete":                  fmt.Sprintf("DELETE FROM %s", table),
				"delete one":              fmt.Sprintf("DELETE FROM %s WHERE %s = 1", table, number),
				"replace":                 fmt.Sprintf("REPLACE INTO %s (%s) SELECT %s FROM %s", table, list, list, table),
				"insert or replace":       fmt.Sprintf("INSERT OR REPLACE INTO %s (%s) SELECT %s FROM %s LIMIT 1", table, list, strings.Replace(list, victim, "'tampered'", 1), table),
				"insert or ignore":        fmt.Sprintf("INSERT OR IGNORE INTO %s (%s) SELECT %s FROM %s LIMIT 1", table, list, list, table),
				"upsert":                  fmt.Sprintf("INSERT INTO %s (%s) SELECT %s FROM %s WHERE true ON CONFLICT DO UPDATE SET %s = 'tampered'", table, list, list, table, victim),
				"upsert of nothing":       fmt.Sprintf("INSERT INTO %s (%s) SELECT %s FROM %s WHERE true ON CONFLICT DO NOTHING", table, list, list, table),
				"insert again":            fmt.Sprintf("INSERT INTO %s (%s) SELECT %s FROM %s LIMIT 1", table, list, list, table),
				"replace by unique value": fmt.Sprintf("REPLACE INTO %s (%s) SELECT %s FROM %s LIMIT 1", table, list, next, table),
			} {
				if _, err := db.ExecContext(t.Context(), q); err == nil {
					t.Errorf("%s on %s was not refused: %s", what, who, q)
				}
			}
			if after := sum(t, db, table, all); after != before {
				t.Fatalf("%s: %s was changed", who, table)
			}
		}
	}
}

func TestForksAndGapsAreRefused(t *testing.T) {
	s, path, _ := filled(t)
	head := s.Ledger().Releases[0].Hash
	db := raw(t, path)
	for what, v := range map[string]struct {
		n    int
		prev string
	}{
		"a second release 1":                {1, ""},
		"a gap":                             {3, head},
		"a release that follows another":    {2, strings.Repeat("0", 64)},
		"a release that follows nothing":    {2, ""},
		"a release before the first":        {0, ""},
		"a release with a negative number ": {-1, head},
	} {
		_, err := db.ExecContext(t.Context(), `INSERT INTO release (n, prev_hash, hash, published_at, title, note, policy, changes)
			VALUES (?, ?, 'aa', '2026-11-24T12:00:00.000000Z', 't', '', 'one', '[]')`, v.n, v.prev)
		if err == nil {
			t.Errorf("%s was not refused", what)
		}
	}
}

func TestAClosedChangeSetStays(t *testing.T) {
	s, path, _ := filled(t)
	ann := person(t, s, "Ann", desk.Writer)
	cs := draft(t, s, ann, quarter("44400"))
	if _, err := s.Publish(t.Context(), ann, cs.ID, store.PublishOptions{Version: cs.Version}); err != nil {
		t.Fatal(err)
	}
	db := raw(t, path)
	for _, q := range []string{
		"UPDATE change_set SET findings = 'x'", "DELETE FROM change_set", "REPLACE INTO change_set SELECT * FROM change_set",
		"UPDATE change_set SET state = 'draft'",
	} {
		if _, err := db.ExecContext(t.Context(), q); err == nil {
			t.Errorf("not refused: %s", q)
		}
	}
}

// tooMany adds a row to a release that is sealed.
const tooMany = `INSERT INTO figure (release, seq, series, period, published_on, approximate, value, reason, status, qualifier, evidence, derivation, note, fiscal_label)
	VALUES (1, 90000, 'amazon.aws.revenue', '2030Q1', '2026-01-01', 0, '1', '', 'actual', '', '', '', '', '')`

// TestTamperingIsFound removes the triggers, as only a person with the file in
// hand can, and changes one thing.
func TestTamperingIsFound(t *testing.T) {
	for name, c := range map[string]struct {
		change string
		want   []string // in the error
	}{
		"a figure": {
			"UPDATE figure SET value = '999' WHERE series = 'amazon.aws.revenue' AND period = '2026Q2'",
			[]string{"release 1", "figure amazon.aws.revenue 2026Q2", "999"},
		},
		"the stored changes": {
			`UPDATE release SET changes = replace(changes, '"amazon.aws.revenue"', '"amazon.aws.revenues"')`,
			[]string{"release 1", "does not match its hash", "amazon.aws.revenue"},
		},
		"the title":              {"UPDATE release SET title = 'Another'", []string{"release 1", "does not match its hash"}},
		"the hash":               {"UPDATE release SET hash = '" + strings.Repeat("ab", 32) + "'", []string{"release 1", "does not match its hash"}},
		"a figure is gone":       {"DELETE FROM figure WHERE series = 'amazon.aws.revenue' AND period = '2026Q2'", []string{"release 1", "figure amazon.aws.revenue 2026Q2", "missing"}},
		"a figure too many":      {tooMany, []string{"release 1", "2030Q1", "not part of it"}},
		"the source of a figure": {"UPDATE figure_source SET source = 'elsewhere' WHERE position = 0 AND seq = (SELECT max(seq) FROM figure_source)", []string{"release 1", "elsewhere"}},
		"a chart":                {"UPDATE chart SET spec = '{}' WHERE slug = 'aws-revenue'", []string{"release 1", "chart aws-revenue"}},
		"a release is gone":      {"DELETE FROM release", []string{"release 1", "not part of it"}},
	} {
		t.Run(name, func(t *testing.T) {
			s, path, clk := filled(t)
			db := raw(t, path)
			rows, err := db.QueryContext(t.Context(), "SELECT name FROM sqlite_schema WHERE type = 'trigger'")
			if err != nil {
				t.Fatal(err)
			}
			var triggers []string
			for rows.Next() {
				var n string
				if err := rows.Scan(&n); err != nil {
					t.Fatal(err)
				}
				triggers = append(triggers, n)
			}
			for _, n := range triggers {
				run(t, db, "DROP TRIGGER "+n)
			}
			run(t, db, c.change)

			rep, err := s.Check(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			text := ""
			for _, l := range rep.Lines {
				if !l.OK {
					text += l.Name + ": " + l.Detail + "\n"
				}
			}
			for _, w := range append(c.want, "trigger audit_refuses_update is missing") {
				if !strings.Contains(text, w) {
					t.Errorf("check does not say %q:\n%s", w, text)
				}
			}
			_ = s.Close()
			again, err := store.Open(t.Context(), path, options(clk))
			if err == nil {
				_ = again.Close()
				t.Fatal("it was opened")
			}
			for _, w := range append(c.want, "megacycle restore") {
				if !strings.Contains(err.Error(), w) {
					t.Errorf("the error does not say %q: %v", w, err)
				}
			}
		})
	}
}

func TestATamperedAuditLogIsFound(t *testing.T) {
	for name, q := range map[string]string{
		"an entry changed": "UPDATE audit SET action = 'nothing' WHERE id = 1",
		"an entry gone":    "DELETE FROM audit WHERE id = 1",
		"the last is gone": "DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)",
	} {
		t.Run(name, func(t *testing.T) {
			s, path, _ := filled(t)
			person(t, s, "Ann", desk.Writer)
			cs := draft(t, s, person(t, s, "Bob", desk.Writer), quarter("44400"))
			if _, err := s.Publish(t.Context(), store.Actor{Editor: store.Editor{ID: cs.OwnerID}, Via: "web"}, cs.ID, store.PublishOptions{Version: cs.Version}); err != nil {
				t.Fatal(err)
			}
			if err := s.VerifyAudit(t.Context()); err != nil {
				t.Fatal(err)
			}
			db := raw(t, path)
			run(t, db, "DROP TRIGGER audit_refuses_update")
			run(t, db, "DROP TRIGGER audit_refuses_delete")
			run(t, db, q)
			if err := s.VerifyAudit(t.Context()); err == nil {
				t.Error("it was not found")
			}
		})
	}
}
