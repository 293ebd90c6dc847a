package format

import (
	"math"
	"strconv"
	"strings"

	"megacycle/store/figure"
)

// None is what stands where there is no number.
const None = "–"

// Number writes v with a fixed count of decimals, half away from zero, with
// separators and a true minus: 1,234.5. Zero has no sign.
func (l *Language) Number(v float64, decimals int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return None
	}
	return l.digits(fixed(v, decimals))
}

// Signed writes a number with its sign, + or a true minus; zero has none.
func (l *Language) Signed(v float64, decimals int) string {
	s := l.Number(v, decimals)
	if v > 0 && strings.ContainsAny(s, "123456789") {
		return l.plus + s
	}
	return s
}

// fixed rounds half away from zero in decimal, on the shortest text that stands
// for v, so that 12.25 becomes 12.3 and 1.005 becomes 1.01.
func fixed(v float64, decimals int) string {
	s := strconv.FormatFloat(v, 'f', -1, 64)
	return roundText(s, decimals)
}

// roundText rounds plain decimal text half away from zero.
func roundText(s string, decimals int) string {
	neg := strings.HasPrefix(s, "-")
	whole, frac, _ := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	up := len(frac) > decimals && frac[decimals] >= '5'
	for len(frac) < decimals {
		frac += "0"
	}
	d := []byte(whole + frac[:decimals])
	for i := len(d) - 1; up; i-- {
		if i < 0 {
			d = append([]byte{'1'}, d...)
			break
		}
		if d[i] != '9' {
			d[i]++
			break
		}
		d[i] = '0'
	}
	out := string(d)
	if decimals > 0 {
		out = out[:len(out)-decimals] + "." + out[len(out)-decimals:]
	}
	if neg && strings.ContainsAny(out, "123456789") {
		out = "-" + out
	}
	return out
}

// digits puts separators, point and minus of the language into plain text.
func (l *Language) digits(s string) string {
	neg := strings.HasPrefix(s, "-")
	whole, frac, hasFrac := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	var b strings.Builder
	if neg {
		b.WriteString(l.minus)
	}
	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(l.group)
		}
		b.WriteRune(c)
	}
	if hasFrac {
		b.WriteString(l.point + frac)
	}
	return b.String()
}

// Exact writes an amount with all its digits and separators: 42,232. An amount
// that is not set is None.
func (l *Language) Exact(a figure.Amount) string {
	if !a.IsSet() {
		return None
	}
	return l.digits(a.String())
}

// Percent writes a ratio as a percent with one decimal: 0.368 is 36.8%.
func (l *Language) Percent(ratio float64) string { return l.suffix(l.Number(ratio*100, 1), l.percent) }

// Change writes a ratio as a signed percent: 0.368 is +36.8%.
func (l *Language) Change(ratio float64) string { return l.suffix(l.Signed(ratio*100, 1), l.percent) }

// PercentOf writes a number that is a percent already, with a count of decimals.
func (l *Language) PercentOf(v float64, decimals int) string {
	return l.suffix(l.Number(v, decimals), l.percent)
}

// Points writes a change of a percent in percentage points, signed: −2 points.
func (l *Language) Points(v float64) string {
	d := 1
	if v == math.Trunc(v) {
		d = 0
	}
	if math.Abs(v) == 1 {
		return l.Signed(v, d) + l.point1
	}
	return l.suffix(l.Signed(v, d), l.points)
}

func (l *Language) suffix(s, suffix string) string {
	if s == None {
		return s
	}
	return s + suffix
}

// Money writes millions of US dollars in billions with one decimal, as readers
// see them: 128725 is $128.7B, -7604 is −$7.6B. Below a tenth of a billion it
// writes millions, above a thousand billions trillions.
func (l *Language) Money(a figure.Amount) string {
	if !a.IsSet() {
		return None
	}
	return l.MoneyOf(a.Float())
}

// MoneyOf is Money for a computed number of millions.
func (l *Language) MoneyOf(millions float64) string {
	switch m := math.Abs(millions); {
	case m != 0 && m < 100:
		return l.dollars(millions, 0, l.million)
	case m >= 999950:
		return l.dollars(millions/1e6, 2, l.trillion)
	}
	return l.dollars(millions/1000, 1, l.billion)
}

// Billions writes millions of US dollars in billions without needless decimals,
// for round numbers that were said as such: 220000 is $220B.
func (l *Language) Billions(a figure.Amount) string {
	if !a.IsSet() {
		return None
	}
	return l.dollars(a.Float()/1000, l.shortest(a), l.billion)
}

