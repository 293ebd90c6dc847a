package store

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"database/sql"
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"megacycle/store/desk"
	"megacycle/store/fault"
)

// rank orders the roles; a role that is none is below all.
func rank(r Role) int { return slices.Index(desk.Roles, r) }

// operator says whether the actor is the operator of the machine rather than an
// editor.
func operator(a Actor) bool { return a.Editor.ID == 0 && a.Via == "cli" }

// nameKey is what two spellings of one name have in common.
func nameKey(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// goodName refuses names that cannot be shown or told apart.
func goodName(name string) (string, error) {
	name = strings.TrimSpace(name)
	if n := utf8.RuneCountInString(name); n < 1 || n > 80 || !utf8.ValidString(name) {
		return "", fault.BadField("name", "write 1 to 80 characters")
	}
	for _, r := range name {
		if !unicode.IsPrint(r) {
			return "", fault.BadField("name", "only letters, digits, signs and plain spaces are allowed")
		}
	}
	return name, nil
}

const editorColumns = "id, name, role, disabled, created_at, password_hash"

func scanEditor(row interface{ Scan(...any) error }) (e Editor, hash string, err error) {
	var created string
	err = row.Scan(&e.ID, &e.Name, &e.Role, &e.Disabled, &created, &hash)
	e.CreatedAt = instant(created)
	return e, hash, err
}

// EditorByName finds an editor and the hash of the password; NotFound when there
// is none. Case does not matter.
func (s *Store) EditorByName(ctx context.Context, name string) (e Editor, hash string, err error) {
	e, hash, err = scanEditor(s.reader.QueryRowContext(ctx, "SELECT "+editorColumns+" FROM editor WHERE name_key = ?", nameKey(name)))
	if errors.Is(err, sql.ErrNoRows) {
		return Editor{}, "", fault.New(fault.NotFound, "there is no editor named %q; megacycle user list shows them all", compact(name, 40))
	}
	return e, hash, failed(err, "find editor")
}

// EditorByID finds an editor; NotFound when there is none.
func (s *Store) EditorByID(ctx context.Context, id int64) (Editor, error) {
	return editorByID(ctx, s.reader, id)
}

func editorByID(ctx context.Context, q querier, id int64) (Editor, error) {
	e, _, err := scanEditor(q.QueryRowContext(ctx, "SELECT "+editorColumns+" FROM editor WHERE id = ?", id))
	if errors.Is(err, sql.ErrNoRows) {
		return Editor{}, fault.New(fault.NotFound, "there is no editor %d", id)
	}
	return e, failed(err, "find editor")
}

// Editors gives all editors, disabled ones too, by name.
func (s *Store) Editors(ctx context.Context) ([]Editor, error) {
	rows, err := s.reader.QueryContext(ctx, "SELECT "+editorColumns+" FROM editor ORDER BY name_key")
	if err != nil {
		return nil, failed(err, "list editors")
	}
	defer rows.Close()
	var out []Editor
	for rows.Next() {
		e, _, err := scanEditor(rows)
		if err != nil {
			return nil, failed(err, "list editors")
		}
		out = append(out, e)
	}
	return out, failed(rows.Err(), "list editors")
}

// allowed reads the actor anew, since a session can be older than a change of
// role, and refuses who may not do what role may. The operator may do what
// concerns the installation, but nothing in an editor's name.
func allowed(ctx context.Context, q querier, a Actor, role Role) (Editor, error) {
	if operator(a) && role == desk.Admin {
		return Editor{}, nil
	}
	if a.Editor.ID == 0 {
		return Editor{}, fault.New(fault.Unsigned, "sign in first")
	}
	e, err := editorByID(ctx, q, a.Editor.ID)
	switch {
	case err != nil:
		return Editor{}, err
	case e.Disabled:
		return Editor{}, fault.New(fault.Forbidden, "%s is locked out; an admin can change that", e.Name)
	case rank(e.Role) < rank(role):
		return Editor{}, fault.New(fault.Forbidden, "%s is %s; this needs the role %s", e.Name, e.Role, role)
	}
	return e, nil
}

// AddEditor adds an editor with a password that is already hashed. The actor is
// an admin or the operator. A name that is taken is a Conflict.
func (s *Store) AddEditor(ctx context.Context, a Actor, name string, role Role, passwordHash string) (e Editor, err error) {
	err = s.write(ctx, "add editor", func(tx *sql.Tx) error {
		if _, err := allowed(ctx, tx, a, desk.Admin); err != nil {
			return err
		}
		if e, err = s.addEditor(ctx, tx, name, role, passwordHash); err != nil {
			return err
		}
		return s.audit(ctx, tx, a, "editor.add", tag(e), "role "+string(role))
	})
	return e, err
}

// tag names an editor in the audit log by number, so that the name can be
// erased.
func tag(e Editor) string { return "editor " + itoa(e.ID) }

func (s *Store) addEditor(ctx context.Context, tx *sql.Tx, name string, role Role, hash string) (Editor, error) {
	name, err := goodName(name)
	if err != nil {
		return Editor{}, err
	}
	if _, err := desk.ParseRole(string(role)); err != nil {
		return Editor{}, err
	}
	if hash == "" {
		return Editor{}, fault.BadField("password", "a password is needed")
	}
	var n int
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM editor WHERE name_key = ?", nameKey(name)).Scan(&n); err != nil {
		return Editor{}, err
	}
	if n > 0 {
		return Editor{}, fault.New(fault.Conflict, "the name %q is taken", name)
	}
	e := Editor{Name: name, Role: role, CreatedAt: instant(s.at())}
	err = tx.QueryRowContext(ctx, "INSERT INTO editor (name, name_key, role, password_hash, disabled, created_at) VALUES (?, ?, ?, ?, 0, ?) RETURNING id",
		name, nameKey(name), string(role), hash, e.CreatedAt.Format(stamp)).Scan(&e.ID)
	if err != nil {
		return Editor{}, err
	}
	_, err = tx.ExecContext(ctx, "DELETE FROM setup_token")
	return e, err
}

