package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"megacycle/store/figure"
)

// table is one kind of versioned row: how a change becomes its columns. The
// same columns are written at publication and compared when the store is
// verified, so the tables cannot say anything but what the releases say.
type table struct {
	name    string
	key     int      // how many of the columns name the row
	columns []string // without release and seq
	cited   bool     // it has a table NAME_source beside it
	row     func(c figure.Change) (values []any, sources []string, ok bool)
}

// none is how an absent amount or day is kept.
func none(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func bit(b bool) any {
	if b {
		return int64(1)
	}
	return int64(0)
}

// versioned lists the tables whose rows belong to releases.
func versioned() []table {
	return []table{
		{"company", 1, strings.Fields("slug name short ticker exchange fiscal_year_end_month investor_relations_url colour"), false,
			func(c figure.Change) ([]any, []string, bool) {
				v := c.Company
				if v == nil {
					return nil, nil, false
				}
				return []any{v.Slug, v.Name, v.Short, v.Ticker, v.Exchange, int64(v.FiscalYearEndMonth), v.InvestorRelationURL, v.Colour}, nil, true
			}},
		{"series", 1, strings.Fields("key name company publisher unit frequency aggregation definition comparability_group kind default_chart members"), false,
			func(c figure.Change) ([]any, []string, bool) {
				v := c.Series
				if v == nil {
					return nil, nil, false
				}
				return []any{v.Key, v.Name, v.Company, v.Publisher, string(v.Unit), v.Frequency, string(v.Aggregation), v.Definition, v.Group,
					string(v.Kind), v.Chart, strings.Join(v.Members, " ")}, nil, true
			}},
		{"source", 1, strings.Fields("id publisher title url no_link published_on retrieved reliability"), false,
			func(c figure.Change) ([]any, []string, bool) {
				v := c.Source
				if v == nil {
					return nil, nil, false
				}
				return []any{v.ID, v.Publisher, v.Title, v.URL, v.NoLink, v.PublishedOn, v.Retrieved, v.Reliability}, nil, true
			}},
		{"figure", 3, strings.Fields("series period published_on approximate value low high reason status qualifier evidence derivation note fiscal_label start end_on"), true,
			func(c figure.Change) ([]any, []string, bool) {
				v := c.Figure
				if v == nil {
					return nil, nil, false
				}
				return []any{v.Series, v.Period.String(), string(v.PublishedOn), bit(v.Approximate), none(v.Value.String()), none(v.Low.String()),
					none(v.High.String()), string(v.Reason), string(v.Status), v.Qualifier, v.Evidence, v.Derivation, v.Note, v.FiscalLabel,
					none(string(v.Start)), none(string(v.End))}, v.Sources, true
			}},
		{"event", 1, strings.Fields("id on_date company title detail kind"), true,
			func(c figure.Change) ([]any, []string, bool) {
				v := c.Event
				if v == nil {
					return nil, nil, false
				}
				return []any{v.ID, string(v.Date), v.Company, v.Title, v.Detail, v.Kind}, v.Sources, true
			}},
		{"bet", 1, strings.Fields("id said_on approximate who statement series target unit deadline rule"), true,
			func(c figure.Change) ([]any, []string, bool) {
				v := c.Bet
				if v == nil {
					return nil, nil, false
				}
				return []any{v.ID, string(v.SaidOn), bit(v.Approximate), v.Who, v.Statement, v.Series, none(v.Target.String()), string(v.Unit),
					none(string(v.Deadline)), v.Rule}, v.Sources, true
			}},
		{"chart", 1, strings.Fields("slug spec"), false,
			func(c figure.Change) ([]any, []string, bool) {
				v := c.Chart
				if v == nil {
					return nil, nil, false
				}
				return []any{v.Slug, string(v.Spec)}, nil, true
			}},
		{"report", 2, strings.Fields("company period label start end_on reported_on confidence source first_disclosed"), false,
			func(c figure.Change) ([]any, []string, bool) {
				v := c.Report
				if v == nil {
					return nil, nil, false
				}
				return []any{v.Company, v.Period.String(), v.Label, string(v.Start), string(v.End), string(v.ReportedOn), v.Confidence, v.Source,
					v.FirstDisclosed}, nil, true
			}},
		{"due", 2, strings.Fields("company period label start end_on on_date status source note"), false,
			func(c figure.Change) ([]any, []string, bool) {
				v := c.Due
				if v == nil {
					return nil, nil, false
				}
				return []any{v.Company, v.Period.String(), v.Label, none(string(v.Start)), string(v.End), string(v.On), v.Status, v.Source, v.Note}, nil, true
			}},
	}
}

// label names a row for people: its table and its key.
func (t table) label(values []any) string {
	parts := []string{t.name}
	for _, v := range values[:t.key] {
		parts = append(parts, fmt.Sprint(v))
	}
	return strings.Join(parts, " ")
}

// insert adds a row to a versioned table.
func (t table) insert() string {
	return fmt.Sprintf("INSERT INTO %s (release, seq, %s) VALUES (?, ?%s)", t.name, strings.Join(t.columns, ", "), strings.Repeat(", ?", len(t.columns)))
}

// list reads the rows of releases after the one given, in order.
func (t table) list() string {
	return fmt.Sprintf("SELECT release, seq, %s FROM %s WHERE release > ? ORDER BY release, seq", strings.Join(t.columns, ", "), t.name)
}

// listSources reads their sources.
func (t table) listSources() string {
	return fmt.Sprintf("SELECT release, seq, position, source FROM %s_source WHERE release > ? ORDER BY release, seq, position", t.name)
}

// insertRows writes the rows of release n.
func insertRows(ctx context.Context, tx *sql.Tx, n int, changes []figure.Change) error {
	for _, t := range versioned() {
		row, err := tx.PrepareContext(ctx, t.insert())
		if err != nil {
			return err
		}
		defer row.Close()
		var cite *sql.Stmt
		if t.cited {
			if cite, err = tx.PrepareContext(ctx, "INSERT INTO "+t.name+"_source (release, seq, position, source) VALUES (?, ?, ?, ?)"); err != nil {
				return err
			}
			defer cite.Close()
		}
		for seq, c := range changes {
			values, sources, ok := t.row(c)
			if !ok {
				continue
			}
			if _, err := row.ExecContext(ctx, append([]any{n, seq}, values...)...); err != nil {
				return fmt.Errorf("insert %s: %w", t.label(values), err)
			}
			for i, s := range sources {
				if _, err := cite.ExecContext(ctx, n, seq, i, s); err != nil {
					return fmt.Errorf("insert source of %s: %w", t.label(values), err)
				}
			}
		}
	}
	return nil
}

// place is where a row stands: its release and its number among the changes.
type place struct{ release, seq int64 }

// problem is one thing that is not as it was released.
type problem struct {
	table bool // the tables differ; else a release's own content does
	text  string
}

// compare verifies that the tables hold exactly the rows of the changes of the
// releases after the one given, no more and no less.
func compare(ctx context.Context, q querier, after int, changes map[int64][]figure.Change) ([]problem, error) {
	var out []problem
	for _, t := range versioned() {
		found, err := t.compareRows(ctx, q, after, changes)
		if err != nil {
			return nil, fmt.Errorf("verify %s: %w", t.name, err)
		}
		out = append(out, found...)
		if t.cited {
			if found, err = t.compareSources(ctx, q, after, changes); err != nil {
				return nil, fmt.Errorf("verify %s_source: %w", t.name, err)
			}
			out = append(out, found...)
		}
	}
	return out, nil
}

func (t table) compareRows(ctx context.Context, q querier, after int, changes map[int64][]figure.Change) ([]problem, error) {
	rows, err := q.QueryContext(ctx, t.list(), after)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []problem
	report := func(n int64, format string, args ...any) {
		out = append(out, problem{true, fmt.Sprintf("release %d: ", n) + fmt.Sprintf(format, args...)})
	}
	var at place
	got := make([]any, len(t.columns))
	into := []any{&at.release, &at.seq}
	for i := range got {
		into = append(into, &got[i])
	}
	seen := map[place]bool{}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		list := changes[at.release]
		if at.seq < 0 || at.seq >= int64(len(list)) {
			report(at.release, "%s was not part of it", t.label(got))
			continue
		}
		want, _, ok := t.row(list[at.seq])
		if !ok {
			report(at.release, "%s was not part of it", t.label(got))
			continue
		}
		seen[at] = true
		for i, c := range t.columns {
			if got[i] != want[i] {
				report(at.release, "%s: %s is %s in the table, but %s was released", t.label(want), c, show(got[i]), show(want[i]))
			}
		}
	}
	for n, list := range changes {
		for seq, c := range list {
			if want, _, ok := t.row(c); ok && !seen[place{n, int64(seq)}] {
				report(n, "%s is missing in the table", t.label(want))
			}
		}
	}
	return out, rows.Err()
}

