// Package check holds the editorial checks: what must be put right before a
// change set is published, and what needs a reason. Each has a stable code: B-
// blocks, W- warns. It also re-runs the arithmetic between figures, so that the
// program can check its own store.
//
// It is pure and imports figure only.
package check
