package seed

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/spec"
)

// loadCharts reads charts/*.json, each named after its slug.
func (l *loader) loadCharts() {
	names, err := fs.Glob(l.fs, "charts/*.json")
	if err != nil {
		return
	}
	for _, name := range names {
		body, err := fs.ReadFile(l.fs, name)
		if err != nil {
			l.chartProblem(name, "the file cannot be read")
			continue
		}
		c := figure.Chart{Slug: strings.TrimSuffix(path.Base(name), ".json")}
		var b bytes.Buffer
		if err := json.Compact(&b, body); err != nil {
			l.chartProblem(name, fmt.Sprintf("the file is not JSON: %v", err))
			continue
		}
		c.Spec = b.Bytes()
		sp, err := spec.Parse(c)
		if err != nil {
			l.chartProblem(name, err.Error())
			continue
		}
		for _, i := range sp.Items {
			if _, ok := l.series[i.Series]; !ok {
				l.chartProblem(name, fmt.Sprintf("items: the series %q is not in series.csv", i.Series))
			}
		}
		for _, e := range sp.Events {
			if !l.events[e] {
				l.chartProblem(name, fmt.Sprintf("events: the event %q is not in events.csv", e))
			}
		}
		for _, id := range sp.Bets {
			if !l.bets[id] {
				l.chartProblem(name, fmt.Sprintf("bets: the claim %q is not in claims.csv", id))
			}
		}
		l.add(figure.Change{Chart: &c})
	}
}

func (l *loader) chartProblem(name, message string) {
	l.problems = append(l.problems, fault.Field{Name: name, Message: message})
}
