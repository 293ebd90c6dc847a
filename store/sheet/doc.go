// Package sheet brings figures in from what people paste and save from
// spreadsheets, and writes them out again: numbers, CSV, TSV.
//
// Numbers are exact, never floats, and never guessed: what can be read in two
// ways is refused with both readings. Every bad line of a file is listed.
//
// It is pure and imports figure and fault only.
package sheet
