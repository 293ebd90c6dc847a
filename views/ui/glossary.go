package ui

// Term is a word that readers may not know, explained.
type Term struct {
	ID      string // anchor on the page of the method
	Name    string
	Text    string
	Formula string // "" when it has none
}

// Glossary explains the words of the site, in the order of the alphabet. Their
// ids are anchors that links from outside rely on.
func Glossary() []Term {
	return []Term{
		{"actual", "Actual", "A figure that was reported after the period was over. It is drawn solid.", ""},
		{"as-of", "As of", "The figures as they were known on a day: of each figure, the newest value that had been published by then.", ""},
		{"backlog", "Backlog", "Revenue under contract that is not recognised yet. Companies call it remaining performance obligations. It says nothing about when it will be paid.", ""},
		{"break", "Break", "A change of what a company counts, such as a new segment. Nothing is joined or compared across one.", ""},
		{"capex", "Capital expenditure", "Everything that a company buys to last: data centres and chips, but also warehouses, vans and offices. It is not “AI spending”. Three definitions are kept apart: purchases in cash, net of proceeds from sales and incentives (what Amazon guides), and with finance leases (what Microsoft and Meta guide).", ""},
		{"cagr", "Compound growth", "The constant growth a year that leads from the first value to the last.", "(last ÷ first) ^ (1 ÷ years) − 1"},
		{"comparability", "Comparability group", "Series of one group measure the same thing in the same definition. Series of different groups are never added up and never one line.", ""},
		{"estimate", "Estimate", "What somebody else than the company thinks a figure is or will be. Each house has a series of its own.", ""},
		{"fcf", "Free cash flow", "What is left of the cash from operations after capital spending. Here purchases are net of proceeds, as Amazon reports it.", "operating cash flow − purchases of property and equipment"},
		{"fiscal", "Fiscal quarter", "A quarter of a company’s own year. It is filed here under the calendar quarter that holds its middle day; the company’s own name stands beside.", ""},
		{"guidance", "Guidance", "What a company says it expects, as a number or a range, on a day. It is drawn hatched, never solid. The middle of a range is our arithmetic.", ""},
		{"index", "Index", "Values against the first shown period, which is 100.", "value ÷ first value × 100"},
		{"pin", "Pinned", "A link or an embed that is tied to one release. It never changes.", ""},
		{"release", "Release", "One publication of this site: a complete state of all its figures, numbered. It is never changed afterwards.", ""},
		{"run-rate", "Run rate", "The latest quarter as if the whole year were like it. What companies state as their run rate is their own word, often a lower bound.", "latest quarter × 4"},
		{"share", "Share", "The part of a whole. Market shares are rounded estimates of one firm, give or take half a point.", "part ÷ whole"},
		{"target", "Target", "What somebody wants to reach by a day, such as $600B a year for AWS by about 2036.", ""},
		{"trailing", "Trailing", "The sum of the last four quarters, so that seasons do not matter.", "sum of the last four quarters"},
		{"vintage", "Vintage", "The value of a figure as it was published on one day. A restatement is a further vintage; earlier ones stay on record.", ""},
		{"year-checked", "Year checked", "The quarter is known from filings, but only its year was confirmed in a public document. Its mark is hollow.", ""},
	}
}

// Terms gives the terms of these ids, in their order; one that is not in the
// glossary is left out.
func Terms(ids ...string) []Term {
	var out []Term
	for _, id := range ids {
		for _, t := range Glossary() {
			if t.ID == id {
				out = append(out, t)
			}
		}
	}
	return out
}
