package sample

import (
	"fmt"
	"math"

	"megacycle/store/figure"
	"megacycle/views/chart"
)

// Hostile is a name that tries to be markup, a template and a function.
const Hostile = `</script><b onload="x()">A&B</b> {c} {a|b} __f__function(){}__f__ $& "'` + "\u0001"

// All gives each sample by its name.
func All() map[string]*chart.Plot {
	return map[string]*chart.Plot{
		"bars": Bars(), "lines": Lines(), "path": Path(), "shares": Shares(), "stack": Stack(),
		"negative": Negative(), "donut": Donut(), "ranges": Ranges(), "one": One(), "gaps": Gaps(),
		"hostile": HostileNames(), "long": Long(), "empty": Empty(), "log": Log(), "area": Area(),
	}
}

// Quarters makes n slots from a quarter on.
func Quarters(year, q, n int) []chart.Slot {
	var out []chart.Slot
	p := figure.QuarterOf(year, q)
	for range n {
		out = append(out, chart.Slot{Period: p, Label: fmt.Sprintf("Q%d %d", p.Q, p.Year), Short: fmt.Sprintf("Q%d ’%02d", p.Q, p.Year%100)})
		p = p.Add(1)
	}
	return out
}

// Years makes n slots from a year on.
func Years(from, n int) []chart.Slot {
	var out []chart.Slot
	for y := from; y < from+n; y++ {
		out = append(out, chart.Slot{Period: figure.YearOf(y), Label: fmt.Sprint(y), Short: fmt.Sprintf("’%02d", y%100)})
	}
	return out
}

func points(unit string, vs ...float64) []chart.Point {
	out := make([]chart.Point, len(vs))
	for i, v := range vs {
		out[i] = chart.Point{Has: !math.IsNaN(v), Value: v, Datum: -1}
		if out[i].Has {
			switch unit {
			case "%":
				out[i].Text = fmt.Sprintf("%.1f %%", v)
			default:
				out[i].Text = fmt.Sprintf("$%.1fB", v)
			}
			out[i].Exact = fmt.Sprint(v)
		} else {
			out[i].Value, out[i].Reason = 0, "not yet reported"
		}
	}
	return out
}

func grow(from, to float64, n int, wobble float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		u := float64(i) / float64(max(n-1, 1))
		out[i] = math.Round((from*math.Pow(to/from, u)+wobble*math.Sin(float64(i)*0.7))*10) / 10
	}
	out[n-1] = to
	return out
}

func ticks(prefix, suffix string, vs ...float64) []chart.Tick {
	var out []chart.Tick
	for i, v := range vs {
		l := fmt.Sprint(v)
		if i == len(vs)-1 {
			l = prefix + l + suffix
		}
		out = append(out, chart.Tick{Value: v, Label: l})
	}
	return out
}

func base(slug, name, finding, measure string) *chart.Plot {
	return &chart.Plot{
		Slug: slug, Name: name, Finding: finding, Measure: measure, Shown: name,
		Summary: finding + ".", Alt: name + ": " + finding + ".",
		Source: "Source: a made-up company, quarterly results to Q2 2026, published 30 Jul 2026. These numbers are invented for tests.",
		Credit: "CC BY 4.0", Release: figure.Release{N: 1},
	}
}

