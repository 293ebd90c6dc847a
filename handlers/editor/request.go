package editor

import (
	"errors"
	"net"
	"net/http"
	"net/url"
	"path"
	"strings"
	"unicode"

	"github.com/go-chi/chi/v5/middleware"

	"megacycle/store/desk"
	"megacycle/store/fault"
)

// readForm reads the parameters and the body of a request.
func readForm(r *http.Request) error {
	err := r.ParseForm()
	var big *http.MaxBytesError
	switch {
	case errors.As(err, &big):
		return fault.New(fault.Invalid, "the form is larger than %d kB; send less at once", big.Limit>>10)
	case err != nil:
		return fault.Wrap(fault.Invalid, err, "the form cannot be read")
	}
	return nil
}

// typed gives a field of the form as text of one line: no control characters, no
// space around it.
func typed(r *http.Request, name string) string {
	return strings.TrimSpace(strings.Map(func(c rune) rune {
		if unicode.IsControl(c) {
			return ' '
		}
		return c
	}, strings.ToValidUTF8(r.PostForm.Get(name), "�")))
}

// prose gives a field that may have several lines.
func prose(r *http.Request, name string) string {
	s := strings.ReplaceAll(strings.ToValidUTF8(r.PostForm.Get(name), "�"), "\r\n", "\n")
	return strings.TrimSpace(strings.Map(func(c rune) rune {
		if unicode.IsControl(c) && c != '\n' {
			return ' '
		}
		return c
	}, s))
}

// clientIP gives the address of the client, as the server found it out.
func clientIP(r *http.Request) string {
	if ip := middleware.GetClientIP(r.Context()); ip != "" {
		return ip
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// actor gives who is doing this.
func (e *Editor) actor(r *http.Request) desk.Actor {
	ed, _ := e.sessions.Current(r.Context())
	return desk.Actor{Editor: ed, Via: "web", IP: clientIP(r)}
}

// local gives a local address at or below /edit, or /edit for anything else, so
// that no link can lead elsewhere after sign-in.
func local(to string) string {
	const home = "/edit"
	if len(to) > 500 || strings.ContainsAny(to, "\\\r\n\t") {
		return home
	}
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || u.Opaque != "" || path.Clean(u.Path) != u.Path {
		return home
	}
	if u.Path != home && !strings.HasPrefix(u.Path, home+"/") || strings.HasPrefix(u.Path, home+"/sign-") || strings.HasPrefix(u.Path, home+"/set-up") {
		return home
	}
	u.Fragment = ""
	return u.String()
}
