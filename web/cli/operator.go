package cli

import (
	"fmt"
	"os"

	"megacycle/store"
	"megacycle/store/check"
	"megacycle/store/fault"
	"megacycle/store/figure"
)

// backupCmd writes a copy of the database.
type backupCmd struct {
	File string `arg:"" help:"The file to write; it must not exist yet."`
}

// Run writes the copy.
func (c backupCmd) Run(e *env) error {
	st, err := e.open()
	if err != nil {
		return err
	}
	defer e.close(st)
	if err := st.Backup(e.ctx, c.File); err != nil {
		return err
	}
	fmt.Fprintf(e.out, "Wrote %s, at release %d.\n", c.File, st.Ledger().Current())
	return nil
}

// restoreCmd replaces the database.
type restoreCmd struct {
	File string `arg:"" help:"The backup to restore."`
}

// Run verifies the backup and puts it in place.
func (c restoreCmd) Run(e *env) error {
	kept, err := store.Restore(e.ctx, c.File, e.opt.DB, store.Options{Now: e.now, Log: e.log})
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "Restored %s from %s.\n", e.opt.DB, c.File)
	if kept != "" {
		fmt.Fprintf(e.out, "The database that was there is kept as %s.\n", kept)
	}
	return nil
}

// checkCmd verifies the database.
type checkCmd struct{}

// Run prints one line per check and fails when one does not hold.
func (checkCmd) Run(e *env) error {
	st, err := e.open()
	if err != nil {
		return err
	}
	defer e.close(st)
	rep, err := st.Check(e.ctx)
	if err != nil {
		return err
	}
	failed := 0
	line := func(ok bool, name, detail string) {
		word := "ok  "
		if !ok {
			word, failed = "FAIL", failed+1
		}
		fmt.Fprintf(e.out, "%s  %-24s %s\n", word, name, detail)
	}
	for _, l := range rep.Lines {
		line(l.OK, l.Name, l.Detail)
	}
	if st.Ledger().Current() > 0 {
		now, err := st.Ledger().At(0, "", figure.DateOf(e.now()))
		if err != nil {
			return err
		}
		blocked := 0
		for _, f := range check.Arithmetic(now) {
			if f.Level == check.Block {
				blocked++
				line(false, "arithmetic", f.Code+" "+f.Message)
			}
		}
		if blocked == 0 {
			line(true, "arithmetic", "quarters, years, trailing sums and totals agree")
		}
	}
	if failed > 0 {
		return fault.New(fault.Invalid, "%d of the checks failed; restore a backup with megacycle restore FILE, or ask for help with this list", failed)
	}
	return nil
}

// open opens the database that the options name; unlike serve it makes none.
func (e *env) open() (*store.Store, error) {
	if _, err := os.Stat(e.opt.DB); err != nil {
		return nil, fault.New(fault.NotFound, "there is no database %s; start the site once with megacycle, or name another with --db", e.opt.DB)
	}
	return store.Open(e.ctx, e.opt.DB, store.Options{Now: e.now, Log: e.log})
}

func (e *env) close(st *store.Store) {
	if err := st.Close(); err != nil {
		e.log.Error("closing the database failed", "error", err)
	}
}