// Bars is quarterly bars over a panel with growth, with an annotation.
func Bars() *chart.Plot {
	p := base("bars", "AWS revenue", "AWS revenue is up 36.8 % on a year earlier, its fastest growth since Q4 2021", "Net sales of Amazon’s cloud segment, $ billions a quarter")
	p.Slots = Quarters(2018, 1, 34)
	rev := points("$", grow(5.4, 42.2, 34, 0.2)...)
	for i := range 5 {
		rev[i].Hollow = true
	}
	rev[33].Label = "Q2 2026: $42.2B"
	g := make([]float64, 34)
	for i := range g {
		g[i] = 30 + 18*math.Cos(float64(i)/5.4)
	}
	g[33] = 36.8
	growth := points("%", g...)
	growth[17].Label, growth[17].Hollow = "12.2 %, Q2 2023", true
	p.Panels = []chart.Panel{
		{Title: "AWS revenue, $ billions a quarter", Height: 0.64, Max: 48, Ticks: ticks("$", "B", 0, 10, 20, 30, 40), Marks: []chart.Mark{{Key: "aws", Name: "AWS revenue", Colour: "amazon", Role: chart.Actual, Kind: chart.BarMark, Strong: true, Points: rev}}},
		{Title: "Growth on the same quarter a year earlier, %", Height: 0.36, Max: 52, Ticks: ticks("", " %", 0, 20, 40), Marks: []chart.Mark{{Key: "aws.yoy", Name: "Growth", Colour: "ink", Role: chart.Actual, Kind: chart.LineMark, Points: growth, End: []string{"+36.8 %"}}}},
	}
	p.Annotations = []chart.Annotation{{Slot: 19, Date: "2022-11-30", Text: "ChatGPT launched", Event: "e1"}, {Slot: 12, Date: "2021-02-02", Text: "Andy Jassy is named chief executive", Event: "e2"}}
	return p
}

// Lines is two lines that cross, with labels at their ends.
func Lines() *chart.Plot {
	p := base("lines", "Capital spending and AWS revenue", "Amazon’s capital spending has passed AWS revenue", "Amazon, trailing four quarters, $ billions. Spending is for the whole company, not only AI.")
	p.Slots = Quarters(2018, 4, 31)
	p.Panels = []chart.Panel{{Height: 1, Max: 190, Ticks: ticks("$", "B", 0, 50, 100, 150), Marks: []chart.Mark{
		{Key: "aws", Name: "AWS revenue", Colour: "amazon", Role: chart.Actual, Kind: chart.LineMark, Strong: true, Points: points("$", grow(25.7, 148.4, 31, 1)...), End: []string{"AWS revenue", "$148.4B", "+27.5 % in a year"}},
		{Key: "capex", Name: "Capital spending", Colour: "ink", Role: chart.Actual, Kind: chart.LineMark, Points: points("$", grow(13.4, 173, 31, 9)...), End: []string{"Capital spending", "$173.0B", "+60.7 % in a year"}},
	}}}
	p.Annotations = []chart.Annotation{{Slot: 28, Date: "2025-12-31", Text: "Spending overtakes AWS revenue", Event: "e1"}}
	return p
}

// Path is a line that ends inside the plot, the path that is needed and one of
// today's growth, and a target.
func Path() *chart.Plot {
	p := base("path", "AWS and $600B", "$600B by 2036 needs growth of 14.2 % a year", "AWS revenue, trailing four quarters, $ billions")
	p.Slots = Quarters(2015, 1, 88)
	fill := func(from int, vs []float64) []chart.Point {
		all := make([]float64, 88)
		for i := range all {
			all[i] = math.NaN()
			if k := i - from; k >= 0 && k < len(vs) {
				all[i] = vs[k]
			}
		}
		return points("$", all...)
	}
	p.Panels = []chart.Panel{{Height: 1, Max: 660, Ticks: ticks("$", "B", 0, 200, 400), Marks: []chart.Mark{
		{Key: "aws", Name: "AWS revenue", Colour: "amazon", Role: chart.Actual, Kind: chart.LineMark, Strong: true, Points: fill(0, grow(5, 148.4, 46, 0)), End: []string{"AWS revenue", "$148.4B"}},
		{Key: "needed", Name: "Growth needed", Colour: "accent", Role: chart.Needed, Kind: chart.LineMark, Points: fill(45, grow(148.4, 600, 43, 0)), End: []string{"Growth needed", "14.2 % a year"}},
		{Key: "today", Name: "At today’s growth", Colour: "zero", Role: chart.Scenario, Kind: chart.LineMark, Points: fill(45, grow(148.4, 600, 24, 0)), End: []string{"At today’s 27.5 % a year", "$600B in early 2032"}},
	}, Lines: []chart.RefLine{{Value: 600, Label: "The ambition: $600B a year by the end of 2036", Role: chart.Needed, From: 0, To: 87}}}}
	return p
}

