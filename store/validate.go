package store

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"megacycle/store/fault"
	"megacycle/store/figure"
)

// clean makes text that can be kept and hashed: valid UTF-8 without NUL, which
// some databases cannot hold.
func clean(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

// keyOf names what a change is about: two changes with one key in one release
// would contradict each other. It is "" when not exactly one field is set.
func keyOf(c figure.Change) string {
	var keys []string
	if v := c.Company; v != nil {
		keys = append(keys, "company "+v.Slug)
	}
	if v := c.Series; v != nil {
		keys = append(keys, "series "+v.Key)
	}
	if v := c.Source; v != nil {
		keys = append(keys, "source "+v.ID)
	}
	if v := c.Figure; v != nil {
		keys = append(keys, fmt.Sprintf("figure %s %s %s", v.Series, v.Period, v.PublishedOn))
	}
	if v := c.Event; v != nil {
		keys = append(keys, "event "+v.ID)
	}
	if v := c.Bet; v != nil {
		keys = append(keys, "bet "+v.ID)
	}
	if v := c.Chart; v != nil {
		keys = append(keys, "chart "+v.Slug)
	}
	if v := c.Report; v != nil {
		keys = append(keys, fmt.Sprintf("report %s %s", v.Company, v.Period))
	}
	if v := c.Due; v != nil {
		keys = append(keys, fmt.Sprintf("due %s %s", v.Company, v.Period))
	}
	if len(keys) != 1 {
		return ""
	}
	return keys[0]
}

// known is what changes may refer to: what was released and what they bring
// themselves.
type known struct{ companies, series, sources map[string]bool }

func knownTo(l *figure.Ledger, changes []figure.Change) known {
	k := known{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	all := l.With(figure.Release{}, changes)
	for _, v := range all.Companies {
		k.companies[v.Slug] = true
	}
	for _, v := range all.Series {
		k.series[v.Key] = true
	}
	for _, v := range all.Sources {
		k.sources[v.ID] = true
	}
	return k
}

// validate refuses changes that could not stand in the store, whoever brings
// them. What is merely doubtful is for package check.
func validate(l *figure.Ledger, changes []figure.Change, today figure.Date) error {
	if len(changes) == 0 {
		return fault.New(fault.Invalid, "there is nothing to publish")
	}
	k := knownTo(l, changes)
	seen := map[string]bool{}
	var fields []fault.Field
	for i, c := range changes {
		key := keyOf(c)
		bad := func(format string, args ...any) {
			name := key
			if name == "" {
				name = fmt.Sprintf("change %d", i+1)
			}
			fields = append(fields, fault.Field{Name: name, Message: fmt.Sprintf(format, args...)})
		}
		if key == "" {
			bad("it must be about exactly one thing")
			continue
		}
		if seen[key] {
			bad("it stands twice")
		}
		seen[key] = true
		if strings.TrimSpace(key) != key || strings.Contains(key, "  ") {
			bad("its key is not complete")
		}
		k.change(c, today, bad)
	}
	if len(fields) == 0 {
		return nil
	}
	e := fault.New(fault.Invalid, "nothing was changed: %s: %s", fields[0].Name, fields[0].Message)
	if more := len(fields) - 1; more > 0 {
		e.Message += fmt.Sprintf(" (and %d more)", more)
	}
	e.Fields = fields
	return e
}

func (k known) change(c figure.Change, today figure.Date, bad func(string, ...any)) {
	cite := func(ids []string) {
		for _, id := range ids {
			if !k.sources[id] || strings.ContainsAny(id, " \t\n") {
				bad("the source %q is not known", compact(id, 60))
			}
		}
	}
	company := func(what, slug string) {
		if !k.companies[slug] {
			bad("%s: the company %q is not known", what, compact(slug, 60))
		}
	}
	switch {
	case c.Series != nil:
		v := c.Series
		company("company", v.Company)
		company("publisher", v.Publisher)
		if !slices.Contains(figure.Units, v.Unit) {
			bad("unit: %q is not known", v.Unit)
		}
		for _, m := range v.Members {
			if !k.series[m] || strings.Contains(m, " ") {
				bad("members: the series %q is not known", compact(m, 60))
			}
		}
	case c.Source != nil:
		if u := c.Source.URL; u != "" {
			p, err := url.Parse(u)
			if err != nil || (p.Scheme != "http" && p.Scheme != "https") || p.Host == "" {
				bad("url: it must begin with https:// or http://")
			}
		}
	case c.Figure != nil:
		k.figure(*c.Figure, today, bad)
		cite(c.Figure.Sources)
	case c.Event != nil:
		day("date", c.Event.Date, bad)
		cite(c.Event.Sources)
	case c.Bet != nil:
		day("said on", c.Bet.SaidOn, bad)
		if c.Bet.SaidOn > today {
			bad("said on: %s is in the future", c.Bet.SaidOn)
		}
		if s := c.Bet.Series; s != "" && !k.series[s] {
			bad("series: %q is not known", compact(s, 60))
		}
		cite(c.Bet.Sources)
	case c.Chart != nil:
		if !json.Valid(c.Chart.Spec) {
			bad("the definition is not JSON")
		}
	case c.Report != nil:
		company("company", c.Report.Company)
		day("reported on", c.Report.ReportedOn, bad)
	case c.Due != nil:
		company("company", c.Due.Company)
		day("on", c.Due.On, bad)
	}
}

// day refuses a Date that is none.
func day(name string, d figure.Date, bad func(string, ...any)) {
	if _, err := figure.ParseDate(string(d)); err != nil {
		bad("%s: %s", name, fault.Message(err))
	}
}

func (k known) figure(v figure.Row, today figure.Date, bad func(string, ...any)) {
	if !k.series[v.Series] {
		bad("the series %q is not known", compact(v.Series, 60))
	}
	if v.Period.IsZero() {
		bad("a period is needed")
	}
	day("published on", v.PublishedOn, bad)
	if v.PublishedOn > today {
		bad("published on: %s is in the future; today is %s", v.PublishedOn, today)
	}
	amount := v.Value.IsSet() || v.HasRange()
	switch {
	case v.Low.IsSet() != v.High.IsSet():
		bad("a range needs both ends")
	case v.HasRange() && v.Low.Cmp(v.High) > 0:
		bad("the low end, %s, is above the high end, %s", v.Low, v.High)
	case v.Value.IsSet() && v.HasRange():
		bad("it has a value and a range; give one of them")
	case amount && v.Reason != figure.HasValue:
		bad("it has a value and a reason why there is none")
	case !amount && v.Reason == figure.HasValue:
		bad("it has no value; say why, or give one")
	}
	switch v.Reason {
	case figure.HasValue, figure.Withdrawn, figure.NotDisclosed, figure.Retracted:
	default:
		bad("the reason %q is not known", compact(string(v.Reason), 40))
	}
	if !slices.Contains(figure.Statuses, v.Status) {
		bad("the status %q is not known", compact(string(v.Status), 40))
	}
	if len(v.Sources) == 0 {
		bad("a source is needed")
	}
}
