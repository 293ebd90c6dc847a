package pages

import (
	"cmp"
	"context"
	"net/http"
	"strconv"

	"megacycle/handlers"
	"megacycle/handlers/charts"
	"megacycle/handlers/visit"
	"megacycle/store/figure"
	"megacycle/store/spec"
	"megacycle/views/format"
	"megacycle/views/page"
)

// front lists the charts of the front page in the order of the story.
func front() []string {
	return []string{"capex-vs-cloud-revenue", "aws-path-to-600b", "cloud-market-share", "big-tech-capex", "aws-revenue", "amazon-free-cash-flow"}
}

// places gives the columns of the front page's rows: 7 and 5 of 12, turn and
// turn about.
func places(i int) string {
	return []string{"c7", "c5", "c5", "c7"}[i%4]
}

// drawn gives the widths in which a chart of the front page is drawn: for
// phones, and for its column, which is 690 or 486 px wide. A path needs more room
// for the words on its ambition and its scenario.
func drawn(place string, kind spec.Kind) []int {
	switch {
	case place != "c5":
		return []int{360, 720}
	case kind == spec.Path:
		return []int{360, 560}
	}
	return []int{360, 480}
}

// Home answers with the front page: the question, six key figures, the flagship
// charts, and when the companies report.
func (h *Pages) Home(r *http.Request) (*handlers.Answer, error) {
	v, err := h.visits.Open(r)
	if err != nil {
		return nil, err
	}
	m := page.Home{Page: v.Frame("")}
	m.Page.Canonical = v.Base + "/"
	m.Page.Scripts = []string{"chart.js"}
	if err := h.lead(v, &m); err != nil {
		return nil, err
	}
	if err := h.figures(r.Context(), v, &m); err != nil {
		return nil, err
	}
	m.Dates = dates(v.State)
	m.Release = latest(v.State)
	m.Release.Beside = len(m.Figures)%2 == 0
	return render(r.Context(), http.StatusOK, page.HomePage(m))
}

// figures draws the front page's charts that this state has.
func (h *Pages) figures(ctx context.Context, v *visit.Visit, m *page.Home) error {
	for _, slug := range front() {
		def, ok := v.State.Chart(slug)
		if !ok {
			continue
		}
		sp, err := spec.Parse(def)
		if err != nil {
			return err
		}
		a, err := h.chart(v, sp)
		if err != nil {
			return err
		}
		place := places(len(m.Figures))
		f, err := charts.Figure(ctx, h.draw, a, drawn(place, spec.Kind(sp.Kind))...)
		if err != nil {
			return err
		}
		f.Class, f.Href, f.Missing = place, a.Address("/charts/"+slug), nil
		m.Figures = append(m.Figures, f)
		if m.Page.Image == "" {
			m.Page.Image = a.Pinned("/charts/" + slug + ".png")
			m.Page.ImageAlt = a.Plot.Alt
		}
	}
	return nil
}

// dates fills the report dates. A day that has passed is never among the next.
func dates(st *figure.State) page.Dates {
	d := page.Dates{Note: "A past date is never shown as next. Days that a company has not confirmed follow the pattern of the year before."}
	var partly []string
	for _, x := range st.Overdue() {
		name := cmp.Or(x.Company.Short, x.Company.Name)
		if len(x.Missing()) < len(x.Series) {
			partly = append(partly, name+" "+format.Period(x.Period))
			continue
		}
		d.Past = addDate(d.Past, name, months(x.Period, x.Start, x.End), x.On, x.Status)
	}
	if len(partly) > 0 {
		d.Partly = "Partly entered: " + format.List(partly) + "."
	}
	for _, x := range st.NextReports() {
		if len(d.Next) < nextDates {
			d.Next = addDate(d.Next, shortName(st, x.Company), months(x.Period, x.Start, x.End), x.On, x.Status)
		}
	}
	return d
}

const nextDates = 5 // days that the front page names

// addDate puts companies that report on the same day into one line.
func addDate(list []page.DateRow, who, period string, on figure.Date, status string) []page.DateRow {
	if status != "confirmed" {
		status = ""
	}
	if i := len(list) - 1; i >= 0 && list[i].On == format.Date(on) && list[i].Period == period {
		if list[i].Status == "confirmed" && status == "" {
			list[i].Status = "confirmed: " + list[i].Who
		}
		list[i].Who += ", " + who
		return list
	}
	return append(list, page.DateRow{Who: who, Period: period, On: format.Date(on), Status: status})
}

// months names a quarter, by its months where it is not the calendar's.
func months(p figure.Period, start, end figure.Date) string {
	if start == "" || end == "" || start[:7] == p.Start()[:7] && end[:7] == p.End()[:7] {
		return format.Period(p)
	}
	from := format.MonthName(start.AddDays(6)) // a 52-week year's quarter may start some days before the month it is about
	to := format.MonthName(end)
	return string([]rune(from)[:3]) + " to " + string([]rune(to)[:3]) + " " + strconv.Itoa(end.Time().Year())
}

// latest says what the newest release holds.
func latest(st *figure.State) page.Latest {
	n := st.Release.N
	out := page.Latest{Title: "Latest release", Href: "/releases/" + strconv.Itoa(n)}
	out.Text = "Release " + strconv.Itoa(n) + ", " + format.Date(figure.DateOf(st.Release.PublishedAt)) + ", " + by(st.Release) +
		". A release is a complete state of the figures; it never changes, and any chart can be pinned to one."
	out.Counts = totals(st)
	return out
}

// totals counts what is on record up to this release.
func totals(st *figure.State) []page.Count {
	figures, statements := 0, 0
	for _, r := range st.Ledger().Rows {
		switch {
		case r.Release > st.Release.N || r.Reason == figure.Retracted:
		case r.HasRange():
			statements++
		default:
			figures++
		}
	}
	return []page.Count{
		{Name: "Figures, each with a source", N: format.Int(figures), Href: "/data"},
		{Name: "Guidance, estimates and forecasts", N: format.Int(statements)},
		{Name: "Sources", N: format.Int(len(st.Sources()))},
	}
}