// Shares is three lines with gaps, bridged, and what was quoted.
func Shares() *chart.Plot {
	p := base("shares", "Cloud market share", "AWS holds 28 % of the cloud market, not 30 %", "Share of world cloud infrastructure services, %")
	p.Slots = Quarters(2019, 4, 27)
	add := func(key, name, colour string, from, to, quoted float64) []chart.Mark {
		vs := grow(from, to, 27, 0.8)
		var gap []float64
		for i := range vs {
			gap = append(gap, math.NaN())
			vs[i] = math.Round(vs[i])
		}
		gap[4], gap[9] = vs[4], vs[9]
		for i := 5; i < 9; i++ {
			vs[i] = math.NaN()
		}
		q := points("%", gap...)
		for i := range q {
			q[i].Has = i == 25
			q[i].Value, q[i].Text = quoted, fmt.Sprintf("%v %%", quoted)
		}
		return []chart.Mark{
			{Key: key, Name: name, Colour: colour, Role: chart.Actual, Kind: chart.LineMark, Points: points("%", vs...), End: []string{name, fmt.Sprintf("%v %%", to), fmt.Sprintf("quoted %v %%", quoted)}, Legend: true},
			{Key: key + ".gap", Name: name + ", no figure", Colour: colour, Role: chart.Gap, Kind: chart.LineMark, Points: points("%", gap...)},
			{Key: key + ".quoted", Name: name + ", as quoted", Colour: "ink", Role: chart.Quoted, Kind: chart.PointMark, Points: q, Legend: key == "aws"},
		}
	}
	var marks []chart.Mark
	marks = append(marks, add("aws", "AWS", "amazon", 32, 28, 30)...)
	marks = append(marks, add("azure", "Microsoft", "microsoft", 18, 20, 21)...)
	marks = append(marks, add("google", "Google", "alphabet", 9, 15, 14)...)
	p.Panels = []chart.Panel{{Height: 1, Max: 38, Ticks: ticks("", " %", 0, 10, 20, 30), Marks: marks}}
	return p
}

// Stack is stacked years with hatched guidance, a quoted total and totals.
func Stack() *chart.Plot {
	p := base("stack", "Big Tech capital expenditure", "Four companies now guide $720–745B for 2026, after $410B in 2025", "Capital spending by calendar year, $ billions, each as the company guides it")
	p.Slots = Years(2021, 6)
	parts := []struct {
		slug, name string
		v          []float64
		guide      string
		top        float64
	}{
		{"amazon", "Amazon", []float64{55, 58, 48, 78, 128, 96}, "about $220B", 124},
		{"alphabet", "Alphabet", []float64{25, 31, 32, 53, 91, 110}, "$195–205B", 90},
		{"microsoft", "Microsoft", []float64{28, 30, 42, 76, 115, 60}, "$175B", 115},
		{"meta", "Meta", []float64{19, 31, 28, 39, 72, 45}, "$130–145B", 92},
	}
	var marks []chart.Mark
	var guided float64
	for k, c := range parts {
		pts := points("$", c.v...)
		marks = append(marks, chart.Mark{Key: c.slug, Name: c.name, Colour: c.slug, Role: chart.Actual, Kind: chart.StackMark, Stack: "all", Points: pts, Legend: k == 0})
		g := points("$", math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN(), c.top)
		marks = append(marks, chart.Mark{Key: c.slug + ".guided", Name: c.name + ", guidance", Colour: c.slug, Role: chart.Guided, Kind: chart.StackMark, Stack: "all", Points: g, End: []string{c.name, c.guide}, Legend: k == 0})
		guided += c.v[5] + c.top
	}
	last := &marks[len(marks)-2]
	for i, v := range []string{"127", "150", "150", "245", "410"} {
		last.Points[i].Label = v
	}
	marks[len(marks)-1].Points[5].Label = "720–745 guided, our sum"
	p.Panels = []chart.Panel{{Height: 1, Max: 800, Ticks: ticks("$", "B", 0, 200, 400, 600), Marks: marks,
		Lines: []chart.RefLine{{Value: 650, Label: "650 quoted in February", Role: chart.Quoted, From: 5, To: 5}}}}
	return p
}

