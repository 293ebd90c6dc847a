// Package format writes amounts, percents, dates and periods as readers see
// them. It is the only place where a number becomes text for people, so that a
// page, a chart, a table and an image say the same thing in the same way.
//
// A Language holds all that differs between languages; English is the first, and
// the functions of this package write English. It imports figure only.
package format
