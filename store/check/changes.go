package check

import (
	"fmt"
	"net/url"
	"slices"

	"megacycle/store/figure"
)

// Changes checks what a change set would do: each row against the history of its
// series, and all of it together against the figures it touches. today is the day
// on which it would be published. The order is that of the changes, blocking
// findings first within each.
func Changes(st *figure.State, today figure.Date, changes []figure.Change) []Finding {
	l := st.Ledger()
	next, err := l.With(figure.Release{N: l.Current() + 1}, changes).At(0, "", today)
	if err != nil {
		return []Finding{{Code: BadNumber, Level: Block, Message: err.Error()}}
	}
	c := &checker{old: st, next: next, today: today, count: map[string]int{}}
	for _, ch := range changes {
		if f := ch.Figure; f != nil {
			c.count[vintage(*f)]++
		}
	}
	done := map[string]bool{}
	for _, ch := range changes {
		switch {
		case ch.Source != nil:
			c.source(*ch.Source)
		case ch.Figure != nil && !done[vintage(*ch.Figure)]:
			done[vintage(*ch.Figure)] = true
			c.row(*ch.Figure)
		}
	}
	c.together(changes)
	return c.out
}

// checker collects the findings on one change set.
type checker struct {
	old, next *figure.State
	today     figure.Date
	count     map[string]int // how often the change set holds a vintage
	out       []Finding
}

func vintage(r figure.Row) string {
	return r.Series + " " + r.Period.String() + " " + string(r.PublishedOn)
}

func (c *checker) add(code string, level Level, r figure.Row, fix, format string, args ...any) {
	c.out = append(c.out, Finding{Code: code, Level: level, Series: r.Series, Period: r.Period, Message: fmt.Sprintf(format, args...), Fix: fix})
}

func (c *checker) block(code string, r figure.Row, format string, args ...any) {
	c.add(code, Block, r, "", format, args...)
}

func (c *checker) warn(code string, r figure.Row, format string, args ...any) {
	c.add(code, Warn, r, "", format, args...)
}

// together adds what the arithmetic finds with the changes and did not find
// without them, each at the changed row that it speaks of.
func (c *checker) together(changes []figure.Change) {
	before := map[string]bool{}
	for _, f := range arithmetic(c.old) {
		before[f.Key()+f.Message] = true
	}
	for _, f := range arithmetic(c.next) {
		if before[f.Key()+f.Message] {
			continue
		}
		for _, ch := range changes {
			if r := ch.Figure; r != nil && slices.Contains(f.cells, cell{r.Series, r.Period}) {
				f.Series, f.Period = r.Series, r.Period
				break
			}
		}
		if !slices.ContainsFunc(c.out, func(o Finding) bool { return o.Key() == f.Key() && o.Message == f.Message }) {
			c.out = append(c.out, f.Finding)
		}
	}
}

// source checks a new or changed source.
func (c *checker) source(s figure.Source) {
	if why := unfollowed(s); why != "" {
		c.out = append(c.out, Finding{Code: BadSource, Level: Block, Message: fmt.Sprintf("The source %q %s.", s.Title, why)})
	}
}

// unfollowed says why a reader cannot follow a source, or "".
func unfollowed(s figure.Source) string {
	if s.URL == "" {
		if s.NoLink == "" {
			return "has no link; give its address, or say why there is no public link"
		}
		return ""
	}
	u, err := url.Parse(s.URL)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.User != nil {
		return "has a link that is not an http or https address"
	}
	return ""
}