// Negative is bars around zero with hatched estimates below.
func Negative() *chart.Plot {
	p := base("negative", "Amazon’s free cash flow", "Amazon’s free cash flow is below zero, for the first time since early 2023", "Operating cash flow less net capital spending, trailing four quarters, $ billions")
	p.Slots = Quarters(2017, 4, 37)
	vs := make([]float64, 37)
	est := make([]float64, 37)
	for i := range vs {
		vs[i] = math.Round((18+34*math.Sin(float64(i)/4.6))*10) / 10
		est[i] = math.NaN()
	}
	vs[34] = -7.6
	vs[35], vs[36] = math.NaN(), math.NaN()
	est[36] = -28
	pts := points("$", vs...)
	top := 0
	for i := range pts {
		pts[i].Accent = pts[i].Value < 0
		if pts[i].Value > pts[top].Value {
			top = i
		}
	}
	pts[top].Label, pts[34].Label = "$52.0B", "Q2 2026: −$7.6B"
	p.Panels = []chart.Panel{{Height: 1, Min: -34, Max: 60, Ticks: []chart.Tick{{Value: -25, Label: "−25"}, {Value: 0, Label: "0"}, {Value: 25, Label: "25"}, {Value: 50, Label: "$50B"}}, Marks: []chart.Mark{
		{Key: "fcf", Name: "Free cash flow", Colour: "amazon", Role: chart.Actual, Kind: chart.BarMark, Points: pts, Legend: true},
		{Key: "est", Name: "Estimates for the year 2026", Colour: "ink-2", Role: chart.Estimate, Kind: chart.BarMark, Points: points("$", est...), Legend: true},
	}, Lines: []chart.RefLine{{Value: -17, Label: "−17 Morgan Stanley", Role: chart.Quoted, From: 36, To: 36}, {Value: -28, Label: "−28 Bank of America", Role: chart.Quoted, From: 36, To: 36}}}}
	return p
}

// Donut is shares of a whole.
func Donut() *chart.Plot {
	p := base("donut", "Cloud market share", "AWS holds 28 % of the cloud market", "Share of world cloud infrastructure services in Q2 2026, %")
	p.Slots = Quarters(2026, 2, 1)
	for _, s := range []struct {
		name, colour string
		v            float64
	}{{"AWS", "amazon", 28}, {"Microsoft", "microsoft", 20}, {"Google", "alphabet", 15}, {"Others", "zero", 37}} {
		if len(p.Panels) == 0 {
			p.Panels = []chart.Panel{{Height: 1, Max: 100}}
		}
		p.Panels[0].Marks = append(p.Panels[0].Marks, chart.Mark{Key: s.name, Name: s.name, Colour: s.colour, Role: chart.Actual, Kind: chart.SliceMark, Points: points("%", s.v)})
	}
	return p
}

// Ranges is whiskers of guidance and an estimate.
func Ranges() *chart.Plot {
	p := base("ranges", "Guidance for 2026", "Guidance for 2026 rose three times", "Guided capital spending for 2026 by the day it was given, $ billions")
	p.Slots = Quarters(2025, 3, 4)
	r := points("$", 150, 160, 200, 220)
	for i := range r {
		r[i].Low, r[i].High, r[i].Label = r[i].Value-8, r[i].Value+8, r[i].Text
	}
	p.Panels = []chart.Panel{{Height: 1, Min: 100, Max: 250, Ticks: ticks("$", "B", 100, 150, 200), Marks: []chart.Mark{
		{Key: "g", Name: "Amazon, guidance", Colour: "amazon", Role: chart.Guided, Kind: chart.RangeMark, Points: r, Legend: true},
		{Key: "e", Name: "Estimate", Colour: "ink-2", Role: chart.Estimate, Kind: chart.PointMark, Points: points("$", math.NaN(), 140, math.NaN(), 205), Legend: true},
	}}}
	return p
}

