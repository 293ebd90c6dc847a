// Package outlook looks ahead from the figures: the growth still required to
// reach a target, when a pace would meet it, and the path in between. These are
// calculations, never forecasts.
//
// It is pure and imports figure only.
package outlook
