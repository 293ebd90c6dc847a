package chart_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"megacycle/store/figure"
	"megacycle/store/spec"
)

func TestDump(t *testing.T) {
	slug := os.Getenv("DUMP")
	if slug == "" {
		t.Skip()
	}
	asof := figure.Date(os.Getenv("ASOF"))
	st := at(t, ledger(t), asof)
	q := spec.State{View: spec.View(os.Getenv("VIEW")), Def: os.Getenv("DEF"), AsOf: asof}
	if s := os.Getenv("SERIES"); s != "" {
		q.Series = strings.Split(s, ",")
	}
	p := build(t, st, slug, q)
	fmt.Printf("NAME %s\nFINDING %s\nMEASURE %s\nSHOWN %s\nSUMMARY %s\nALT %s\nSOURCE %s\nNOTES %q\nMISSING %+v\nEMPTY %q CLAMPED %q\n", p.Name, p.Finding, p.Measure, p.Shown, p.Summary, p.Alt, p.Source, p.Notes, p.Missing, p.Empty, p.Clamped)
	for _, pn := range p.Panels {
		fmt.Printf("PANEL %q %.2f [%v %v] ticks", pn.Title, pn.Height, pn.Min, pn.Max)
		for _, k := range pn.Ticks {
			fmt.Printf(" %s", k.Label)
		}
		fmt.Println()
		for _, l := range pn.Lines {
			fmt.Printf("  LINE %v %q %s %d-%d\n", l.Value, l.Label, l.Role, l.From, l.To)
		}
		for _, m := range pn.Marks {
			fmt.Printf("  MARK %s %q %s %s %s stack=%q end=%q legend=%v\n   ", m.Key, m.Name, m.Colour, m.Role, m.Kind, m.Stack, m.End, m.Legend)
			for i, pt := range m.Points {
				if i > 6 && i < len(m.Points)-6 && pt.Label == "" {
					continue
				}
				fmt.Printf(" [%s %s%s %s %s %v h=%v %s]", p.Slots[i].Label, pt.Text, pt.Reason, pt.Change, pt.Label, pt.Value, pt.Hollow, pt.Exact)
			}
			fmt.Println()
		}
	}
	fmt.Println("ANN", p.Annotations)
	fmt.Printf("TABLE %s\n  %+v\n", p.Table.Caption, p.Table.Columns)
	for i, r := range p.Table.Rows {
		if i > 8 {
			break
		}
		fmt.Printf("  %s %s:", r.Label, r.Fiscal)
		for _, c := range r.Cells {
			fmt.Printf(" | %s%s %s", c.Text, c.Reason, c.Status)
		}
		fmt.Println()
	}
	fmt.Println(len(p.Data), "data", len(p.Sources), "sources")
	fmt.Printf("%+v\n", p.Data[len(p.Data)-1])
}
