package visit

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"

	"megacycle/handlers"
	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/spec"
	"megacycle/views/format"
	"megacycle/views/layout"
)

const keptStates = 24 // a state of our figures takes about two megabytes

// Visits opens visits and keeps the states that were asked for last.
type Visits struct {
	Site handlers.Site

	mu     sync.Mutex
	ledger *figure.Ledger
	kept   []kept // most recent last
}

type kept struct {
	key   key
	state *figure.State
	to    figure.Period
}

type key struct {
	release     int
	asOf, today figure.Date
}

// New gives the visits of one site.
func New(site handlers.Site) *Visits { return &Visits{Site: site} }

// Visit is one request, resolved.
type Visit struct {
	Path  string
	Query spec.State    // as asked, not yet checked against a chart
	State *figure.State // the figures in the release and as of the day asked for
	Base  string        // public address of the site, without a trailing slash

	values  url.Values // the parameters that are ours
	padded  bool       // there were empty ones among them
	current int        // newest release
	to      figure.Period
}

// Open resolves a request. A parameter of ours that cannot be read is Invalid, a
// release that does not exist NotFound.
func (v *Visits) Open(r *http.Request) (*Visit, error) {
	q, err := handlers.Query(r.URL.RawQuery, spec.Names)
	if err != nil {
		return nil, err
	}
	values := url.Values{}
	padded := false
	for name, list := range q {
		padded = padded || slices.Contains(list, "")
		list = slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == "" }) // a form sends its defaults as empty values
		if len(list) > 0 {
			values[name] = list
		}
	}
	state, err := spec.ParseState(values)
	if err != nil {
		return nil, without(err, values)
	}
	st, to, err := v.at(state.Release, state.AsOf)
	if fault.KindOf(err) == fault.NotFound && err != nil {
		return nil, without(err, values, "release")
	}
	if err != nil {
		return nil, without(err, values)
	}
	return &Visit{Path: r.URL.Path, Query: state, State: st, Base: v.Site.BaseURL(), values: values, padded: padded, current: st.Ledger().Current(), to: to}, nil
}

// without gives an error with the query that is left when what it complains of,
// and what is named, is taken out.
func without(err error, values url.Values, names ...string) error {
	for _, f := range fault.Fields(err) {
		names = append(names, f.Name)
	}
	var parts []string
	for _, n := range spec.Names {
		if v := values[n]; len(v) == 1 && !slices.Contains(names, n) {
			parts = append(parts, n+"="+url.QueryEscape(v[0]))
		}
	}
	if len(parts) == 0 {
		return err
	}
	return fault.WithNear(err, "?"+strings.Join(parts, "&"))
}

// Current gives today's state of the newest release.
func (v *Visits) Current() (*figure.State, error) {
	st, _, err := v.at(0, "")
	return st, err
}

// at gives a state, from memory when it was asked for lately.
func (v *Visits) at(release int, asOf figure.Date) (*figure.State, figure.Period, error) {
	l, k := v.Site.Ledger(), key{release, asOf, v.Site.Today()}
	if k.release == 0 {
		k.release = l.Current()
	}
	v.mu.Lock()
	if v.ledger != l {
		v.ledger, v.kept = l, nil
	}
	i := slices.IndexFunc(v.kept, func(s kept) bool { return s.key == k })
	if i >= 0 {
		s := v.kept[i]
		v.kept = append(slices.Delete(v.kept, i, i+1), s)
		v.mu.Unlock()
		return s.state, s.to, nil
	}
	v.mu.Unlock()
	st, err := l.At(k.release, asOf, k.today)
	if err != nil {
		return nil, figure.Period{}, err
	}
	to := newestQuarter(st)
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.ledger == l {
		if len(v.kept) >= keptStates {
			v.kept = slices.Delete(v.kept, 0, 1)
		}
		v.kept = append(v.kept, kept{k, st, to})
	}
	return st, to, nil
}

