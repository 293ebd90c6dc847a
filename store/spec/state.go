package spec

import (
	"net/url"
	"strconv"
	"strings"

	"megacycle/store/fault"
	"megacycle/store/figure"
)

// Names lists the parameters of a chart's address in their canonical order. Every
// other name belongs to somebody else and is ignored. Do not change it.
var Names = []string{
	"from", "to", "series", "view", "type", "scale", "events", "asof", "compare", "def", "release", "theme", "lang", "ui", "title", "bg",
}

// Defs lists the definitions of capital expenditure that an address may ask for.
var Defs = []string{"cash", "net", "leases", "guided"}

// Languages lists the languages that the site speaks; the first is the default.
var Languages = []string{"en"}

// State is what the query string of a chart says. The zero value of a field
// means "the default".
type State struct {
	From    figure.Period
	To      figure.Period
	Series  []string // series keys or company slugs
	View    View
	Type    Type
	Scale   string // "", linear or log
	Events  string // "", 0, 1 or kinds of event with commas between, see EventKinds
	AsOf    figure.Date
	Compare figure.Date // a second day: the chart as known then is drawn beside it; "" for none
	Def     string      // "", cash, net, leases or guided
	Release int         // 0 means the newest
	Theme   string      // "", auto, light or dark
	Lang    string      // language tag
	UI      string      // embeds: "", none, min or full
	Title   string      // embeds: "", 0 or 1
	Bg      string      // embeds: "", transparent
}

// maxValue is how many bytes a value may have; the longest that means something
// is a list of all series of a chart.
const maxValue = 1000

// ParseState reads the syntax of a query string. Names that are not ours are
// ignored; an empty value is the default, as forms send it. A value that cannot
// be right, or a parameter that stands twice, is one field of the Invalid fault,
// named after its parameter and saying what is allowed.
func ParseState(q url.Values) (State, error) {
	var s State
	var bad []fault.Field
	for _, name := range Names {
		vs, ok := q[name]
		if !ok {
			continue
		}
		why := "it stands more than once; give one value"
		if len(vs) == 1 {
			why = s.set(name, vs[0])
		}
		if why != "" {
			bad = append(bad, fault.Field{Name: name, Message: why})
		}
	}
	if len(bad) == 0 && !s.From.IsZero() && !s.To.IsZero() && s.From.Start() > s.To.End() {
		bad = append(bad, fault.Field{Name: "from", Message: s.From.String() + " is after to=" + s.To.String() + "; from must not be later than to"})
	}
	return s, refuse(bad)
}

// refuse makes one fault of the fields, nil when there are none.
func refuse(bad []fault.Field) error {
	if len(bad) == 0 {
		return nil
	}
	var parts []string
	for _, f := range bad {
		parts = append(parts, f.Name+": "+f.Message)
	}
	e := fault.New(fault.Invalid, "%s", strings.Join(parts, "; "))
	e.Fields = bad
	return e
}

// set reads one parameter and says what is wrong with it, "" when nothing is.
func (s *State) set(name, v string) string {
	if v == "" {
		return ""
	}
	if len(v) > maxValue {
		return "it is too long"
	}
	switch name {
	case "from":
		return period(&s.From, v)
	case "to":
		return period(&s.To, v)
	case "series":
		return s.setSeries(v)
	case "view":
		return choose(&s.View, v, Views)
	case "type":
		return choose(&s.Type, v, Types)
	case "scale":
		return choose(&s.Scale, v, []string{"linear", "log"})
	case "events":
		return s.setEvents(v)
	case "asof":
		d, err := figure.ParseDate(v)
		if err != nil {
			return fault.Message(err)
		}
		s.AsOf = d
	case "compare":
		d, err := figure.ParseDate(v)
		if err != nil {
			return fault.Message(err)
		}
		s.Compare = d
	case "def":
		return choose(&s.Def, v, Defs)
	case "release":
		n, err := strconv.Atoi(v)
		if err != nil || n < 1 || strconv.Itoa(n) != v {
			return quote(v) + " is not a release; write its number, like 1"
		}
		s.Release = n
	case "theme":
		return choose(&s.Theme, v, []string{"auto", "light", "dark"})
	case "lang":
		base, _, _ := strings.Cut(strings.ToLower(v), "-")
		return choose(&s.Lang, base, Languages)
	case "ui":
		return choose(&s.UI, v, []string{"none", "min", "full"})
	case "title":
		return choose(&s.Title, v, []string{"0", "1"})
	case "bg":
		return choose(&s.Bg, v, []string{"transparent"})
	}
	return ""
}

func period(p *figure.Period, v string) string {
	got, err := figure.ParsePeriod(v)
	if err != nil {
		return fault.Message(err)
	}
	if got.Kind == figure.FiscalYear {
		return quote(v) + " is a fiscal year; write a calendar quarter like 2026Q2 or a year like 2025"
	}
	*p = got
	return ""
}

func (s *State) setSeries(v string) string {
	seen := map[string]bool{}
	for _, k := range strings.Split(v, ",") {
		if !name(k) {
			return quote(k) + " is not a series; write series keys or companies with commas between, like amazon.aws.revenue,alphabet"
		}
		if !seen[k] {
			s.Series = append(s.Series, k)
		}
		seen[k] = true
	}
	return ""
}

// name says whether s can be a series key or a company slug.
func name(s string) bool {
	for _, c := range s {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '.' && c != '_' && c != '-' {
			return false
		}
	}
	return s != "" && len(s) <= 100
}

// choose takes a value that must be one of those allowed.
func choose[T ~string](to *T, v string, allowed []T) string {
	for _, a := range allowed {
		if v == string(a) {
			*to = a
			return ""
		}
	}
	return quote(v) + " is not one of " + list(allowed)
}

// list writes "a, b or c".
func list[T ~string](all []T) string {
	var b strings.Builder
	for i, a := range all {
		switch {
		case i > 0 && i == len(all)-1:
			b.WriteString(" or ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(string(a))
	}
	return b.String()
}

// quote shortens and quotes strangers' text.
func quote(s string) string {
	r := []rune(s)
	if len(r) > 40 {
		s = string(r[:40]) + "…"
	}
	return strconv.Quote(s)
}
