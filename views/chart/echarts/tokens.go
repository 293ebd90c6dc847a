package echarts

import "strings"

// Token is one colour of the design, in both themes.
type Token struct {
	Name  string // of the CSS custom property, without the dashes
	Light string // #rrggbb or #rrggbbaa
	Dark  string
}

// Tokens lists the colours that charts use. static/css/tokens.css says the same
// for pages; a test compares the two.
func Tokens() []Token {
	return []Token{
		{"paper", "#ffffff", "#111318"},
		{"wash", "#f5f4f0", "#1a1d24"},
		{"ink", "#14161b", "#f1efea"},
		{"ink-2", "#474c56", "#bcbfc7"},
		{"ink-3", "#636974", "#989da8"},
		{"rule", "#dcdad3", "#2e323b"},
		{"grid", "#e8e6e0", "#262a32"},
		{"zero", "#858a94", "#7b818d"},
		{"accent", "#a3123f", "#f0688a"},
		{"accent-t", "#a3123f", "#ff86a3"},
		{"co-amazon", "#c8850d", "#c8850d"},
		{"co-alphabet", "#1e64fc", "#1e64fc"},
		{"co-microsoft", "#33909f", "#33909f"},
		{"co-meta", "#b322bc", "#b322bc"},
		{"co-oracle", "#fd5c5a", "#fd5c5a"},
		{"co-nvidia", "#59701c", "#59701c"},
		{"co-synergy", "#808a94", "#808a94"},
		{"co-amazon-t", "#8a5a00", "#e3a339"},
		{"co-alphabet-t", "#1450d2", "#82a9ff"},
		{"co-microsoft-t", "#1d6d7a", "#5fbdcb"},
		{"co-meta-t", "#9a169f", "#e07fe6"},
	}
}

// Palette says how a colour token is written in an option.
type Palette func(token string) string

// Light writes the light theme's value.
func Light(token string) string {
	for _, t := range Tokens() {
		if t.Name == token {
			return t.Light
		}
	}
	return "#858a94"
}

// Themed writes a CSS custom property, so that one drawing follows the theme.
func Themed(token string) string { return "var(--" + token + ")" }

// Hex gives a token's value in the theme "light" or "dark".
func Hex(token, theme string) string {
	for _, t := range Tokens() {
		if t.Name == token {
			if theme == "dark" {
				return t.Dark
			}
			return t.Light
		}
	}
	return Hex("zero", theme)
}

// fill gives the token with which a mark of this colour is filled. Marks name a
// company by its slug; an unknown name is drawn in the neutral colour.
func fill(colour string) string {
	for _, n := range []string{colour, "co-" + colour} {
		for _, t := range Tokens() {
			if t.Name == n {
				return n
			}
		}
	}
	return "zero"
}

// text gives the token in which text about a mark of this colour is set: the
// darker form where there is one.
func text(colour string) string {
	f := fill(colour)
	if f == "zero" {
		return "ink-2"
	}
	if strings.HasPrefix(f, "co-") || f == "accent" {
		for _, t := range Tokens() {
			if t.Name == f+"-t" {
				return t.Name
			}
		}
		return "ink"
	}
	return f
}
