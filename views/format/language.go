package format

import "strings"

// Language is how one language writes numbers, dates and periods. It is
// immutable; a further language is one more function that gives one.
type Language struct {
	Tag       string
	group     string // between thousands
	point     string // before decimals
	percent   string // after the number, with its space when there is one
	points    string // percentage points, after the number
	point1    string // the same for exactly one
	minus     string
	plus      string
	currency  string // before the number
	thousand  string // suffixes of money
	million   string
	billion   string
	trillion  string
	months    [12]string
	monthsAll [12]string
	counts    []string // from zero, as they begin a sentence
	quarter   func(q int, year string) string
	and       string
	or        string
	about     string
	over      string
	upTo      string
	to        string // in a range of words: "Q1 2018 to Q2 2026"
}

// English gives the English language: 1,234.5, $128.7B, 36.8%, 30 Jul 2026.
func English() *Language {
	return &Language{
		Tag: "en", group: ",", point: ".", percent: "%", points: " points", point1: " point", minus: "−", plus: "+", currency: "$",
		thousand: "K", million: "M", billion: "B", trillion: "T",
		months:    [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
		monthsAll: [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		counts:    []string{"No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"},
		quarter:   func(q int, year string) string { return "Q" + string(rune('0'+q)) + " " + year },
		and:       "and", or: "or", about: "about ", over: "over ", upTo: "up to ", to: "to",
	}
}

// In gives the language of a tag such as "en" or "en-GB", English for a tag that
// is not known.
func In(tag string) *Language {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	switch base {
	default:
		return English()
	}
}
