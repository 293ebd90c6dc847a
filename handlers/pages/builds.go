package pages

import (
	"net/url"
	"slices"
	"strings"

	"megacycle/handlers/charts"
	"megacycle/handlers/data"
	"megacycle/handlers/visit"
	"megacycle/store/figure"
	"megacycle/views/format"
	"megacycle/views/page"
	"megacycle/views/ui"
)

// theme is one thing that a company's money builds: which series and statements
// tell about it, and which events belong to it.
type theme struct {
	id, title, text string
	secret          []page.Fact // what the company does not disclose
	series          []string
	said            []string // ids of public statements
	belongs         func(e figure.Event) bool
}

// themes lists what the money of a company builds; nil for a company of which
// the store does not know it. Only the words are ours: each figure, statement and
// happening comes from the store.
func themes(slug string) []theme {
	if slug != "amazon" {
		return nil
	}
	names := func(e figure.Event, words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(e.Title+" "+e.Detail, w) })
	}
	return []theme{
		{"chips", "Own chips: Trainium, Graviton, Nitro",
			"Amazon states one run rate for its own chips together, as a lower bound. A run rate is its own word, not a reported quarter; what each kind of chip brings in is not stated.",
			[]page.Fact{{Name: "Trainium, Graviton and Nitro, each for itself", Text: "revenue not disclosed"}, {Name: "Inferentia", Text: "revenue not disclosed"}},
			[]string{"amazon.chips.run_rate"}, []string{"trainium-capex-saving"},
			func(e figure.Event) bool {
				return e.Kind == "chip" && e.Company == slug || e.Company == slug && names(e, "Trainium") && e.Kind != "deal"
			}},
		{"models", "Models: Bedrock and Nova",
			"Amazon sells the models of others and its own through Bedrock. It states a run rate for the AI business of AWS as a whole and nothing for its parts.",
			[]page.Fact{{Name: "Bedrock", Text: "revenue not disclosed"}, {Name: "Nova", Text: "revenue not disclosed"}},
			[]string{"amazon.aws.ai_run_rate"}, nil,
			func(e figure.Event) bool { return e.Company == slug && names(e, "Bedrock", "Nova") }},
		{"power", "Power added and planned",
			"Gigawatts as Amazon stated them: what was added, and plans as multiples of what there is. How much of it is in use is not stated.",
			nil, []string{"amazon.power.added", "amazon.power.added_ttm", "amazon.power.planned"}, []string{"aws-power-double-2027"},
			func(e figure.Event) bool { return e.Company == slug && (e.Kind == "energy" || names(e, " GW", " MW")) }},
		{"commitments", "Who has signed for it: OpenAI and Anthropic",
			"What the two have committed to buy from AWS, as stated when it was signed, and the backlog into which such contracts go. The revenue from each of them is not disclosed.",
			[]page.Fact{{Name: "OpenAI and Anthropic, each for itself", Text: "revenue not disclosed"}},
			[]string{"amazon.aws.backlog", "openai.power.committed_aws", "anthropic.power.committed_aws", "anthropic.power.planned_aws"},
			[]string{"aws-openai-100b", "aws-anthropic-100b", "amzn-openai-invest-50b"},
			func(e figure.Event) bool {
				own := e.Company == "openai" || e.Company == "anthropic"
				return e.Company == slug && names(e, "OpenAI", "Anthropic") || own && names(e, "AWS", "Amazon")
			}},
	}
}

// fewFigures is how many figures of one series a theme lists.
const fewFigures = 4

// builds fills what a company's money builds; nil when that is not known.
func builds(v *visit.Visit, slug string) *page.Builds {
	list := themes(slug)
	if list == nil {
		return nil
	}
	out := page.Builds{Title: "What the money builds",
		Text: "Capital expenditure is everything that a company buys to last, warehouses included: it is not “AI spending”, and how it splits is not reported. What is known of the parts, as far as anybody has said it:"}
	for _, t := range list {
		b := page.Build{ID: t.id, Title: t.title, Text: t.text, Secret: t.secret}
		for _, k := range t.series {
			b.Figures = append(b.Figures, builtOf(v, k)...)
		}
		for _, id := range t.said {
			if bet, ok := v.State.Bet(id); ok {
				b.Said = append(b.Said, saidEvent(v, bet))
			}
		}
		for _, e := range slices.Backward(v.State.Events()) {
			if t.belongs(e) {
				b.Events = append(b.Events, charts.EventOf(v.State, e, v.Carry(), false))
			}
		}
		if len(b.Figures)+len(b.Said)+len(b.Events) > 0 {
			out.Blocks = append(out.Blocks, b)
		}
	}
	if len(out.Blocks) == 0 {
		return nil
	}
	return &out
}

// builtOf lists the newest figures of a series.
func builtOf(v *visit.Visit, key string) []page.BuildRow {
	s, ok := v.State.Series(key)
	if !ok {
		return nil
	}
	var out []page.BuildRow
	for _, r := range slices.Backward(v.State.Rows(key)) {
		if len(out) == fewFigures {
			break
		}
		x := page.BuildRow{Name: s.Name, Href: "/data/" + url.PathEscape(key) + v.Carry() + "#" + r.Period.String(), Period: format.Period(r.Period),
			Value: data.Text(r, s.Unit), On: format.Date(r.PublishedOn), Note: r.Note}
		if s.Unit == figure.USDMillions && !r.HasRange() && r.Value.IsSet() {
			x.Value = format.English().Qualified(r.Qualifier, format.Billions(r.Value))
		}
		if r.Approximate {
			x.On = "by " + x.On
		}
		if r.Status != figure.Actual {
			x.Status = string(r.Status)
		}
		for _, id := range r.Sources {
			if src, ok := v.State.Source(id); ok {
				l := named(src)
				l.Mark = charts.MarkOf(v.State, key, r.Status)
				x.Links = append(x.Links, l)
			}
		}
		out = append(out, x)
	}
	return out
}

// saidEvent shows a public statement as something that happened.
func saidEvent(v *visit.Visit, b figure.Bet) ui.Event {
	c := claim(v, b)
	return ui.Event{ID: b.ID, Date: c.On, Machine: string(b.SaidOn), Title: b.Statement, Who: b.Who, Kind: "as stated", Links: c.Links, Href: "/fact-check" + v.Carry()}
}