// RoundBillions writes millions of US dollars in whole billions: 409982 is $410B.
func (l *Language) RoundBillions(a figure.Amount) string {
	if !a.IsSet() {
		return None
	}
	return l.dollars(a.Float()/1000, 0, l.billion)
}

// CountWord writes a small count as a word that begins a sentence: Four.
func (l *Language) CountWord(n int) string {
	if n >= 0 && n < len(l.counts) {
		return l.counts[n]
	}
	return l.Int(n)
}

// shortest gives how many decimals billions need: none for whole ones, else one.
func (l *Language) shortest(a figure.Amount) int {
	if b := a.Float() / 1000; b == math.Trunc(b) {
		return 0
	}
	return 1
}

func (l *Language) dollars(v float64, decimals int, suffix string) string {
	s := l.Number(v, decimals)
	if rest, ok := strings.CutPrefix(s, l.minus); ok {
		return l.minus + l.currency + rest + suffix
	}
	return l.suffix(l.currency+s, suffix)
}

// SignedMoney is Money with a plus before what is above zero: +$18.2B.
func (l *Language) SignedMoney(a figure.Amount) string {
	s := l.Money(a)
	if a.Sign() > 0 {
		return l.plus + s
	}
	return s
}

// ExactMoney writes millions of US dollars with all digits: $42,232M.
func (l *Language) ExactMoney(a figure.Amount) string {
	if !a.IsSet() {
		return None
	}
	s := l.digits(a.String())
	if rest, ok := strings.CutPrefix(s, l.minus); ok {
		return l.minus + l.currency + rest + l.million
	}
	return l.currency + s + l.million
}

// Amount writes an amount in its unit as readers see it: $42.2B, 28%, 1.2 GW.
func (l *Language) Amount(a figure.Amount, u figure.Unit) string {
	if !a.IsSet() {
		return None
	}
	switch u {
	case figure.USDMillions:
		return l.Money(a)
	case figure.Percent:
		return l.Exact(a) + l.percent
	case figure.Gigawatts:
		return l.Exact(a) + " GW"
	case figure.Times:
		return l.Exact(a) + "×"
	}
	return l.Exact(a)
}

// ExactAmount writes an amount in its unit with all its digits: $42,232M.
func (l *Language) ExactAmount(a figure.Amount, u figure.Unit) string {
	if u == figure.USDMillions {
		return l.ExactMoney(a)
	}
	return l.Amount(a, u)
}

// Qualified puts the word of a qualifier before text: about $220B.
func (l *Language) Qualified(qualifier, text string) string {
	switch qualifier {
	case "about":
		return l.about + text
	case "over":
		return l.over + text
	case "up to":
		return l.upTo + text
	}
	return text
}

// Range writes what a statement says: "$720–745B", "about $220B", "44–45%".
func (l *Language) Range(low, high figure.Amount, u figure.Unit, qualifier string) string {
	if !low.IsSet() || !high.IsSet() {
		return None
	}
	one := func(a figure.Amount) string {
		if u == figure.USDMillions {
			return l.Billions(a)
		}
		return l.Amount(a, u)
	}
	if low.Equal(high) {
		return l.Qualified(qualifier, one(low))
	}
	if low.Sign() < 0 || u != figure.USDMillions && u != figure.Percent && u != figure.Gigawatts {
		return one(low) + " " + l.to + " " + one(high)
	}
	suffix := map[figure.Unit]string{figure.USDMillions: l.billion, figure.Percent: l.percent, figure.Gigawatts: " GW"}[u]
	return strings.TrimSuffix(one(low), suffix) + "–" + strings.TrimPrefix(one(high), l.currency)
}

// TickMoney writes the top tick of an axis of money: $40B, or $40M when it counts
// in millions.
func (l *Language) TickMoney(v float64, decimals int, billions bool) string {
	if billions {
		return l.dollars(v, decimals, l.billion)
	}
	return l.dollars(v, decimals, l.million)
}

// Int writes a count with separators.
func (l *Language) Int(n int) string { return l.digits(strconv.Itoa(n)) }

// List writes "a, b and c".
func (l *Language) List(all []string) string {
	switch len(all) {
	case 0:
		return ""
	case 1:
		return all[0]
	}
	return strings.Join(all[:len(all)-1], ", ") + " " + l.and + " " + all[len(all)-1]
}