// row checks one figure.
func (c *checker) row(r figure.Row) {
	s, ok := c.next.Series(r.Series)
	if !ok {
		c.block(BadSeries, r, "There is no series %q.", r.Series)
		return
	}
	if s.Kind == figure.Computed || (s.Kind == figure.Check && s.Publisher == "megacycle") {
		c.block(BadSeries, r, "%s is computed here and is never typed.", s.Name)
	}
	c.sources(s, r)
	c.dates(s, r)
	if c.count[vintage(r)] > 1 {
		c.block(Duplicate, r, "The figure of %s, published on %s, stands in this change set %d times.", r.Period, r.PublishedOn, c.count[vintage(r)])
	} else if c.same(r) {
		c.block(Duplicate, r, "Exactly this figure is published already; there is nothing to change.")
	}
	if r.Reason != figure.HasValue {
		return
	}
	switch {
	case !r.Value.IsSet() && !r.HasRange():
		c.block(BadNumber, r, "There is no number.")
		return
	case r.HasRange() && r.Low.Cmp(r.High) > 0:
		c.block(BadNumber, r, "The low end, %s, is above the high end, %s.", show(r.Low), show(r.High))
		return
	case r.Value.IsSet() && (r.Low.IsSet() || r.High.IsSet()):
		c.block(BadNumber, r, "There is a value and a range; it must be one of them.")
		return
	}
	if lowest(r).Sign() < 0 && !signed(s) {
		c.block(BadSign, r, "%s cannot be negative.", s.Name)
		return
	}
	if c.slip(s, r) {
		return
	}
	c.history(s, r)
	if r.Value.IsSet() && r.Status != figure.Guidance && r.Status != figure.Target && s.Frequency == "quarter" {
		c.growth(s, r)
	}
}

// sources checks that a row has sources that can be followed.
func (c *checker) sources(s figure.Series, r figure.Row) {
	if r.Reason == figure.Retracted {
		return
	}
	if len(r.Sources) == 0 {
		c.block(BadSource, r, "A source is needed: who published this figure, and where?")
		return
	}
	co, _ := c.next.Company(s.Company)
	end := figure.Ended(co, r)
	for _, id := range r.Sources {
		src, ok := c.next.Source(id)
		if !ok {
			c.block(BadSource, r, "There is no source %q.", id)
			continue
		}
		if why := unfollowed(src); why != "" {
			c.block(BadSource, r, "The source %q %s.", src.Title, why)
		}
		d, _, err := figure.LatestOf(src.PublishedOn)
		if err == nil && src.PublishedOn != "" && d < end && r.Status == figure.Actual && s.Frequency == "quarter" {
			c.warn(EarlySource, r, "The source %q is of %s, before the quarter ended on %s.", src.Title, src.PublishedOn, end)
		}
	}
}

// dates checks the period and the day of publication.
func (c *checker) dates(s figure.Series, r figure.Row) {
	co, _ := c.next.Company(s.Company)
	if why := figure.Misfit(s, co, r.Period); why != "" {
		c.block(BadPeriod, r, "%s.", why)
	}
	switch end := figure.Ended(co, r); {
	case r.PublishedOn == "":
		c.block(BadPeriod, r, "The day of publication is missing.")
	case c.today != "" && r.PublishedOn > c.today:
		c.block(Future, r, "It is dated %s, but today is %s.", r.PublishedOn, c.today)
	case r.Status != figure.Actual || s.Frequency == "on announcement" || r.Reason != figure.HasValue:
	case r.PublishedOn < end:
		c.block(BadPeriod, r, "It is dated %s, before the period ended on %s, so it cannot be an actual figure.", r.PublishedOn, end)
	}
}

// same says whether the row is published already, word for word.
func (c *checker) same(r figure.Row) bool {
	for _, v := range c.old.Vintages(r.Series, r.Period) {
		if v.PublishedOn == r.PublishedOn {
			return v.Value.Equal(r.Value) && v.Low.Equal(r.Low) && v.High.Equal(r.High) && v.Reason == r.Reason && v.Status == r.Status &&
				v.Qualifier == r.Qualifier && slices.Equal(v.Sources, r.Sources) && v.Note == r.Note && v.Evidence == r.Evidence &&
				v.Derivation == r.Derivation && v.Approximate == r.Approximate && v.FiscalLabel == r.FiscalLabel
		}
	}
	return false
}

// lowest gives the value, or the low end of a range.
func lowest(r figure.Row) figure.Amount {
	if r.HasRange() {
		return r.Low
	}
	return r.Value
}
