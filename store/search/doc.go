// Package search finds charts, series, companies and events of one state by
// words, as a reader types them: without regard to case and accents, by the
// beginnings of words, and with a slip of one letter.
//
// It is pure: an index is built from a state and kept with it. It imports figure
// and spec only.
package search