// SetPassword gives an editor a new password, already hashed. The session
// manager ends the sessions that the old one opened. The actor is the editor, an admin or the operator.
func (s *Store) SetPassword(ctx context.Context, a Actor, id int64, passwordHash string) error {
	if passwordHash == "" {
		return fault.BadField("password", "a password is needed")
	}
	return s.write(ctx, "set password", func(tx *sql.Tx) error {
		need := desk.Admin
		if a.Editor.ID == id {
			need = desk.Viewer
		}
		if _, err := allowed(ctx, tx, a, need); err != nil {
			return err
		}
		e, err := editorByID(ctx, tx, id)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE editor SET password_hash = ? WHERE id = ?", passwordHash, id); err != nil {
			return err
		}
		return s.audit(ctx, tx, a, "editor.password", tag(e), "")
	})
}

// DisableEditor locks an editor out; what they did stays. The actor is an admin or the operator; the last admin can be
// locked out by the operator only.
func (s *Store) DisableEditor(ctx context.Context, a Actor, id int64) error {
	return s.write(ctx, "disable editor", func(tx *sql.Tx) error {
		if _, err := allowed(ctx, tx, a, desk.Admin); err != nil {
			return err
		}
		e, err := editorByID(ctx, tx, id)
		if err != nil {
			return err
		}
		var others int
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM editor WHERE role = 'admin' AND disabled = 0 AND id <> ?", id).Scan(&others); err != nil {
			return err
		}
		if e.Role == desk.Admin && others == 0 && !operator(a) {
			return fault.New(fault.Forbidden, "%s is the only admin; add another one first", e.Name)
		}
		if _, err := tx.ExecContext(ctx, "UPDATE editor SET disabled = 1 WHERE id = ?", id); err != nil {
			return err
		}
		return s.audit(ctx, tx, a, "editor.disable", tag(e), "")
	})
}

// SetupToken makes the one-time token with which the first admin is made, as
// long as no editor exists; then ok is true. A token made before stops working.
func (s *Store) SetupToken(ctx context.Context) (token string, ok bool, err error) {
	err = s.write(ctx, "make set-up token", func(tx *sql.Tx) error {
		var n int
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM editor").Scan(&n); err != nil || n > 0 {
			return err
		}
		raw := make([]byte, 32)
		if _, err := rand.Read(raw); err != nil {
			return err
		}
		token, ok = base64.RawURLEncoding.EncodeToString(raw), true
		if _, err := tx.ExecContext(ctx, "DELETE FROM setup_token"); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO setup_token (id, token_sum, created_at) VALUES (1, ?, ?)", digest([]byte(token)), s.at())
		return err
	})
	if err != nil {
		return "", false, err
	}
	return token, ok, nil
}

// SetupOpen says whether token would be accepted now, so that a form need not be
// shown in vain.
func (s *Store) SetupOpen(ctx context.Context, token string) (bool, error) {
	err := setupMatches(ctx, s.reader, token)
	if fault.KindOf(err) == fault.NotFound {
		return false, nil
	}
	return err == nil, failed(err, "find set-up token")
}

// setupMatches compares without telling by time how much was right.
func setupMatches(ctx context.Context, q querier, token string) error {
	var sum string
	err := q.QueryRowContext(ctx, "SELECT token_sum FROM setup_token WHERE id = 1 AND NOT EXISTS (SELECT 1 FROM editor)").Scan(&sum)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if err != nil || subtle.ConstantTimeCompare([]byte(sum), []byte(digest([]byte(token)))) != 1 {
		return fault.New(fault.NotFound, "this set-up link does not work any more; the newest one is printed when the server starts, as long as there is no editor")
	}
	return nil
}

// UseSetupToken makes the first admin and uses the token up. A token that is
// unknown, replaced or used is NotFound.
func (s *Store) UseSetupToken(ctx context.Context, token, name, passwordHash, ip string) (e Editor, err error) {
	err = s.write(ctx, "set up", func(tx *sql.Tx) error {
		if err := setupMatches(ctx, tx, token); err != nil {
			return err
		}
		if e, err = s.addEditor(ctx, tx, name, desk.Admin, passwordHash); err != nil {
			return err
		}
		return s.audit(ctx, tx, Actor{Editor: e, Via: "web", IP: ip}, "editor.set-up", tag(e), "role admin")
	})
	if err != nil {
		return Editor{}, err
	}
	return e, nil
}
