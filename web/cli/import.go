package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"megacycle/store"
	"megacycle/store/check"
	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/sheet"
)

// importCmd brings figures from a CSV file into a change set.
type importCmd struct {
	File       string `arg:"" help:"CSV with the columns series,period,value,status,published_on,source_title,source_url,note."`
	As         string `help:"The editor in whose name it is done." required:"" placeholder:"NAME"`
	Note       string `help:"What the import is, for the release." required:"" placeholder:"TEXT"`
	Publish    bool   `help:"Publish at once; otherwise a draft is left for the desk."`
	ApprovedBy string `name:"approved-by" help:"A second person, where the installation asks for two." placeholder:"NAME"`
	Reason     string `help:"Why the warnings are right, at least ten characters; stored with the release." placeholder:"TEXT"`
}

// Run reads, checks and saves or publishes. A bad file changes nothing and every
// bad line is listed.
func (c importCmd) Run(e *env) error {
	f, err := os.Open(c.File)
	if err != nil {
		return fault.Wrap(fault.NotFound, err, "%s cannot be opened", c.File)
	}
	defer f.Close()
	st, err := e.open()
	if err != nil {
		return err
	}
	defer e.close(st)
	ed, _, err := st.EditorByName(e.ctx, c.As)
	if err != nil {
		return err
	}
	actor := store.Actor{Editor: ed, Via: "cli"}
	today := figure.DateOf(e.now())
	state, err := st.Ledger().At(0, "", today)
	if err != nil {
		return err
	}
	plan, err := sheet.Import(state, f)
	if err != nil {
		return err
	}
	changes := plan.Changes
	if len(changes) == 0 {
		fmt.Fprintf(e.out, "Nothing to import: %s.\n", plan.Summary())
		return nil
	}
	findings := check.Changes(state, today, changes)
	reasons, err := c.judge(findings)
	if err != nil {
		return err
	}
	cs, err := st.CreateChangeSet(e.ctx, actor, "Import of "+filepath.Base(c.File))
	if err != nil {
		return err
	}
	begun := cs
	if cs, err = st.SaveChanges(e.ctx, actor, cs.ID, cs.Version, cs.Title, c.Note, changes, reasons); err != nil {
		c.drop(e, st, actor, begun)
		return err
	}
	if !c.Publish {
		fmt.Fprintf(e.out, "Saved %d changes as the draft %q (change set %d); publish it at the desk.\n", len(changes), cs.Title, cs.ID)
		return nil
	}
	opt := store.PublishOptions{Version: cs.Version, Note: c.Note}
	if opt.Findings, err = json.Marshal(findings); err != nil {
		return err
	}
	if c.ApprovedBy != "" {
		if opt.Approver, err = c.approver(e, st); err != nil {
			c.drop(e, st, actor, cs)
			return err
		}
	}
	rel, err := st.Publish(e.ctx, actor, cs.ID, opt)
	if err != nil {
		c.drop(e, st, actor, cs)
		return err
	}
	fmt.Fprintf(e.out, "Published %d changes as release %d.\n", len(changes), rel.N)
	return nil
}

// drop leaves no draft of an import that was refused.
func (c importCmd) drop(e *env, st *store.Store, a store.Actor, cs store.ChangeSet) {
	if err := st.Discard(e.ctx, a, cs.ID, cs.Version); err != nil {
		e.log.Warn("the draft of the refused import stays", "change_set", cs.ID, "error", err)
	}
}

// judge refuses findings that block, and warnings without a reason.
func (c importCmd) judge(findings []check.Finding) (map[string]string, error) {
	reasons := map[string]string{}
	var fields []fault.Field
	for _, f := range findings {
		where := fmt.Sprintf("%s %s", f.Series, f.Period)
		switch {
		case f.Level == check.Block:
			fields = append(fields, fault.Field{Name: where, Message: f.Code + " " + f.Message, Code: f.Code})
		case len(strings.TrimSpace(c.Reason)) < 10:
			fields = append(fields, fault.Field{Name: where, Message: f.Code + " " + f.Message + " (a warning: say why it is right with --reason)", Code: f.Code})
		default:
			reasons[f.Key()] = c.Reason
		}
	}
	if len(fields) > 0 {
		return nil, &fault.Error{Kind: fault.Invalid, Message: "nothing was imported; these lines need a second look", Fields: fields}
	}
	return reasons, nil
}

// approver finds the second person, who confirms with their own password on the
// standard input.
func (c importCmd) approver(e *env, st *store.Store) (*store.Actor, error) {
	ed, hash, err := st.EditorByName(e.ctx, c.ApprovedBy)
	if err != nil {
		return nil, err
	}
	if err := confirm(e, ed.Name, hash); err != nil {
		return nil, err
	}
	return &store.Actor{Editor: ed, Via: "cli"}, nil
}