func (t table) compareSources(ctx context.Context, q querier, after int, changes map[int64][]figure.Change) ([]problem, error) {
	rows, err := q.QueryContext(ctx, t.listSources(), after)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	got := map[place][]string{}
	for rows.Next() {
		var at place
		var position int
		var source string
		if err := rows.Scan(&at.release, &at.seq, &position, &source); err != nil {
			return nil, err
		}
		got[at] = append(got[at], source)
	}
	var out []problem
	for n, list := range changes {
		for seq, c := range list {
			want, sources, ok := t.row(c)
			if !ok {
				continue
			}
			at := place{n, int64(seq)}
			if have := strings.Join(got[at], " "); have != strings.Join(sources, " ") {
				out = append(out, problem{true, fmt.Sprintf("release %d: %s: its sources are %s in the table, but %s were released", n, t.label(want), show(have), show(strings.Join(sources, " ")))})
			}
			delete(got, at)
		}
	}
	for at := range got {
		out = append(out, problem{true, fmt.Sprintf("release %d: %s_source has sources of a row that was not part of it", at.release, t.name)})
	}
	return out, rows.Err()
}

// show gives a stored value for an error message.
func show(v any) string {
	if v == nil {
		return "empty"
	}
	return fmt.Sprintf("%q", compact(fmt.Sprint(v), 60))
}
