package search

import (
	"slices"
	"strings"

	"megacycle/store/spec"
)

// Subject is what a chart is about, as a reader would look for it.
type Subject struct {
	Slug  string
	Name  string
	marks []string // parts of the keys of series that tell
}

// Subjects lists the subjects in the order in which a filter offers them.
func Subjects() []Subject {
	return []Subject{
		{"spending", "Capital spending", []string{".capex"}},
		{"revenue", "Revenue and growth", []string{".revenue", ".growth"}},
		{"profit", "Profit and margins", []string{".operating_income"}},
		{"cash", "Cash flow", []string{".fcf", ".ocf"}},
		{"market", "Market and shares", []string{"share.", "market."}},
		{"backlog", "Contracted backlog", []string{".backlog", "_rpo", ".rpo"}},
		{"ai", "AI business and chips", []string{"run_rate", "nvidia.", ".chips"}},
		{"power", "Power and data centres", []string{".power"}},
	}
}

// SubjectsOf gives the subjects of a chart, by the series that it shows.
func SubjectsOf(c spec.Chart) []string {
	var out []string
	for _, s := range Subjects() {
		if slices.ContainsFunc(c.Items, func(it spec.Item) bool {
			return !it.Off && slices.ContainsFunc(s.marks, func(m string) bool {
				return strings.Contains("."+it.Series, m)
			})
		}) {
			out = append(out, s.Slug)
		}
	}
	return out
}
