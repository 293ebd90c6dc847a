package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"megacycle/store/desk"
	"megacycle/store/fault"
	"megacycle/store/figure"
)

// Policy says how many people a publication takes: "one" or "two". Unless the
// operator has set it, it is two as soon as two people can approve.
func (s *Store) Policy(ctx context.Context) (string, error) {
	p, err := policy(ctx, s.reader)
	return p, failed(err, "read policy")
}

func policy(ctx context.Context, q querier) (string, error) {
	var set string
	err := q.QueryRowContext(ctx, "SELECT value FROM meta WHERE key = 'policy'").Scan(&set)
	if err == nil {
		return set, nil
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return "", err
	}
	var n int
	if err := q.QueryRowContext(ctx, "SELECT count(*) FROM editor WHERE role IN ('approver', 'admin') AND disabled = 0").Scan(&n); err != nil {
		return "", err
	}
	if n >= 2 {
		return "two", nil
	}
	return "one", nil
}

// SetPolicy fixes how many people a publication takes, "one" or "two"; ""
// returns to the rule of Policy. The actor is an admin or the operator.
func (s *Store) SetPolicy(ctx context.Context, a Actor, p string) error {
	if !slices.Contains([]string{"", "one", "two"}, p) {
		return fault.BadField("policy", "%q is not known; allowed are one and two", compact(p, 40))
	}
	return s.write(ctx, "set policy", func(tx *sql.Tx) error {
		if _, err := allowed(ctx, tx, a, desk.Admin); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM meta WHERE key = 'policy'"); err != nil {
			return err
		}
		if p != "" {
			if _, err := tx.ExecContext(ctx, "INSERT INTO meta (key, value) VALUES ('policy', ?)", p); err != nil {
				return err
			}
		}
		return s.audit(ctx, tx, a, "policy.set", "installation", p)
	})
}

// Publish makes a release of a draft, in one transaction: either all of it is
// public when Publish returns, or nothing has changed. It refuses with
//
//   - Conflict when the draft is not at the version given, or when something in
//     it was published by somebody else since it was last saved,
//   - Forbidden when a second person is needed or may not be this one,
//   - Invalid when a change could not stand in the store.
//
// The author is the draft's owner. A second person who publishes somebody
// else's draft approves it by that.
func (s *Store) Publish(ctx context.Context, a Actor, id int64, o PublishOptions) (rel figure.Release, err error) {
	s.swap.Lock()
	defer s.swap.Unlock()
	var next *figure.Ledger
	err = s.write(ctx, "publish", func(tx *sql.Tx) error {
		who, err := allowed(ctx, tx, a, desk.Writer)
		if err != nil {
			return err
		}
		c, err := draft(ctx, tx, id, o.Version)
		if err != nil {
			return err
		}
		l, err := s.ahead(ctx, tx, s.Ledger()) // another process may have published
		if err != nil {
			return err
		}
		if err := overtaken(l, c); err != nil {
			return err
		}
		if err := validate(l, c.Changes, figure.DateOf(s.now())); err != nil {
			return err
		}
		author, err := editorByID(ctx, tx, c.OwnerID)
		if err != nil {
			return err
		}
		two, approver, err := second(ctx, tx, who, c, o.Approver)
		if err != nil {
			return err
		}
		if o.Note == "" {
			o.Note = c.Note
		}
		title, note, err := words(c.Title, o.Note)
		if err != nil {
			return err
		}
		r := sealed{title: title, note: note, author: &author.ID, policy: two, changeSet: &c.ID}
		rel = figure.Release{Author: author.Name}
		if approver != nil {
			r.approver, rel.Approver = &approver.ID, approver.Name
		}
		var findings any
		if len(o.Findings) > 0 {
			if !json.Valid(o.Findings) {
				return fmt.Errorf("the findings of change set %d are not JSON", id)
			}
			findings = string(o.Findings)
		}
		if _, err := tx.ExecContext(ctx, query("change_set_publish"), findings, s.at(), who.ID, c.ID); err != nil {
			return err
		}
		next, err = s.release(ctx, tx, l, r, &rel, c.Changes)
		if err != nil {
			return err
		}
		return s.audit(ctx, tx, a, "release.publish", "release "+itoa(int64(rel.N)), "hash "+rel.Hash)
	})
	if err != nil {
		return figure.Release{}, err
	}
	s.put(next)
	s.log.Info("release published", "release", rel.N, "change_set", id, "policy", rel.Policy, "via", a.Via)
	return rel, nil
}

