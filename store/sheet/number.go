package sheet

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"megacycle/store/fault"
	"megacycle/store/figure"
)

// scale is what a word behind a number means.
type scale struct {
	unit  figure.Unit // the unit that it belongs to; Count stands for every unit that counts plain things
	shift int         // power of ten, against the plain unit: dollars, watts x 10^9, percent, times
}

// scaleOf reads a word such as bn, million, % or MW.
func scaleOf(word string) (scale, bool) {
	switch strings.ToLower(word) {
	case "k", "thousand":
		return scale{figure.Count, 3}, true
	case "m", "mn", "mm", "mio", "million", "millions":
		return scale{figure.Count, 6}, true
	case "b", "bn", "billion", "billions":
		return scale{figure.Count, 9}, true
	case "t", "tn", "trn", "trillion", "trillions":
		return scale{figure.Count, 12}, true
	case "%", "percent", "pct":
		return scale{figure.Percent, 0}, true
	case "gw":
		return scale{figure.Gigawatts, 0}, true
	case "mw":
		return scale{figure.Gigawatts, -3}, true
	case "tw":
		return scale{figure.Gigawatts, 3}, true
	case "x", "times":
		return scale{figure.Times, 0}, true
	}
	return scale{}, false
}

// ParseNumber reads a number as people write it: 1,234.5, (12), −12, $42.2bn,
// 36.8 %, 400 MW, with any kind of space. A word such as bn or % is scaled to
// unit and must belong to it; with unit "" no such word is allowed. What can be
// read in two ways, such as 1.234, is Invalid, and the message gives both. The
// result is exact.
func ParseNumber(text string, unit figure.Unit) (figure.Amount, error) {
	n, err := readNumber(text)
	if err != nil {
		return figure.Amount{}, err
	}
	return n.in(unit)
}

// number is a number before its unit is known.
type number struct {
	text     string // as written, for messages
	negative bool
	whole    string // digits
	frac     string // digits
	dollar   bool
	word     string // "" or what scaleOf knows
}

func notANumber(text string) *fault.Error {
	return fault.New(fault.Invalid, "%q is not a number; write it like 42232, 42,232 or -7604.5", clip(text))
}

