package chart

import (
	"slices"
	"strings"

	"megacycle/store/figure"
	"megacycle/views/format"
)

// number names one number of a plot.
type number struct {
	series string
	period figure.Period
}

// numbers gives the newest datum of each number that is worth comparing: those
// reported, and of those computed what is drawn.
func numbers(p *Plot) (map[number]Datum, []number) {
	drawn := map[int]bool{}
	for _, pn := range p.Panels {
		for _, m := range pn.Marks {
			for _, pt := range m.Points {
				if pt.Has && m.Role != Gap {
					drawn[pt.Datum] = true
				}
			}
		}
	}
	all := map[number]Datum{}
	var order []number
	for i, d := range p.Data {
		if d.Computed != "" && !drawn[i] || d.Value == "" && d.Low == "" {
			continue
		}
		k := number{d.Series, d.Period}
		old, ok := all[k]
		if !ok {
			order = append(order, k)
		}
		if !ok || d.PublishedOn >= old.PublishedOn {
			all[k] = d
		}
	}
	return all, order
}

// differences lists what is not the same, reported figures first, the newest
// period first.
func (c *comparison) differences() {
	then, order := numbers(c.b)
	now, more := numbers(c.a)
	if !c.earlier() {
		then, now = now, then
	}
	for _, k := range more {
		if !slices.Contains(order, k) {
			order = append(order, k)
		}
	}
	computed := map[number]bool{}
	var list []Difference
	for _, k := range order {
		x, was := then[k]
		y, is := now[k]
		if was && is && x.Value == y.Value && x.Low == y.Low && x.High == y.High {
			continue
		}
		d := Difference{Series: k.series, Period: k.period, Name: y.Name, Then: c.text(x, was), Now: c.text(y, is), ThenValue: exact(x), NowValue: exact(y)}
		if !is {
			d.Name = x.Name
		}
		computed[k] = y.Computed != "" || x.Computed != ""
		d.Why = c.why(x, y, was, is)
		list = append(list, d)
	}
	key := func(d Difference) number { return number{d.Series, d.Period} }
	slices.SortStableFunc(list, func(x, y Difference) int {
		if cx, cy := computed[key(x)], computed[key(y)]; cx != cy {
			if cy {
				return -1
			}
			return 1
		}
		return y.Period.Compare(x.Period)
	})
	c.p.Differences = list
}

// exact gives a number in machine form.
func exact(d Datum) string {
	if d.Value == "" && d.Low != "" {
		return d.Low + " to " + d.High
	}
	return d.Value
}

// text writes a number as readers see it.
func (c *comparison) text(d Datum, known bool) string {
	if !known {
		return ""
	}
	return spell(c.f, d)
}

// spell writes a datum as readers see it, its qualifier in front.
func spell(f *format.Language, d Datum) string {
	u := figure.Unit(d.Unit)
	if d.Low != "" && d.High != "" {
		lo, e1 := figure.ParseAmount(d.Low)
		hi, e2 := figure.ParseAmount(d.High)
		if e1 == nil && e2 == nil {
			return f.Range(lo, hi, u, d.Qualifier)
		}
	}
	v, err := figure.ParseAmount(d.Value)
	if err != nil {
		return d.Value
	}
	var text string
	switch {
	case d.Unit == "percentage points":
		text = f.Points(v.Float())
	case d.Unit == "index":
		text = f.Number(v.Float(), 0)
	case u == figure.Percent && d.Computed != "":
		text = f.PercentOf(v.Float(), 1)
	case u == figure.USDMillions && v.Decimals() == 0 && strings.HasSuffix(v.String(), "000"):
		text = f.Billions(v)
	default:
		text = f.Amount(v, u)
	}
	return f.Qualified(d.Qualifier, text)
}

// why says what happened between the two days.
func (c *comparison) why(then, now Datum, was, is bool) string {
	on := "on "
	if now.Approximate {
		on = "by "
	}
	on += c.f.Date(now.PublishedOn)
	expected := now.Status == figure.Guidance || now.Status == figure.Estimate && strings.Contains(now.Series, "_forecast") || now.Status == figure.Target
	switch {
	case !is:
		return "not shown any more: what it was about has been reported, or it was withdrawn"
	case now.Computed != "" && !was:
		return "follows from figures published since"
	case now.Computed != "":
		return "follows from figures that have changed"
	case !was && now.Status == figure.Guidance:
		return "said first " + on
	case !was:
		return "published " + on
	case now.PublishedOn == then.PublishedOn:
		return "corrected here"
	case expected:
		return "said anew " + on
	case then.Status == figure.Preliminary || then.Status == figure.Guidance:
		return "reported " + on
	}
	return "revised " + on
}
