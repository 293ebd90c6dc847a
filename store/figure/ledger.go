package figure

import (
	"cmp"
	"slices"

	"megacycle/store/fault"
)

// Ledger is everything that was ever released, immutable once built: every
// version of every thing, each marked with the release that carried it. State
// is what one reader sees of it.
type Ledger struct {
	Companies []Company
	Series    []Series
	Sources   []Source
	Rows      []Row
	Events    []Event
	Bets      []Bet
	Charts    []Chart
	Reports   []Report
	Dues      []Due
	Releases  []Release // ascending by N, without gaps, from 1
}

// Current gives the number of the newest release, 0 when nothing was released.
func (l *Ledger) Current() int {
	if len(l.Releases) == 0 {
		return 0
	}
	return l.Releases[len(l.Releases)-1].N
}

// With gives the ledger as it would be if changes were published as rel. The
// receiver stays as it is, so it serves previews and publication alike.
func (l *Ledger) With(rel Release, changes []Change) *Ledger {
	n := l.Clone()
	n.Grow(rel, changes)
	return n
}

// Clone gives a ledger that can Grow without touching this one.
func (l *Ledger) Clone() *Ledger {
	n := *l
	n.Companies, n.Series, n.Sources = slices.Clip(l.Companies), slices.Clip(l.Series), slices.Clip(l.Sources)
	n.Rows, n.Events, n.Bets = slices.Clip(l.Rows), slices.Clip(l.Events), slices.Clip(l.Bets)
	n.Charts, n.Reports, n.Dues = slices.Clip(l.Charts), slices.Clip(l.Reports), slices.Clip(l.Dues)
	n.Releases = slices.Clip(l.Releases)
	return &n
}

// Grow adds a release in place. It is for whoever builds a ledger and has not
// shared it yet; With is for everybody else.
func (l *Ledger) Grow(rel Release, changes []Change) {
	l.Releases = append(l.Releases, rel)
	for _, c := range changes {
		switch {
		case c.Company != nil:
			v := *c.Company
			v.Release = rel.N
			l.Companies = append(l.Companies, v)
		case c.Series != nil:
			v := *c.Series
			v.Release = rel.N
			l.Series = append(l.Series, v)
		case c.Source != nil:
			v := *c.Source
			v.Release = rel.N
			l.Sources = append(l.Sources, v)
		case c.Figure != nil:
			v := *c.Figure
			v.Release = rel.N
			l.Rows = append(l.Rows, v)
		case c.Event != nil:
			v := *c.Event
			v.Release = rel.N
			l.Events = append(l.Events, v)
		case c.Bet != nil:
			v := *c.Bet
			v.Release = rel.N
			l.Bets = append(l.Bets, v)
		case c.Chart != nil:
			v := *c.Chart
			v.Release = rel.N
			l.Charts = append(l.Charts, v)
		case c.Report != nil:
			v := *c.Report
			v.Release = rel.N
			l.Reports = append(l.Reports, v)
		case c.Due != nil:
			v := *c.Due
			v.Release = rel.N
			l.Dues = append(l.Dues, v)
		}
	}
}

// vintageKey names one vintage.
type vintageKey struct {
	series string
	period Period
	on     Date
}

// cell names one series and period.
type cell struct {
	series string
	period Period
}

// State is the ledger as one reader sees it: in one release, as known on one
// day. It is immutable and safe to share.
type State struct {
	Release Release
	AsOf    Date // the day whose knowledge is shown; "" means all that is known
	Rewound bool // AsOf was asked for
	Pinned  bool // Release is not the newest
	Today   Date // the day on which it was asked, for what is due

	ledger    *Ledger
	companies map[string]Company
	series    map[string]Series
	sources   map[string]Source
	rows      map[string][]Row // current vintage per period, ascending
	at        map[cell]Row
	vintages  map[cell][]Row // every vintage by PublishedOn ascending, newest release of each
	events    []Event
	bets      []Bet
	charts    map[string]Chart
	reports   map[cell]Report // cell.series is the company
	dues      []Due
	order     []string // series keys, sorted
}

