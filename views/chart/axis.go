package chart

import (
	"math"

	"megacycle/store/figure"
	"megacycle/views/format"
)

// scale is what a panel counts in.
type scale int

const (
	money   scale = iota // millions of dollars
	percent              // percent
	plain                // index, gigawatts, counts
)

func scaleOf(u figure.Unit) scale {
	switch u {
	case figure.USDMillions:
		return money
	case figure.Percent:
		return percent
	}
	return plain
}

// maxTicks is how many grid lines a panel has at most, the zero line included.
const maxTicks = 5

// room is how far a panel reaches beyond its data, as a share of the data's span.
const room = 0.06

// axis sets a panel's range and ticks from its marks, with zero always in sight
// and the unit at the top tick only. A logarithmic axis needs values above zero;
// with others it becomes linear.
func axis(p *Panel, s scale, log bool, f *format.Language) {
	p.Counts = s
	lo, hi, seen := extent(*p)
	if log && seen && lo > 0 {
		if logAxis(p, lo, hi, s, f); len(p.Ticks) > 1 {
			return
		}
		p.Log, p.Min, p.Max, p.Ticks = false, 0, 0, nil // too flat for powers of ten
	}
	lo, hi = min(lo, 0), max(hi, 0)
	if hi == lo {
		hi = lo + 1
	}
	span := hi - lo
	if hi > 0 {
		p.Max = hi + span*room
	}
	if lo < 0 {
		p.Min = lo - span*room
	}
	step := niceStep(p.Min, p.Max)
	for k := math.Ceil(p.Min / step); k*step <= p.Max; k++ {
		p.Ticks = append(p.Ticks, Tick{Value: k * step})
	}
	labelTicks(p.Ticks, step, s, f)
}

// tight sets a panel's range and ticks around its marks, without zero: for
// statements, whose moves are small beside their size and which are no bars.
func tight(p *Panel, s scale, f *format.Language) {
	lo, hi, seen := extent(*p)
	if !seen || lo <= 0 || hi-lo > hi/2 {
		axis(p, s, false, f)
		return
	}
	span := max(hi-lo, hi/20)
	p.Min, p.Max = lo-span*0.2, hi+span*0.2
	step := niceStep(p.Min, p.Max)
	p.Min = math.Floor(p.Min/step) * step
	for k := math.Ceil(p.Min / step); k*step <= p.Max; k++ {
		p.Ticks = append(p.Ticks, Tick{Value: k * step})
	}
	if len(p.Ticks) > maxTicks {
		p.Ticks = p.Ticks[len(p.Ticks)-maxTicks:]
	}
	labelTicks(p.Ticks, step, s, f)
	p.Counts = s
}

// extent gives the lowest and the highest value of a panel, stacks added up and
// reference lines included.
func extent(p Panel) (lo, hi float64, seen bool) {
	lo, hi = math.Inf(1), math.Inf(-1)
	up, down := map[string][]float64{}, map[string][]float64{}
	see := func(v float64) { lo, hi, seen = min(lo, v), max(hi, v), true }
	for _, m := range p.Marks {
		for i, pt := range m.Points {
			if !pt.Has {
				continue
			}
			if m.Stack == "" {
				see(pt.Value)
				if m.Kind == RangeMark {
					see(pt.Low)
					see(pt.High)
				}
				continue
			}
			if up[m.Stack] == nil {
				up[m.Stack], down[m.Stack] = make([]float64, len(m.Points)), make([]float64, len(m.Points))
			}
			sum := up[m.Stack]
			if pt.Value < 0 {
				sum = down[m.Stack]
			}
			sum[i] += pt.Value
			see(sum[i])
		}
	}
	for _, l := range p.Lines {
		see(l.Value)
	}
	if !seen {
		return 0, 0, false
	}
	return lo, hi, true
}

// niceStep gives the smallest step of 1, 2, 2.5 or 5 times a power of ten with
// which no more than maxTicks lie between lo and hi.
func niceStep(lo, hi float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10((hi-lo)/maxTicks))-1)
	for {
		for _, f := range []float64{1, 2, 2.5, 5} {
			step := f * power
			if math.Floor(hi/step)-math.Ceil(lo/step)+1 <= maxTicks {
				return step
			}
		}
		power *= 10
	}
}

// logAxis sets a logarithmic range with ticks at 1, 2 and 5 times powers of ten,
// thinned until they fit.
func logAxis(p *Panel, lo, hi float64, s scale, f *format.Language) {
	p.Log, p.Min, p.Max = true, lo/1.15, hi*1.15
	for _, factors := range [][]float64{{1, 2, 5}, {1, 3}, {1}} {
		p.Ticks = nil
		for power := math.Pow(10, math.Floor(math.Log10(p.Min))); power <= p.Max; power *= 10 {
			for _, k := range factors {
				if v := k * power; v >= p.Min && v <= p.Max {
					p.Ticks = append(p.Ticks, Tick{Value: v})
				}
			}
		}
		if len(p.Ticks) <= maxTicks {
			break
		}
	}
	step := p.Min
	if len(p.Ticks) > 0 {
		step = p.Ticks[0].Value
	}
	labelTicks(p.Ticks, step, s, f)
}

// labelTicks writes the ticks' labels: the unit stands at the top one only.
func labelTicks(ticks []Tick, step float64, s scale, f *format.Language) {
	div := 1.0
	if s == money && step >= 100 {
		div = 1000
	}
	decimals := 0
	for d := step / div; decimals < 4 && math.Abs(d-math.Round(d)) > 1e-9; d *= 10 {
		decimals++
	}
	for i := range ticks {
		v := ticks[i].Value / div
		ticks[i].Label = f.Number(v, decimals)
		if i != len(ticks)-1 {
			continue
		}
		switch s {
		case money:
			ticks[i].Label = f.TickMoney(v, decimals, div > 1)
		case percent:
			ticks[i].Label = f.PercentOf(v, decimals)
		}
	}
}
