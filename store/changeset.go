package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"unicode/utf8"

	"megacycle/store/desk"
	"megacycle/store/fault"
	"megacycle/store/figure"
)

func scanChangeSet(row interface{ Scan(...any) error }) (ChangeSet, error) {
	var c ChangeSet
	var changes, reasons, created, updated string
	var findings sql.NullString
	err := row.Scan(&c.ID, &c.Title, &c.Note, &c.State, &c.OwnerID, &c.Owner, &c.Version, &c.Base, &c.Hash, &changes, &reasons, &findings,
		&created, &updated, &c.UpdatedBy, &c.Release)
	if err != nil {
		return ChangeSet{}, err
	}
	c.CreatedAt, c.UpdatedAt = instant(created), instant(updated)
	if findings.Valid {
		c.Findings = []byte(findings.String)
	}
	if err := json.Unmarshal([]byte(reasons), &c.Reasons); err != nil {
		return ChangeSet{}, err
	}
	c.Changes, _, err = unpack(changes)
	return c, err
}

// ChangeSet gives a change set; NotFound when there is none.
func (s *Store) ChangeSet(ctx context.Context, id int64) (ChangeSet, error) {
	return changeSet(ctx, s.reader, id)
}

func changeSet(ctx context.Context, q querier, id int64) (ChangeSet, error) {
	c, err := scanChangeSet(q.QueryRowContext(ctx, query("change_set"), id))
	if errors.Is(err, sql.ErrNoRows) {
		return ChangeSet{}, fault.New(fault.NotFound, "there is no change set %d", id)
	}
	return c, failed(err, "read change set")
}

// ChangeSets gives the change sets in a state, the last touched first; state ""
// means all.
func (s *Store) ChangeSets(ctx context.Context, state string) ([]ChangeSet, error) {
	q, args := query("change_sets_in"), []any{state}
	if state == "" {
		q, args = query("change_sets"), nil
	}
	rows, err := s.reader.QueryContext(ctx, q, args...)
	if err != nil {
		return nil, failed(err, "list change sets")
	}
	defer rows.Close()
	var out []ChangeSet
	for rows.Next() {
		c, err := scanChangeSet(rows)
		if err != nil {
			return nil, failed(err, "list change sets")
		}
		out = append(out, c)
	}
	return out, failed(rows.Err(), "list change sets")
}

// content gives the texts of a change set as they are kept.
func content(title, note string, changes []figure.Change, reasons map[string]string) (text []byte, why []byte, hash string, err error) {
	if text, _, err = pack(changes); err != nil {
		return nil, nil, "", err
	}
	if reasons == nil {
		reasons = map[string]string{}
	}
	if why, err = canonical(reasons); err != nil {
		return nil, nil, "", err
	}
	all, err := canonical(map[string]any{"changes": json.RawMessage(text), "note": note, "reasons": reasons, "title": title})
	return text, why, digest(all), err
}

// words cleans title and note and refuses what is too long.
func words(title, note string) (string, string, error) {
	title, note = clean(title), clean(note)
	switch {
	case compact(title, 1<<20) == "":
		return "", "", fault.BadField("title", "say in a few words what it brings")
	case utf8.RuneCountInString(title) > 200:
		return "", "", fault.BadField("title", "at most 200 characters")
	case utf8.RuneCountInString(note) > 20_000:
		return "", "", fault.BadField("note", "at most 20,000 characters")
	}
	return compact(title, 200), note, nil
}

// CreateChangeSet begins an empty draft, owned by the actor.
func (s *Store) CreateChangeSet(ctx context.Context, a Actor, title string) (c ChangeSet, err error) {
	title, _, err = words(title, "")
	if err != nil {
		return ChangeSet{}, err
	}
	text, why, hash, err := content(title, "", nil, nil)
	if err != nil {
		return ChangeSet{}, err
	}
	err = s.write(ctx, "create change set", func(tx *sql.Tx) error {
		who, err := allowed(ctx, tx, a, desk.Writer)
		if err != nil {
			return err
		}
		var id int64
		if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) + 1 FROM change_set").Scan(&id); err != nil {
			return err
		}
		now := s.at()
		if _, err := tx.ExecContext(ctx, query("change_set_create"), id, title, who.ID, s.Ledger().Current(), hash, string(text), string(why), now, now, who.ID); err != nil {
			return err
		}
		if err := s.touch(ctx, tx, a, id, who, "create", ""); err != nil {
			return err
		}
		c, err = changeSet(ctx, tx, id)
		return err
	})
	return c, err
}

