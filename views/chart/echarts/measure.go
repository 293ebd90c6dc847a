package echarts

import (
	"encoding/json"
	"strings"
	"sync"
	"unicode/utf8"

	"megacycle/static"
)

// advances is Arimo's advance widths in thousandths of an em, by code point,
// for each weight; a memory of the embedded table.
var advances = sync.OnceValue(func() (t struct{ Regular, Bold map[rune]int }) {
	_ = json.Unmarshal(static.Source("arimo.json"), &t) // a test reads it
	return t
})

// unknownAdvance is taken for a character that Arimo does not have.
const unknownAdvance = 600

// Width measures one line of text in pixels, set in Arimo (and so in Arial,
// Helvetica and Liberation Sans) without kerning.
func Width(s string, sizePx float64, bold bool) float64 {
	t := advances().Regular
	if bold {
		t = advances().Bold
	}
	sum := 0
	for _, r := range s {
		if a, ok := t[r]; ok {
			sum += a
		} else {
			sum += unknownAdvance
		}
	}
	return float64(sum) * sizePx / 1000
}

// Wrap breaks text into lines no wider than widthPx; a single word that is
// wider is broken inside. With maxLines > 0 the last line ends in "…" when text
// is left over.
func Wrap(s string, sizePx float64, bold bool, widthPx float64, maxLines int) []string {
	var lines []string
	line := ""
	flush := func() {
		if line != "" {
			lines = append(lines, line)
			line = ""
		}
	}
	for _, word := range Words(s) {
		next := word
		if line != "" {
			next = line + " " + word
		}
		if Width(next, sizePx, bold) <= widthPx {
			line = next
			continue
		}
		flush()
		for Width(word, sizePx, bold) > widthPx && utf8.RuneCountInString(word) > 1 {
			head := fit(word, sizePx, bold, widthPx)
			lines = append(lines, head)
			word = word[len(head):]
			if maxLines > 0 && len(lines) > maxLines {
				break
			}
		}
		line = word
		if maxLines > 0 && len(lines) > maxLines {
			break
		}
	}
	flush()
	if maxLines > 0 && len(lines) > maxLines {
		lines = lines[:maxLines]
		lines[maxLines-1] = Clip(lines[maxLines-1]+" …", sizePx, bold, widthPx)
	}
	return lines
}

// Words splits text where a line may break: at spaces, but not at a hard space
// and not before a percent sign.
func Words(s string) []string {
	return strings.FieldsFunc(strings.ReplaceAll(s, " %", "\u00a0%"), func(r rune) bool {
		return r == ' ' || r == '\n' || r == '\t' || r == '\r'
	})
}

// Clip shortens one line to widthPx and ends it in "…" when it had to.
func Clip(s string, sizePx float64, bold bool, widthPx float64) string {
	if Width(s, sizePx, bold) <= widthPx {
		return s
	}
	s = strings.TrimSuffix(s, " …")
	return strings.TrimSpace(fit(s, sizePx, bold, widthPx-Width("…", sizePx, bold))) + "…"
}

// fit gives the longest beginning of s that is no wider than widthPx, at least
// one character.
func fit(s string, sizePx float64, bold bool, widthPx float64) string {
	end := 0
	for i, r := range s {
		n := i + utf8.RuneLen(r)
		if r == utf8.RuneError {
			n = i + 1
		}
		if end > 0 && Width(s[:n], sizePx, bold) > widthPx {
			break
		}
		end = n
		if sizePx*float64(end) > 40*widthPx { // long past any line
			break
		}
	}
	return s[:end]
}
