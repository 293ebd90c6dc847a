package charts

import (
	"fmt"
	"strings"

	"megacycle/handlers"
	"megacycle/store/spec"
	"megacycle/views/chart/xlsx"
	"megacycle/views/ui"
)

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// workbook answers with the state shown as a workbook.
func workbook(a *Asked) (*handlers.Answer, error) {
	path := "/charts/" + a.Plot.Slug
	body, err := xlsx.Write(a.Plot, a.State, xlsx.Origin{Address: a.Pinned(path), License: license(a.Spec),
		Cite: fmt.Sprintf("Megacycle, “%s”, release %d%s", a.Plot.Name, a.State.Release.N, a.from())})
	if err != nil {
		return nil, err
	}
	return file(a, "xlsx", xlsxType, "attachment", body), nil
}

// Pinned gives the absolute address of this state, tied to its release.
func (a *Asked) Pinned(path string) string {
	q := a.Query
	q.Release = a.State.Release.N
	return a.Base + path + "?" + q.Query(a.Spec)
}

// license says what may be done with the numbers of a chart.
func license(sp spec.Chart) string {
	if sp.Research {
		return "These are numbers of a research firm, quoted with credit; they are not under our licence. Name the firm when you use them."
	}
	return "Free to use with credit (CC BY 4.0)."
}

// downloads lists the files of this state, and its pictures in every size and theme.
func downloads(a *Asked, path string) (files, pictures []ui.Link) {
	for _, d := range []struct{ text, ext, title string }{
		{"PNG", "png", "An image of 1200 by 630 pixels"}, {"SVG", "svg", "A drawing that scales"},
		{"CSV", "csv", "Every figure with its source, for a spreadsheet"},
		{"XLSX", "xlsx", "A workbook: figures, sources and definitions, each on its own sheet"},
		{"JSON", "json", "Every figure with its source, for a program"},
	} {
		files = append(files, ui.Link{Text: d.text, Href: a.Address(path + "." + d.ext), Title: d.title})
	}
	for _, t := range []struct{ name, theme string }{{"light", ""}, {"dark", "dark"}} {
		one := *a
		one.Query.Theme = t.theme
		for _, size := range []struct{ text, dpr string }{{"1200 × 630", ""}, {"2400 × 1260", "2"}} {
			pictures = append(pictures, ui.Link{Text: size.text + ", " + t.name, Href: with(one.Address(path+".png"), "dpr", size.dpr)})
		}
	}
	return files, pictures
}

// with adds a parameter to an address; an empty value adds nothing.
func with(address, name, value string) string {
	switch {
	case value == "":
		return address
	case strings.Contains(address, "?"):
		return address + "&" + name + "=" + value
	}
	return address + "?" + name + "=" + value
}