// touch notes that an editor had a hand in a change set.
func (s *Store) touch(ctx context.Context, tx *sql.Tx, a Actor, id int64, who Editor, action, detail string) error {
	if _, err := tx.ExecContext(ctx, "INSERT INTO change_set_editor (change_set, editor_id) VALUES (?, ?) ON CONFLICT DO NOTHING", id, who.ID); err != nil {
		return err
	}
	return s.audit(ctx, tx, a, "changeset."+action, "change set "+itoa(id), detail)
}

// draft gives a change set for writing: it must be a draft, at the version that
// the actor saw.
func draft(ctx context.Context, q querier, id int64, version int) (ChangeSet, error) {
	c, err := changeSet(ctx, q, id)
	switch when := c.UpdatedAt.Format("2 Jan 2006 15:04 UTC"); {
	case err != nil:
		return ChangeSet{}, err
	case c.State == desk.Published:
		return ChangeSet{}, fault.New(fault.Conflict, "%s published this as release %d on %s", c.UpdatedBy, c.Release, when)
	case c.State != desk.Draft:
		return ChangeSet{}, fault.New(fault.Conflict, "this is %s, by %s on %s; nothing can be changed in it", c.State, c.UpdatedBy, when)
	case c.Version != version:
		return ChangeSet{}, fault.New(fault.Conflict, "%s saved this on %s while you were working on it; your version is %d, the newest is %d", c.UpdatedBy, when, version, c.Version)
	}
	return c, nil
}

// SaveChanges replaces the content of a draft. It is a Conflict, which says who
// and when, if the draft is no longer at version.
func (s *Store) SaveChanges(ctx context.Context, a Actor, id int64, version int, title, note string, changes []figure.Change, reasons map[string]string) (c ChangeSet, err error) {
	title, note, err = words(title, note)
	if err != nil {
		return ChangeSet{}, err
	}
	for i := range changes {
		if keyOf(changes[i]) == "" {
			return ChangeSet{}, fault.New(fault.Invalid, "change %d must be about exactly one thing", i+1)
		}
	}
	text, why, hash, err := content(title, note, changes, reasons)
	if err != nil {
		return ChangeSet{}, err
	}
	const most = 16 << 20 // bytes; the initial figures take less than 2 MiB
	if len(text) > most {
		return ChangeSet{}, fault.New(fault.Invalid, "this is too much for one change set; split it")
	}
	err = s.write(ctx, "save changes", func(tx *sql.Tx) error {
		who, err := allowed(ctx, tx, a, desk.Writer)
		if err != nil {
			return err
		}
		if _, err := draft(ctx, tx, id, version); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, query("change_set_save"), title, note, s.Ledger().Current(), hash, string(text), string(why), s.at(), who.ID, id); err != nil {
			return err
		}
		if err := s.touch(ctx, tx, a, id, who, "save", "version "+itoa(int64(version)+1)); err != nil {
			return err
		}
		c, err = changeSet(ctx, tx, id)
		return err
	})
	return c, err
}

// Discard closes a draft without publishing it; it stays readable.
func (s *Store) Discard(ctx context.Context, a Actor, id int64, version int) error {
	return s.write(ctx, "discard", func(tx *sql.Tx) error {
		who, err := allowed(ctx, tx, a, desk.Writer)
		if err != nil {
			return err
		}
		if _, err := draft(ctx, tx, id, version); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE change_set SET state = 'discarded', updated_at = ?, updated_by = ? WHERE id = ?", s.at(), who.ID, id); err != nil {
			return err
		}
		return s.audit(ctx, tx, a, "changeset.discard", "change set "+itoa(id), "")
	})
}

// hands gives the ids of everybody who had a hand in a change set.
func hands(ctx context.Context, q querier, id int64) ([]int64, error) {
	rows, err := q.QueryContext(ctx, "SELECT editor_id FROM change_set_editor WHERE change_set = ?", id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	got := map[int64]bool{}
	for rows.Next() {
		var e int64
		if err := rows.Scan(&e); err != nil {
			return nil, err
		}
		got[e] = true
	}
	return slices.Sorted(maps.Keys(got)), rows.Err()
}