// readNumber reads the shape of a number.
func readNumber(text string) (number, error) {
	n := number{text: text}
	if len(text) > 60 || !utf8.ValidString(text) {
		return n, notANumber(text)
	}
	// One kind of space and of minus; spaces stay, as they may group digits.
	t := strings.Map(func(r rune) rune {
		switch {
		case r == '−' || r == '–' || r == '—' || r == '‑':
			return '-'
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, text)
	t = strings.TrimSpace(t)
	if in, ok := strings.CutPrefix(t, "("); ok {
		if in, ok = strings.CutSuffix(in, ")"); !ok {
			return n, notANumber(text)
		}
		n.negative, t = true, strings.TrimSpace(in)
	}
	signed := n.negative
	for {
		rest := strings.TrimLeft(t, " ")
		switch {
		case !signed && strings.HasPrefix(rest, "-"):
			n.negative, signed, t = true, true, rest[1:]
			continue
		case !signed && strings.HasPrefix(rest, "+"):
			signed, t = true, rest[1:]
			continue
		case !n.dollar && strings.HasPrefix(rest, "$"):
			n.dollar, t = true, rest[1:]
			continue
		case !n.dollar && len(rest) > 3 && (strings.EqualFold(rest[:3], "US$") || strings.EqualFold(rest[:3], "USD")):
			n.dollar, t = true, rest[3:]
			continue
		}
		t = rest
		break
	}
	end := strings.LastIndexAny(t, "0123456789") + 1
	body, tail := t[:end], strings.TrimSpace(t[end:])
	if tail != "" {
		for _, w := range strings.Fields(tail) {
			if !n.dollar && (w == "$" || strings.EqualFold(w, "USD")) {
				n.dollar = true
				continue
			}
			if _, ok := scaleOf(w); !ok || n.word != "" {
				return n, notANumber(text)
			}
			n.word = w
		}
	}
	return n, n.digits(body)
}

// digits splits the body into whole and fraction, and refuses what can be read
// in two ways.
func (n *number) digits(body string) error {
	bad := notANumber(n.text)
	commas, points := strings.Count(body, ","), strings.Count(body, ".")
	body = strings.ReplaceAll(body, "’", "'")
	group, point := "", ""
	switch {
	case commas > 0 && points > 0:
		group, point = ",", "."
		if strings.LastIndex(body, ",") > strings.LastIndex(body, ".") {
			group, point = ".", ","
		}
	case commas > 0:
		group = ","
	case points > 1:
		group = "."
	case points == 1:
		point = "."
	}
	if group == "" {
		switch {
		case strings.Contains(body, " "):
			group = " "
		case strings.Contains(body, "'"):
			group = "'"
		}
	}
	whole, frac := body, ""
	if point != "" {
		var ok bool
		if whole, frac, ok = strings.Cut(body, point); !ok || !onlyDigits(frac) {
			return bad
		}
	}
	if group == "" {
		if !onlyDigits(whole) {
			return bad
		}
		if len(frac) == 3 && len(whole) <= 3 && whole[0] != '0' && !n.billions() {
			return fault.New(fault.Invalid, "%q can be read in two ways: write %s%s for a thousand and more, or %s.%s0 for a fraction", clip(n.text), whole, frac, whole, frac)
		}
		n.whole, n.frac = whole, frac
		return nil
	}
	parts := strings.Split(whole, group)
	for i, p := range parts {
		if !onlyDigits(p) || (i > 0 && len(p) != 3) || (i == 0 && (len(p) > 3 || (p[0] == '0' && len(parts) > 1))) {
			if group == "," && point == "" && len(parts) == 2 && onlyDigits(parts[0]) && onlyDigits(parts[1]) {
				return fault.New(fault.Invalid, "%q can be read in two ways: write %s.%s for a fraction, or the whole number without a comma", clip(n.text), parts[0], parts[1])
			}
			return bad
		}
	}
	n.whole, n.frac = strings.Join(parts, ""), frac
	return nil
}

// billions says whether the word behind the number makes thousands of it absurd,
// so that a point can only start a fraction.
func (n *number) billions() bool {
	s, ok := scaleOf(n.word)
	return ok && s.unit == figure.Count && s.shift >= 9
}

// in gives the number in a unit.
func (n number) in(unit figure.Unit) (figure.Amount, error) {
	shift := 0
	if n.dollar && unit != figure.USDMillions {
		return figure.Amount{}, fault.New(fault.Invalid, "%q is in dollars, but the series is in %s", clip(n.text), unitName(unit))
	}
	if n.word != "" {
		s, _ := scaleOf(n.word)
		switch {
		case s.unit == figure.Count && unit == figure.USDMillions:
			shift = s.shift - 6
		case s.unit == unit && unit != "":
			shift = s.shift
		default:
			return figure.Amount{}, fault.New(fault.Invalid, "%q says %s, but the series is in %s", clip(n.text), n.word, unitName(unit))
		}
	}
	whole, frac := n.whole, n.frac
	for ; shift > 0; shift-- {
		if frac == "" {
			frac = "0"
		}
		whole, frac = whole+frac[:1], frac[1:]
	}
	for ; shift < 0; shift++ {
		whole = "0" + whole
		whole, frac = whole[:len(whole)-1], whole[len(whole)-1:]+frac
	}
	whole = strings.TrimLeft(whole, "0")
	if whole == "" {
		whole = "0"
	}
	out := whole
	if frac != "" {
		out += "." + frac
	}
	if n.negative && strings.Trim(out, "0.") != "" {
		out = "-" + out
	}
	return figure.ParseAmount(out)
}

// unitName gives a unit as people say it.
func unitName(u figure.Unit) string {
	switch u {
	case figure.USDMillions:
		return "USD million"
	case figure.Gigawatts:
		return "gigawatts"
	case "":
		return "no unit that is known here"
	}
	return string(u)
}

func onlyDigits(s string) bool {
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}

// clip shortens strangers' text for an error message.
func clip(s string) string {
	r := []rune(s)
	if len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