// newestQuarter gives the newest quarter that at least half as many series have
// a figure for as the best-covered quarter has, so that one early reporter does
// not speak for all.
func newestQuarter(st *figure.State) figure.Period {
	n := map[figure.Period]int{}
	best := 0
	for _, k := range st.SeriesKeys() {
		for _, r := range st.Rows(k) {
			if r.Period.Kind == figure.Quarter && r.Value.IsSet() && r.Status == figure.Actual {
				n[r.Period]++
				best = max(best, n[r.Period])
			}
		}
	}
	var newest figure.Period
	for p, count := range n {
		if count*2 >= best && (newest.IsZero() || p.Compare(newest) > 0) {
			newest = p
		}
	}
	return newest
}

// Frame gives the frame of the page that answers this visit.
func (v *Visit) Frame(section string) layout.Page {
	p := layout.Page{
		Section: section, Release: v.current, Pinned: v.Query.Release != 0 || v.State.Rewound,
		Canonical: v.Base + v.Path, Themes: v.themes(),
	}
	if v.Query.Theme == "light" || v.Query.Theme == "dark" {
		p.Theme = v.Query.Theme
	}
	if !v.to.IsZero() {
		p.FiguresTo = "Figures to " + format.Period(v.to)
	}
	p.Bar = v.bar()
	return p
}

// Padded says whether the address carries empty values, as forms send them.
func (v *Visit) Padded() bool { return v.padded }

// Newest gives the newest quarter that most series have.
func (v *Visit) Newest() figure.Period { return v.to }

// bar says that the page does not show today's figures.
func (v *Visit) bar() *layout.Bar {
	var text string
	switch {
	case v.State.Rewound && v.Query.Release != 0:
		text = "Figures of release " + format.Int(v.Query.Release) + " as known on " + format.Date(v.State.AsOf)
	case v.State.Rewound:
		text = "Figures as known on " + format.Date(v.State.AsOf)
	case v.Query.Release != 0:
		text = "Figures of release " + format.Int(v.Query.Release) + ", published " + format.Date(figure.DateOf(v.State.Release.PublishedAt))
	default:
		return nil
	}
	return &layout.Bar{Text: text, Back: v.With(map[string]string{"asof": "", "release": ""}), Link: "back to today"}
}

// With gives the local address of this page with parameters replaced; an empty
// value takes the parameter away.
func (v *Visit) With(change map[string]string) string {
	q := url.Values{}
	for k, list := range v.values {
		q[k] = list
	}
	for k, s := range change {
		if s == "" {
			q.Del(k)
		} else {
			q.Set(k, s)
		}
	}
	if len(q) == 0 {
		return v.Path
	}
	return v.Path + "?" + strings.ReplaceAll(q.Encode(), "%2C", ",")
}

// Carry gives the part of an address that keeps release, as-of day and theme on
// the way to another page: "" or "?asof=2026-03-17".
func (v *Visit) Carry() string {
	q := url.Values{}
	for _, k := range []string{"asof", "release", "theme"} {
		if s := v.values.Get(k); s != "" {
			q.Set(k, s)
		}
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

func (v *Visit) themes() []layout.Choice {
	var out []layout.Choice
	for _, t := range []struct{ name, value string }{{"As the device", "auto"}, {"Light", "light"}, {"Dark", "dark"}} {
		to := t.value
		if to == "auto" {
			to = ""
		}
		now := v.Query.Theme
		out = append(out, layout.Choice{Name: t.name, Value: t.value, Href: v.With(map[string]string{"theme": to}),
			Current: now == t.value || (now == "" && t.value == "auto")})
	}
	return out
}

// Release gives the whole state of one release.
func (v *Visits) Release(n int) (*figure.State, error) {
	st, _, err := v.at(n, "")
	return st, err
}

// At gives the state of a release, 0 for the newest, as known on a day, "" for
// all that is known.
func (v *Visits) At(release int, asOf figure.Date) (*figure.State, error) {
	st, _, err := v.at(release, asOf)
	return st, err
}
