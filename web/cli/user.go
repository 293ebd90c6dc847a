package cli

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"megacycle/store"
	"megacycle/store/desk"
	"megacycle/store/fault"
	"megacycle/web/session"
)

// userCmd manages editors.
type userCmd struct {
	Add     userAddCmd     `cmd:"" help:"Add an editor."`
	List    userListCmd    `cmd:"" help:"List the editors."`
	Reset   userResetCmd   `cmd:"" help:"Give an editor a new password."`
	Disable userDisableCmd `cmd:"" help:"Lock an editor out; what they did stays."`
}

// password is how a password reaches the program: never as an argument, which
// other users of the machine could read.
type password struct {
	Stdin bool `name:"password-stdin" help:"Read the password from the standard input, one line." required:""`
}

// read gives the hash of the password on the first line of the input.
func (p password) read(e *env, name string) (string, error) {
	line, err := bufio.NewReader(io.LimitReader(e.in, 4096)).ReadString('\n')
	if err != nil && (err != io.EOF || line == "") {
		return "", fault.New(fault.Invalid, "no password came on the standard input; write it there, one line")
	}
	plain := strings.TrimRight(line, "\r\n")
	if err := session.ValidPassword(plain, name); err != nil {
		return "", err
	}
	return session.HashPassword(e.ctx, plain)
}

// operator is the actor of what is done at the command line without --as.
func operator() store.Actor { return store.Actor{Via: "cli"} }

// userAddCmd adds an editor.
type userAddCmd struct {
	Name string `arg:"" help:"The name to sign in with."`
	Role string `help:"What the person may do: viewer, editor, approver or admin." default:"editor" placeholder:"ROLE"`
	password
}

// Run adds the editor.
func (c userAddCmd) Run(e *env) error {
	role, err := desk.ParseRole(c.Role)
	if err != nil {
		return usage("--role: %q is not known; allowed are viewer, editor, approver and admin", c.Role)
	}
	st, err := e.open()
	if err != nil {
		return err
	}
	defer e.close(st)
	hash, err := c.read(e, c.Name)
	if err != nil {
		return err
	}
	ed, err := st.AddEditor(e.ctx, operator(), c.Name, role, hash)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "Added %s as %s.\n", ed.Name, ed.Role)
	return nil
}

// userListCmd lists the editors.
type userListCmd struct{}

// Run lists them, one a line.
func (userListCmd) Run(e *env) error {
	st, err := e.open()
	if err != nil {
		return err
	}
	defer e.close(st)
	all, err := st.Editors(e.ctx)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		fmt.Fprintln(e.out, "No editors yet. Add one with megacycle user add NAME --role admin --password-stdin.")
	}
	for _, ed := range all {
		state := ""
		if ed.Disabled {
			state = "  disabled"
		}
		fmt.Fprintf(e.out, "%-24s %-9s since %s%s\n", ed.Name, ed.Role, ed.CreatedAt.UTC().Format("2 Jan 2006"), state)
	}
	return nil
}

// userResetCmd gives an editor a new password.
type userResetCmd struct {
	Name string `arg:"" help:"The editor's name."`
	password
}

// Run sets it and ends the editor's sessions.
func (c userResetCmd) Run(e *env) error {
	st, err := e.open()
	if err != nil {
		return err
	}
	defer e.close(st)
	ed, _, err := st.EditorByName(e.ctx, c.Name)
	if err != nil {
		return err
	}
	hash, err := c.read(e, ed.Name)
	if err != nil {
		return err
	}
	if err := st.SetPassword(e.ctx, operator(), ed.ID, hash); err != nil {
		return err
	}
	fmt.Fprintf(e.out, "%s has a new password; sessions that were open are ended.\n", ed.Name)
	return nil
}

// userDisableCmd locks an editor out.
type userDisableCmd struct {
	Name string `arg:"" help:"The editor's name."`
}

// Run disables the editor.
func (c userDisableCmd) Run(e *env) error {
	st, err := e.open()
	if err != nil {
		return err
	}
	defer e.close(st)
	ed, _, err := st.EditorByName(e.ctx, c.Name)
	if err != nil {
		return err
	}
	if err := st.DisableEditor(e.ctx, operator(), ed.ID); err != nil {
		return err
	}
	fmt.Fprintf(e.out, "%s can no longer sign in.\n", ed.Name)
	return nil
}