// One is a single point.
func One() *chart.Plot {
	p := base("one", "AWS revenue", "AWS revenue was $42.2B", "$ billions")
	p.Slots = Quarters(2026, 2, 1)
	p.Panels = []chart.Panel{{Height: 1, Max: 50, Ticks: ticks("$", "B", 0, 20, 40), Marks: []chart.Mark{{Key: "aws", Name: "AWS revenue", Colour: "amazon", Role: chart.Actual, Kind: chart.LineMark, Points: points("$", 42.2), End: []string{"AWS revenue", "$42.2B", "+36.8 %"}}}}}
	return p
}

// Gaps is a line with missing points and one that stands alone.
func Gaps() *chart.Plot {
	p := base("gaps", "Backlog", "The backlog has grown", "$ billions")
	p.Slots = Quarters(2024, 1, 8)
	p.Panels = []chart.Panel{{Height: 1, Max: 50, Ticks: ticks("$", "B", 0, 20, 40), Marks: []chart.Mark{{Key: "b", Name: "Backlog", Colour: "oracle", Role: chart.Actual, Kind: chart.LineMark, Points: points("$", 10, 12, math.NaN(), 20, math.NaN(), math.NaN(), 35, 40), End: []string{"Backlog", "$40.0B"}}}}}
	return p
}

// HostileNames is Bars with names that try to break out.
func HostileNames() *chart.Plot {
	p := Bars()
	p.Slug, p.Name, p.Finding, p.Measure, p.Alt, p.Source, p.Credit = "hostile", Hostile, Hostile, Hostile, Hostile, Hostile, Hostile
	p.Panels[0].Title, p.Panels[0].Ticks[1].Label = Hostile, "\"><script>"
	p.Panels[0].Marks[0].Name, p.Panels[0].Marks[0].Legend, p.Panels[0].Marks[0].Key = Hostile, true, Hostile
	p.Panels[0].Marks[0].Points[33].Label = Hostile
	p.Panels[1].Marks[0].End = []string{Hostile, Hostile, Hostile}
	p.Annotations[0].Text = Hostile
	p.Slots[3].Label, p.Slots[3].Short = Hostile, Hostile
	return p
}

// Long is Lines with very long words.
func Long() *chart.Plot {
	p := Lines()
	long := ""
	for range 400 {
		long += "Donaudampfschifffahrtsgesellschaft "
	}
	p.Slug, p.Name, p.Finding, p.Measure, p.Source = "long", long[:200], long[:300], long[:300], long[:600]
	p.Panels[0].Title = long
	p.Panels[0].Marks[0].End = []string{long, long, long}
	p.Annotations[0].Text = long
	return p
}

// Empty is a plot without anything to draw.
func Empty() *chart.Plot {
	p := base("empty", "AWS revenue", "No figures in this range", "$ billions")
	p.Empty = "No figure of AWS was public on 1 Jan 2010; the first was published on 23 Apr 2015."
	return p
}

// Log is a line on a logarithmic axis.
func Log() *chart.Plot {
	p := Lines()
	p.Slug, p.Name = "log", "On a logarithmic scale"
	pn := &p.Panels[0]
	pn.Log, pn.Min, pn.Max, pn.Ticks = true, 10, 200, ticks("$", "B", 10, 20, 50, 100, 200)
	p.Annotations = nil
	return p
}

// Area is two stacked areas.
func Area() *chart.Plot {
	p := Lines()
	p.Slug, p.Name, p.Annotations = "area", "Stacked areas", nil
	p.Panels[0].Max = 340
	for i := range p.Panels[0].Marks {
		m := &p.Panels[0].Marks[i]
		m.Kind, m.Stack = chart.AreaMark, "a"
	}
	p.Panels[0].Marks[1].Colour = "microsoft"
	return p
}
