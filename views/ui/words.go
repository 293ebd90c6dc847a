package ui

import "strings"

// piece is a run of text; kept ones do not break over lines.
type piece struct {
	text string
	keep bool
}

// pieces splits text so that ranges ($720–745B) and negative amounts (−$7.6B)
// stay on one line.
func pieces(s string) []piece {
	var out []piece
	var run strings.Builder
	flush := func() {
		if run.Len() > 0 {
			out = append(out, piece{text: run.String()})
			run.Reset()
		}
	}
	for i, w := range strings.Split(s, " ") {
		if i > 0 {
			run.WriteByte(' ')
		}
		if strings.ContainsAny(w, "–−") && len(w) > 3 {
			flush()
			out = append(out, piece{w, true})
			continue
		}
		run.WriteString(w)
	}
	flush()
	return out
}
