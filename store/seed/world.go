package seed

import (
	"strconv"

	"megacycle/store/figure"
)

// loadCompanies reads companies.csv: issuers, research houses and groups.
func (l *loader) loadCompanies() {
	cols := []string{"slug", "name", "short", "ticker", "exchange", "fiscal_year_end_month", "investor_relations_url", "colour"}
	l.each("companies.csv", cols, func(r *line) {
		c := figure.Company{
			Slug: r.text("slug"), Name: r.must("name"), Short: r.must("short"), Ticker: r.text("ticker"),
			Exchange: r.text("exchange"), InvestorRelationURL: r.text("investor_relations_url"), Colour: r.text("colour"),
		}
		if !slug(c.Slug) {
			r.problem("slug: %q may hold small letters, digits and hyphens only", c.Slug)
		}
		if _, ok := l.companies[c.Slug]; ok {
			r.problem("slug: the company %q stands twice", c.Slug)
		}
		if m := r.text("fiscal_year_end_month"); m != "" {
			n, err := strconv.Atoi(m)
			if err != nil || n < 1 || n > 12 {
				r.problem("fiscal_year_end_month: %q is not a month from 1 to 12", m)
			}
			c.FiscalYearEndMonth = n
		}
		if c.InvestorRelationURL != "" && !webAddress(c.InvestorRelationURL) {
			r.problem("investor_relations_url: %q is not an http or https address", c.InvestorRelationURL)
		}
		if !colour(c.Colour) {
			r.problem("colour: %q is not a colour like #1e64fc", c.Colour)
		}
		l.companies[c.Slug] = c
		l.add(figure.Change{Company: &c})
	})
}

// loadSources reads sources.csv.
func (l *loader) loadSources() {
	cols := []string{"id", "publisher", "title", "url", "no_link", "published_on", "retrieved", "reliability"}
	l.each("sources.csv", cols, func(r *line) {
		s := figure.Source{
			ID: r.text("id"), Publisher: r.must("publisher"), Title: r.must("title"), URL: r.text("url"), NoLink: r.text("no_link"),
			PublishedOn: r.text("published_on"), Retrieved: r.text("retrieved"), Reliability: r.text("reliability"),
		}
		if !word(s.ID, "-_.", true) {
			r.problem("id: %q may hold small letters, digits, hyphens, dots and underscores only", s.ID)
		}
		if _, ok := l.sources[s.ID]; ok {
			r.problem("id: the source %q stands twice", s.ID)
		}
		switch {
		case s.URL != "" && !webAddress(s.URL):
			r.problem("url: %q is not an http or https address", s.URL)
		case s.URL != "" && s.NoLink != "":
			r.problem("no_link: a source has a url or a reason why there is none, not both")
		case s.URL == "" && s.NoLink == "":
			r.problem("url is empty: say in no_link why there is no public link")
		}
		if s.PublishedOn != "" {
			if _, _, err := figure.LatestOf(s.PublishedOn); err != nil {
				r.problem("published_on: %q is not a year, a month or a day", s.PublishedOn)
			}
		}
		l.sources[s.ID] = s
		l.add(figure.Change{Source: &s})
	})
}

// loadSeries reads series.csv. Members may name a series that stands further down.
func (l *loader) loadSeries() {
	cols := []string{"key", "name", "company", "publisher", "unit", "frequency", "aggregation", "kind", "comparability_group", "default_chart", "members", "definition"}
	type waiting struct {
		r       *line
		members []string
	}
	var later []waiting
	group := map[string]figure.Series{}
	l.each("series.csv", cols, func(r *line) {
		s := figure.Series{
			Key: r.text("key"), Name: r.must("name"), Company: r.company("company"), Publisher: r.company("publisher"),
			Unit: oneOf(r, "unit", figure.Units...), Frequency: oneOf(r, "frequency", "quarter", "year", "statement", "on announcement", "once"),
			Aggregation: oneOf(r, "aggregation", figure.Sum, figure.EndOf, figure.Average, figure.None),
			Definition:  r.must("definition"), Group: r.must("comparability_group"),
			Kind: oneOf(r, "kind", figure.Reported, figure.Computed, figure.Check), Chart: oneOf(r, "default_chart", "line", "bar", "point", "range"),
			Members: r.list("members"),
		}
		if !seriesKey(s.Key) {
			r.problem("key: %q may hold small letters, digits, underscores and hyphens between dots, and may not end like a file name", s.Key)
		}
		if _, ok := l.series[s.Key]; ok {
			r.problem("key: the series %q stands twice", s.Key)
		}
		if o, ok := group[s.Group]; ok && o.Unit != s.Unit {
			r.problem("comparability_group: %q holds %s in %s, so %s cannot be in it", s.Group, o.Key, o.Unit, s.Unit)
		}
		group[s.Group] = s
		l.series[s.Key] = s
		later = append(later, waiting{r, s.Members})
		l.add(figure.Change{Series: &s})
	})
	for _, w := range later {
		for _, m := range w.members {
			if _, ok := l.series[m]; !ok {
				w.r.problem("members: the series %q is not in series.csv", m)
			}
		}
	}
}