// At gives the state in release n as known on asOf. n = 0 means the newest
// release, asOf = "" means all that is known. A release that does not exist is
// NotFound; a day after today is Invalid. Before anything is published the
// newest state is an empty one, of release 0.
func (l *Ledger) At(n int, asOf, today Date) (*State, error) {
	cur := l.Current()
	if n == 0 {
		n = cur
	}
	var rel Release
	if i := slices.IndexFunc(l.Releases, func(r Release) bool { return r.N == n }); i >= 0 {
		rel = l.Releases[i]
	} else if cur == 0 && n != 0 {
		return nil, fault.New(fault.NotFound, "there is no release %d; nothing has been published here yet", n)
	} else if n != 0 {
		return nil, fault.New(fault.NotFound, "there is no release %d; the newest is release %d", n, cur)
	}
	if asOf != "" && today != "" && asOf > today {
		return nil, fault.BadField("asof", "%s is in the future; the latest day is today, %s", asOf, today)
	}
	s := &State{
		Release: rel, AsOf: asOf, Rewound: asOf != "", Pinned: n != cur, Today: today, ledger: l,
		companies: map[string]Company{}, series: map[string]Series{}, sources: map[string]Source{},
		rows: map[string][]Row{}, at: map[cell]Row{}, vintages: map[cell][]Row{},
		charts: map[string]Chart{}, reports: map[cell]Report{},
	}
	s.load()
	return s, nil
}

// newest keeps, per key, the version of the newest release up to n.
func newest[K comparable, V any](all []V, n int, key func(V) K, rel func(V) int) map[K]V {
	m := make(map[K]V, len(all))
	for _, v := range all {
		if rel(v) > n {
			continue
		}
		if old, ok := m[key(v)]; !ok || rel(v) >= rel(old) {
			m[key(v)] = v
		}
	}
	return m
}

func (s *State) load() {
	l, n := s.ledger, s.Release.N
	s.companies = newest(l.Companies, n, func(v Company) string { return v.Slug }, func(v Company) int { return v.Release })
	s.series = newest(l.Series, n, func(v Series) string { return v.Key }, func(v Series) int { return v.Release })
	s.sources = newest(l.Sources, n, func(v Source) string { return v.ID }, func(v Source) int { return v.Release })
	s.charts = newest(l.Charts, n, func(v Chart) string { return v.Slug }, func(v Chart) int { return v.Release })
	s.reports = newest(l.Reports, n, func(v Report) cell { return cell{v.Company, v.Period} }, func(v Report) int { return v.Release })
	for _, e := range newest(l.Events, n, func(v Event) string { return v.ID }, func(v Event) int { return v.Release }) {
		if s.known(e.Date) {
			s.events = append(s.events, e)
		}
	}
	slices.SortFunc(s.events, func(a, b Event) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.ID, b.ID))
	})
	for _, b := range newest(l.Bets, n, func(v Bet) string { return v.ID }, func(v Bet) int { return v.Release }) {
		if s.known(b.SaidOn) {
			s.bets = append(s.bets, b)
		}
	}
	slices.SortFunc(s.bets, func(a, b Bet) int {
		return cmp.Or(cmp.Compare(a.SaidOn, b.SaidOn), cmp.Compare(a.ID, b.ID))
	})
	for _, d := range newest(l.Dues, n, func(v Due) cell { return cell{v.Company, v.Period} }, func(v Due) int { return v.Release }) {
		s.dues = append(s.dues, d)
	}
	slices.SortFunc(s.dues, func(a, b Due) int {
		return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.Company, b.Company))
	})
	vs := newest(l.Rows, n, func(v Row) vintageKey { return vintageKey{v.Series, v.Period, v.PublishedOn} }, func(v Row) int { return v.Release })
	for k, r := range vs {
		if r.Reason == Retracted || !s.known(r.PublishedOn) {
			continue
		}
		c := cell{k.series, k.period}
		s.vintages[c] = append(s.vintages[c], r)
	}
	for c, list := range s.vintages {
		slices.SortFunc(list, func(a, b Row) int { return cmp.Compare(a.PublishedOn, b.PublishedOn) })
		last := list[len(list)-1]
		s.at[c] = last
		s.rows[c.series] = append(s.rows[c.series], last)
	}
	for _, list := range s.rows {
		slices.SortFunc(list, func(a, b Row) int { return a.Period.Compare(b.Period) })
	}
	for k := range s.series {
		s.order = append(s.order, k)
	}
	slices.Sort(s.order)
}

