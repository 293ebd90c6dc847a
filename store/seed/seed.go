package seed

import (
	"embed"
	"io/fs"

	"megacycle/store/fault"
	"megacycle/store/figure"
)

// Gathered is the day up to which the figures were gathered. Nothing in the
// files can have been published later.
const Gathered figure.Date = "2026-11-22"

//go:embed *.csv charts
var files embed.FS

// Files gives the files that the program carries.
func Files() fs.FS { return files }

// Load gives the changes of the first release, in an order in which each thing
// comes after what it refers to: companies, sources, series, reports, the
// calendar, figures, statements, events, bets and charts.
func Load() ([]figure.Change, error) { return LoadFS(files) }

// LoadFS reads the same files from another place. A file that is missing, and
// every line that cannot be right, is one field of the Invalid fault, named
// "figures.csv:123".
func LoadFS(fsys fs.FS) ([]figure.Change, error) {
	l := &loader{
		fs: fsys, companies: map[string]figure.Company{}, sources: map[string]figure.Source{},
		series: map[string]figure.Series{}, reports: map[owned]figure.Report{}, dues: map[owned]figure.Due{},
		reporters: map[string]bool{}, vintages: map[vintage]seen{}, events: map[string]bool{}, bets: map[string]bool{},
	}
	l.loadCompanies()
	l.loadSources()
	l.loadSeries()
	l.loadReports()
	l.loadCalendar()
	l.loadFigures()
	l.loadStatements()
	l.loadEvents()
	l.loadBets()
	l.loadCharts()
	if len(l.problems) > 0 {
		first := l.problems[0]
		e := fault.New(fault.Invalid, "the figures were refused, nothing was loaded: %s: %s", first.Name, first.Message)
		if n := len(l.problems) - 1; n > 0 {
			e = fault.New(fault.Invalid, "%s (and %d more)", e.Message, n)
		}
		e.Fields = l.problems
		return nil, e
	}
	return l.changes, nil
}

// owned names one quarter of one company.
type owned struct {
	company string
	period  figure.Period
}

// vintage is what may stand only once: a series, a period and the day on which
// the world learned it.
type vintage struct {
	series string
	period figure.Period
	on     figure.Date
}

// seen remembers where a vintage stands and what it says.
type seen struct {
	where string
	row   figure.Row
}

// loader collects the changes and the problems of one load.
type loader struct {
	fs        fs.FS
	changes   []figure.Change
	problems  []fault.Field
	companies map[string]figure.Company
	sources   map[string]figure.Source
	series    map[string]figure.Series
	reports   map[owned]figure.Report
	dues      map[owned]figure.Due
	reporters map[string]bool // who has report dates of its own
	vintages  map[vintage]seen
	events    map[string]bool
	bets      map[string]bool
}

func (l *loader) add(c figure.Change) { l.changes = append(l.changes, c) }
