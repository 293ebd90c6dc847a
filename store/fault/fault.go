package fault

import (
	"errors"
	"fmt"
)

// Kind says what sort of thing went wrong.
type Kind int

// The kinds, from the visitor's mistake to ours.
const (
	Internal    Kind = iota // unexpected; the message is not shown
	Invalid                 // a value is malformed, out of range or contradictory
	NotFound                // the thing named does not exist
	Conflict                // somebody else changed it first
	Forbidden               // signed in, but not allowed
	Unsigned                // not signed in
	Throttled               // too many tries; wait
	Busy                    // the server is at its limit; try again shortly
	Unavailable             // something the answer needs cannot be reached
)

// Field is a fault in one named input, such as a form field or a parameter.
type Field struct {
	Name    string // the field, parameter or "file:line"
	Message string // what is wrong and what is allowed
	Code    string // stable code of the check that found it; "" when none
}

// Error is a fault with a message that is safe to show.
type Error struct {
	Kind    Kind
	Message string
	Fields  []Field
	Err     error  // the cause, for the log only; may be nil
	Near    string // query of the nearest state that works, "?view=yoy"; "" when none is known
}

// Error gives the message and, for the log, the cause.
func (e *Error) Error() string {
	if e.Err != nil {
		return e.Message + ": " + e.Err.Error()
	}
	return e.Message
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// New makes a fault whose message a visitor may read.
func New(k Kind, format string, args ...any) *Error {
	return &Error{Kind: k, Message: fmt.Sprintf(format, args...)}
}

// Wrap makes a fault with a cause that only the log sees.
func Wrap(k Kind, err error, format string, args ...any) *Error {
	return &Error{Kind: k, Message: fmt.Sprintf(format, args...), Err: err}
}

// BadField makes an Invalid fault about one named input.
func BadField(name, format string, args ...any) *Error {
	m := fmt.Sprintf(format, args...)
	return &Error{Kind: Invalid, Message: name + ": " + m, Fields: []Field{{Name: name, Message: m}}}
}

// KindOf gives the kind of err, Internal when it is no fault.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// Message gives the text of err that may be shown, or "" when there is none.
func Message(err error) string {
	var e *Error
	if errors.As(err, &e) && e.Kind != Internal {
		return e.Message
	}
	return ""
}

// Fields gives the named inputs that err complains about.
func Fields(err error) []Field {
	var e *Error
	if errors.As(err, &e) {
		return e.Fields
	}
	return nil
}

// WithNear gives err with the query of the nearest state that works, "?view=yoy".
// An error that is no fault, or a query that is empty, changes nothing.
func WithNear(err error, query string) error {
	var e *Error
	if query == "" || !errors.As(err, &e) {
		return err
	}
	n := *e
	n.Near = query
	return &n
}

// Near gives the query of the nearest state that works, "" when none is known.
func Near(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Near
	}
	return ""
}
