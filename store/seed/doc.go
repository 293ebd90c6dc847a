// Package seed holds the figures that a new installation starts with, as CSV and
// JSON inside the program, and reads them into changes: the first release.
//
// Facts with their sources, in our own words. The loader refuses the whole load
// when one line is wrong, and names each with file, line and reason. Quarters are
// filed under the calendar quarter that holds the middle of the company's own
// quarter; what is dated only by month or not at all gets the latest day that
// its source allows, marked approximate.
//
// It is pure and imports figure, spec and fault only.
package seed
