// Package outlook looks ahead from the figures, and back at what was said about
// them: the growth still required to reach a target, when a pace would meet it,
// the path in between, and guidance against what came of it. These are
// calculations, never forecasts.
//
// It is pure and imports figure only.
package outlook
