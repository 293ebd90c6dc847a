// Package spec holds chart definitions and the state of a chart that an address
// carries: which range, view, date and release. It validates both, says in a
// sentence what is wrong, and writes a state back in its one canonical order.
//
// It is pure and imports figure and fault only.
package spec
