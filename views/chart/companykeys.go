package chart

import (
	"cmp"
	"slices"
	"strings"

	"megacycle/store/figure"
	"megacycle/store/series"
	"megacycle/store/spec"
	"megacycle/views/format"
)

// mostKeys is how many key figures a company has at most: one row of them.
const mostKeys = 6

// telling lists the comparability groups whose newest figure says most about a
// company, in the order in which they are shown. Groups that stand together are
// the same thing in several definitions: the first that a company has is taken.
func telling() [][]string {
	return [][]string{
		{"total_revenue"}, {"cloud_segment_revenue"}, {"nvidia_datacenter_revenue"}, {"ai_lab_run_rate"}, {"synergy_market"}, {"azure_growth"},
		{"capex_net", "capex_incl_leases", "capex_cash_ppe"}, {"free_cash_flow_ttm"}, {"contracted_backlog"}, {"cloud_segment_operating_income"},
		{"synergy_share"}, {"total_operating_income"}, {"ai_run_rate"}, {"chip_run_rate"}, {"power_total"},
	}
}

// CompanyKeys computes the key figures of a company: the newest figure of its
// most telling series, each with its change and its past.
func CompanyKeys(st *figure.State, company string) []KeyFigure {
	k := keys{st, format.English()}
	var out []KeyFigure
	for _, groups := range telling() {
		for _, g := range groups {
			i := slices.IndexFunc(st.SeriesKeys(), func(key string) bool {
				s, _ := st.Series(key)
				return s.Company == company && s.Group == g && s.Kind == figure.Reported && len(st.Rows(key)) > 0
			})
			if i < 0 {
				continue
			}
			if f, ok := k.newest(st.SeriesKeys()[i]); ok && len(out) < mostKeys {
				out = append(out, f)
			}
			break
		}
	}
	return out
}

// newest makes a key figure of the newest value of a series.
func (k keys) newest(key string) (KeyFigure, bool) {
	s, _ := k.st.Series(key)
	l := k.line(key)
	p := l.Last()
	if p.IsZero() {
		return KeyFigure{}, false
	}
	row, _ := k.st.Figure(key, p)
	out := KeyFigure{Key: key, Label: strings.TrimSuffix(s.Name, " by quarter"), Value: k.f.Amount(row.Value, s.Unit), Pre: row.Qualifier,
		Below: row.Value.Sign() < 0, SourceMark: ByCompany, Chart: k.shows(key)}
	c, _ := k.st.Company(s.Publisher)
	out.SourceText = cmp.Or(c.Short, c.Name, s.Publisher) + ", " + k.f.Date(row.PublishedOn)
	if s.Publisher != s.Company {
		out.SourceMark = ByOthers
	}
	out.Change = k.f.Period(p)
	switch g := l.YoY(p); {
	case g.Has() && s.Unit == figure.Percent:
		out.Strong, out.Change = k.f.Points(g.Ratio), "on a year earlier, "+k.f.Period(p)
	case g.Has():
		out.Strong, out.Change = k.f.Change(g.Ratio), "on a year earlier, "+k.f.Period(p)
	case g.Reason == series.BaseNegative || g.Reason == series.BaseZero:
		out.Change = k.f.Period(p) + ", was " + k.f.SignedMoney(l.At(p.Add(-4)).Amount) + " a year earlier"
	}
	if l.At(p.Add(-4)).Has() && strings.HasPrefix(s.Group, "free_cash_flow") { // around zero a rate misleads
		out.Strong, out.Change = "", k.f.Period(p)+", was "+k.f.SignedMoney(l.At(p.Add(-4)).Amount)+" a year earlier"
	}
	kind := LineMark
	if s.Chart == "bar" || strings.HasPrefix(s.Group, "free_cash_flow") {
		kind = BarMark
	}
	if n := len(l.Periods()); n > 1 && p.Kind == figure.Quarter {
		out.Spark = []Mark{spark(l, min(16, p.Sub(l.First())+1), s.Company, Actual, kind, l.At)}
	}
	return out, true
}

// shows gives the first chart that shows a series without being asked, "" for none.
func (k keys) shows(key string) string {
	specs, err := Specs(k.st)
	if err != nil {
		return ""
	}
	for _, sp := range specs {
		if slices.ContainsFunc(sp.Items, func(i spec.Item) bool { return i.Series == key && !i.Off }) {
			return sp.Slug
		}
	}
	return ""
}
