package cli

import (
	"bufio"
	"io"
	"strings"

	"megacycle/store/fault"
	"megacycle/web/session"
)

// confirm asks for a person's own password on the standard input, so that nobody
// approves in another's name.
func confirm(e *env, name, hash string) error {
	line, err := bufio.NewReader(io.LimitReader(e.in, 4096)).ReadString('\n')
	if err != nil && (err != io.EOF || line == "") {
		return fault.New(fault.Forbidden, "--approved-by %s: write that person's password on the standard input, one line", name)
	}
	ok, err := session.VerifyPassword(e.ctx, strings.TrimRight(line, "\r\n"), hash)
	if err != nil {
		return err
	}
	if !ok {
		return fault.New(fault.Forbidden, "--approved-by %s: that is not the password of %s", name, name)
	}
	return nil
}