// release writes a release after the newest of l and gives the ledger with it;
// rel comes with the names and leaves complete.
func (s *Store) release(ctx context.Context, tx *sql.Tx, l *figure.Ledger, r sealed, rel *figure.Release, changes []figure.Change) (*figure.Ledger, error) {
	text, kept, err := pack(changes)
	if err != nil {
		return nil, err
	}
	_, r.sums, err = unpack(string(text))
	if err != nil {
		return nil, err
	}
	r.n, r.changes, r.publishedAt = l.Current()+1, string(text), s.at()
	if r.n > 1 {
		r.prev = l.Releases[len(l.Releases)-1].Hash
	}
	if r.hash, err = r.compute(); err != nil {
		return nil, err
	}
	if err := insertRows(ctx, tx, r.n, kept); err != nil {
		return nil, err
	}
	if _, err := tx.ExecContext(ctx, query("release_insert"), r.n, r.prev, r.hash, r.publishedAt, r.title, r.note, r.author, r.approver, r.policy,
		r.changeSet, r.changes); err != nil {
		return nil, err
	}
	rel.N, rel.PublishedAt, rel.Title, rel.Note = r.n, instant(r.publishedAt), r.title, r.note
	rel.Policy, rel.Hash, rel.PrevHash = r.policy, r.hash, r.prev
	return l.With(*rel, kept), nil
}

// overtaken refuses a draft when something in it was published since it was
// last saved: its editor has not seen that.
func overtaken(l *figure.Ledger, c ChangeSet) error {
	if l.Current() == c.Base {
		return nil
	}
	newer := map[string]int{}
	note := func(n int, ch figure.Change) {
		if n > c.Base {
			newer[keyOf(ch)] = n
		}
	}
	for _, v := range l.Companies {
		note(v.Release, figure.Change{Company: &v})
	}
	for _, v := range l.Series {
		note(v.Release, figure.Change{Series: &v})
	}
	for _, v := range l.Sources {
		note(v.Release, figure.Change{Source: &v})
	}
	for _, v := range l.Rows {
		note(v.Release, figure.Change{Figure: &v})
	}
	for _, v := range l.Events {
		note(v.Release, figure.Change{Event: &v})
	}
	for _, v := range l.Bets {
		note(v.Release, figure.Change{Bet: &v})
	}
	for _, v := range l.Charts {
		note(v.Release, figure.Change{Chart: &v})
	}
	for _, v := range l.Reports {
		note(v.Release, figure.Change{Report: &v})
	}
	for _, v := range l.Dues {
		note(v.Release, figure.Change{Due: &v})
	}
	for _, ch := range c.Changes {
		key := keyOf(ch)
		n, ok := newer[key]
		if !ok {
			continue
		}
		r := l.Releases[n-1]
		who := r.Author
		if who == "" {
			who = "somebody"
		}
		return fault.New(fault.Conflict, "%s was published by %s in release %d on %s, after this draft was saved; look at it, then save the draft again", key, who, n, r.PublishedAt.Format("2 Jan 2006 15:04 UTC"))
	}
	return nil
}

// second finds out whether a second person is needed, and who it is.
func second(ctx context.Context, q querier, who Editor, c ChangeSet, named *Actor) (p string, approver *Editor, err error) {
	if p, err = policy(ctx, q); err != nil {
		return "", nil, err
	}
	wrote, err := hands(ctx, q, c.ID)
	if err != nil {
		return "", nil, err
	}
	switch {
	case named != nil:
		e, err := allowed(ctx, q, *named, desk.Approver)
		if err != nil {
			return "", nil, err
		}
		if slices.Contains(wrote, e.ID) {
			return "", nil, fault.New(fault.Forbidden, "%s wrote in this change set and cannot approve it; another approver has to", e.Name)
		}
		return p, &e, nil
	case who.Role.MayApprove() && !slices.Contains(wrote, who.ID):
		return p, &who, nil
	case p == "two":
		return "", nil, fault.New(fault.Forbidden, "a publication takes two people here: an approver or admin who did not write in this change set has to approve it; at the command line, --approved-by NAME")
	}
	return p, nil, nil
}

// Seed fills an empty database with its first release, in one transaction.
// Conflict when something has been released already.
func (s *Store) Seed(ctx context.Context, title, note string, changes []figure.Change) (rel figure.Release, err error) {
	s.swap.Lock()
	defer s.swap.Unlock()
	title, note, err = words(title, note)
	if err != nil {
		return figure.Release{}, err
	}
	var next *figure.Ledger
	err = s.write(ctx, "seed", func(tx *sql.Tx) error {
		var n int
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM release").Scan(&n); err != nil {
			return err
		}
		if n > 0 {
			return fault.New(fault.Conflict, "the database is not empty; later figures come by megacycle import")
		}
		l := &figure.Ledger{}
		if err := validate(l, changes, figure.DateOf(s.now())); err != nil {
			return err
		}
		if next, err = s.release(ctx, tx, l, sealed{title: title, note: note, policy: "one"}, &rel, changes); err != nil {
			return err
		}
		return s.audit(ctx, tx, Actor{Via: "cli"}, "release.seed", "release 1", "hash "+rel.Hash)
	})
	if err != nil {
		return figure.Release{}, err
	}
	s.put(next)
	return rel, nil
}
