package search

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

const (
	maxQuery = 16 // words of a query that count
	maxRunes = 40 // letters of a word that count
)

// words splits text into folded words: letters and digits, in small letters,
// without accents. "Île-de-France’s Q2" gives ile, de, france, s, q2.
func words(text string, most int) []string {
	var out []string
	var b strings.Builder
	n := 0
	flush := func() {
		if b.Len() > 0 {
			out = append(out, b.String())
			b.Reset()
		}
		n = 0
	}
	// Compatibility decomposition takes accents off their letters, opens ligatures
	// and full-width forms (Unicode Standard Annex 15).
	var it norm.Iter
	it.InitString(norm.NFKD, text)
	for !it.Done() {
		for _, r := range string(it.Next()) {
			switch {
			case unicode.Is(unicode.Mn, r):
			case unicode.IsLetter(r) || unicode.IsDigit(r):
				if n < maxRunes {
					b.WriteString(fold(r))
					n++
				}
			default:
				flush()
			}
		}
		if most > 0 && len(out) >= most {
			return out[:most]
		}
	}
	flush()
	if most > 0 && len(out) > most {
		out = out[:most]
	}
	return out
}

// fold gives a letter as it is compared. A few letters have no accent that
// decomposition could take off.
func fold(r rune) string {
	switch r = unicode.ToLower(r); r {
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'ø':
		return "o"
	case 'ł':
		return "l"
	case 'đ', 'ð':
		return "d"
	case 'ı':
		return "i"
	case 'þ':
		return "th"
	}
	return string(r)
}

// small lists words that say nothing in a query.
func small(w string) bool {
	switch w {
	case "a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "of", "on", "or", "s", "the", "to", "vs", "with":
		return true
	}
	return false
}

// meant gives what a short form of the trade stands for; every word of one of the
// lists must be there instead of the word itself.
func meant(w string) [][]string {
	switch w {
	case "capex":
		return [][]string{{"capital", "expenditure"}, {"capital", "spending"}}
	case "fcf":
		return [][]string{{"free", "cash", "flow"}}
	case "ocf":
		return [][]string{{"operating", "cash", "flow"}}
	case "ttm", "ltm":
		return [][]string{{"trailing"}}
	case "google":
		return [][]string{{"alphabet"}}
	case "facebook":
		return [][]string{{"meta"}}
	case "gpu", "gpus", "chip", "chips":
		return [][]string{{"nvidia"}, {"trainium"}}
	case "energy", "electricity":
		return [][]string{{"power"}, {"gigawatts"}}
	case "datacenter", "datacentre":
		return [][]string{{"data", "center"}, {"data", "centre"}}
	}
	return nil
}

// near says whether two words differ by one slip: a letter changed, left out, put
// in, or two neighbours swapped (Damerau 1964). Short words must be right.
func near(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < 4 || len(y)-len(x) > 1 || x[0] != y[0] {
		return false
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	same := func(p, q []rune) bool { return string(p) == string(q) }
	if len(x) < len(y) {
		return same(x[i:], y[i+1:])
	}
	if i == len(x) || same(x[i+1:], y[i+1:]) {
		return true
	}
	return i+1 < len(x) && x[i] == y[i+1] && x[i+1] == y[i] && same(x[i+2:], y[i+2:])
}