// known says whether something of day d is known in this state.
func (s *State) known(d Date) bool { return s.AsOf == "" || d <= s.AsOf }

// Company gives a company by its slug.
func (s *State) Company(slug string) (Company, bool) { c, ok := s.companies[slug]; return c, ok }

// Companies gives all companies, by slug.
func (s *State) Companies() []Company {
	out := make([]Company, 0, len(s.companies))
	for _, c := range s.companies {
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Company) int { return cmp.Compare(a.Slug, b.Slug) })
	return out
}

// Series gives a series by its key.
func (s *State) Series(key string) (Series, bool) { v, ok := s.series[key]; return v, ok }

// SeriesKeys gives the keys of all series in code point order. Do not change it.
func (s *State) SeriesKeys() []string { return s.order }

// Source gives a source by its id.
func (s *State) Source(id string) (Source, bool) { v, ok := s.sources[id]; return v, ok }

// Sources gives all sources, by id.
func (s *State) Sources() []Source {
	out := make([]Source, 0, len(s.sources))
	for _, c := range s.sources {
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Source) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// Rows gives the current row of each period of a series, ascending; rows that
// say "no value, because" are among them. Do not change the slice.
func (s *State) Rows(series string) []Row { return s.rows[series] }

// Figure gives the current row of one series and period.
func (s *State) Figure(series string, p Period) (Row, bool) {
	r, ok := s.at[cell{series, p}]
	return r, ok
}

// Vintages gives every vintage of one series and period that this state knows,
// by the day it was published, each in its newest content.
func (s *State) Vintages(series string, p Period) []Row { return s.vintages[cell{series, p}] }

// History gives every row that was ever released for one series and period,
// retracted ones and replaced ones included, by release and then by day.
func (s *State) History(series string, p Period) []Row {
	var out []Row
	for _, r := range s.ledger.Rows {
		if r.Series == series && r.Period == p && r.Release <= s.Release.N {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.Release, b.Release), cmp.Compare(a.PublishedOn, b.PublishedOn))
	})
	return out
}

// Events gives what had happened, by date.
func (s *State) Events() []Event { return s.events }

// Bets gives what had been said, by date.
func (s *State) Bets() []Bet { return s.bets }

// Bet gives one bet by its id.
func (s *State) Bet(id string) (Bet, bool) {
	for _, b := range s.bets {
		if b.ID == id {
			return b, true
		}
	}
	return Bet{}, false
}

// Chart gives a chart definition by its slug.
func (s *State) Chart(slug string) (Chart, bool) { c, ok := s.charts[slug]; return c, ok }

// Charts gives all chart definitions, by slug.
func (s *State) Charts() []Chart {
	out := make([]Chart, 0, len(s.charts))
	for _, c := range s.charts {
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Chart) int { return cmp.Compare(a.Slug, b.Slug) })
	return out
}

// Report says how and when a company reported a quarter.
func (s *State) Report(company string, p Period) (Report, bool) {
	r, ok := s.reports[cell{company, p}]
	return r, ok
}

// Dues gives the report calendar, by date.
func (s *State) Dues() []Due { return s.dues }

// Ledger gives the ledger that the state was taken from.
func (s *State) Ledger() *Ledger { return s.ledger }

// ReleaseOf gives the release numbered n, as far as this state knows it.
func (s *State) ReleaseOf(n int) (Release, bool) {
	for _, r := range s.ledger.Releases {
		if r.N == n && n <= s.Release.N {
			return r, true
		}
	}
	return Release{}, false
}
