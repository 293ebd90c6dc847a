// Package series is the arithmetic on figures: growth, trailing sums, calendar
// years, indices, shares, compound growth and run rates. Sums are exact; ratios
// are float64. A value that cannot be computed carries its reason, never a zero.
//
// It is pure and imports figure only.
package series
