package linked

import (
	"net/url"
	"strconv"
	"strings"

	"megacycle/store/figure"
	"megacycle/store/spec"
	"megacycle/views/chart"
)

// Dataset is a schema.org/Dataset, with the fields that search engines for data
// read (developers.google.com/search/docs/appearance/structured-data/dataset).
type Dataset struct {
	Context     string     `json:"@context"`
	Type        string     `json:"@type"`
	ID          string     `json:"@id"`
	Name        string     `json:"name"`
	Description string     `json:"description"`
	URL         string     `json:"url"`
	Identifier  string     `json:"identifier"`
	Version     string     `json:"version"`
	Published   string     `json:"datePublished"` // of the release that is shown, an ISO day
	License     string     `json:"license,omitempty"`
	Credit      string     `json:"creditText,omitempty"`
	Free        bool       `json:"isAccessibleForFree"`
	Language    string     `json:"inLanguage"`
	Creator     Agent      `json:"creator"`
	Catalog     Catalog    `json:"includedInDataCatalog"`
	Coverage    string     `json:"temporalCoverage,omitempty"` // 2018-01-01/2026-06-30
	Keywords    []string   `json:"keywords,omitempty"`
	Variables   []Variable `json:"variableMeasured,omitempty"`
	Downloads   []Download `json:"distribution"`
	BasedOn     []Work     `json:"isBasedOn,omitempty"`
	Image       string     `json:"image,omitempty"`
}

// Agent is a person or an organisation.
type Agent struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

// Catalog is where a data set is listed.
type Catalog struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url"`
}

// Variable is one measured thing.
type Variable struct {
	Type        string `json:"@type"`
	Name        string `json:"name"`
	Identifier  string `json:"identifier"`
	Description string `json:"description,omitempty"`
	Unit        string `json:"unitText,omitempty"`
	URL         string `json:"url,omitempty"`
}

// Download is one file.
type Download struct {
	Type   string `json:"@type"`
	Format string `json:"encodingFormat"`
	URL    string `json:"contentUrl"`
}

// Work is where figures were published.
type Work struct {
	Type      string `json:"@type"`
	Name      string `json:"name"`
	Publisher Agent  `json:"publisher"`
	Published string `json:"datePublished,omitempty"`
	URL       string `json:"url,omitempty"`
}

const (
	ccBy = "https://creativecommons.org/licenses/by/4.0/"

	// mostWorks bounds the sources of the block; the downloads name all of them.
	mostWorks = 25
	// mostWords bounds a description, in letters; search engines take 5000.
	mostWords = 4900
)

// Page says where the page of a data set is.
type Page struct {
	Base     string                  // of the site, without a trailing slash
	Address  string                  // of the page in the state that is shown, absolute
	File     func(ext string) string // the absolute address of a download
	Image    string
	Licensed bool // under our licence
}

// OfChart describes what a chart shows in one state.
func OfChart(p *chart.Plot, st *figure.State, pg Page) Dataset {
	d := of(p.Name, join(p.Finding+".", p.Summary, p.Spec.Definition), p.Slug, p.Release, pg)
	d.Credit = p.Credit
	if n := len(p.Slots); n > 0 {
		d.Coverage = string(p.Slots[0].Period.Start()) + "/" + string(p.Slots[n-1].Period.End())
	}
	for _, x := range p.Defs {
		s, _ := st.Series(x.Series)
		d.Variables = append(d.Variables, Variable{"PropertyValue", x.Name, x.Series, x.Text, unit(s.Unit), pg.Base + "/data/" + url.PathEscape(x.Series)})
	}
	d.Keywords = keywords(st, p.Spec)
	d.BasedOn = works(p.Sources)
	for _, f := range [][2]string{{"csv", "text/csv"}, {"xlsx", xlsxType}, {"json", "application/json"}, {"svg", "image/svg+xml"}, {"png", "image/png"}} {
		d.Downloads = append(d.Downloads, Download{"DataDownload", f[1], pg.File(f[0])})
	}
	return d
}

// OfSeries describes one whole series in one state.
func OfSeries(s figure.Series, st *figure.State, sources []figure.Source, pg Page) Dataset {
	who := s.Company
	if c, ok := st.Company(s.Company); ok {
		who = c.Name
	}
	d := of(s.Name, join(s.Definition, "Every value that was published, with its day, status and source; about "+strings.TrimSuffix(who, ".")+"."), s.Key, st.Release, pg)
	if rows := st.Rows(s.Key); len(rows) > 0 {
		d.Coverage = string(rows[0].Period.Start()) + "/" + string(rows[len(rows)-1].Period.End())
	}
	d.Variables = []Variable{{"PropertyValue", s.Name, s.Key, s.Definition, unit(s.Unit), pg.Base + "/data/" + url.PathEscape(s.Key)}}
	d.Keywords = []string{who}
	d.BasedOn = works(sources)
	for _, f := range [][2]string{{"csv", "text/csv"}, {"xlsx", xlsxType}, {"json", "application/json"}} {
		d.Downloads = append(d.Downloads, Download{"DataDownload", f[1], pg.File(f[0])})
	}
	return d
}

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

func of(name, description, id string, rel figure.Release, pg Page) Dataset {
	d := Dataset{Context: "https://schema.org", Type: "Dataset", ID: pg.Address, Name: name, Description: description, URL: pg.Address, Identifier: id,
		Version: "release " + strconv.Itoa(rel.N), Published: string(figure.DateOf(rel.PublishedAt)), Free: true, Language: "en",
		Creator: Agent{"Organization", "Megacycle", pg.Base + "/"}, Catalog: Catalog{"DataCatalog", "Megacycle", pg.Base + "/data"}, Image: pg.Image}
	if pg.Licensed {
		d.License = ccBy
	}
	if r := []rune(d.Description); len(r) > mostWords {
		d.Description = string(r[:mostWords-1]) + "…"
	}
	return d
}

// works lists sources as published works, those with a link first, each once.
func works(list []figure.Source) []Work {
	var out []Work
	for _, linked := range []bool{true, false} {
		for _, s := range list {
			if (s.URL != "") != linked || len(out) == mostWorks {
				continue
			}
			out = append(out, Work{"CreativeWork", s.Title, Agent{Type: "Organization", Name: s.Publisher}, s.PublishedOn, s.URL})
		}
	}
	return out
}

// keywords names the companies that a chart shows.
func keywords(st *figure.State, sp spec.Chart) []string {
	var out []string
	seen := map[string]bool{}
	for _, it := range sp.Items {
		s, ok := st.Series(it.Series)
		if !ok || seen[s.Company] {
			continue
		}
		seen[s.Company] = true
		if c, ok := st.Company(s.Company); ok {
			out = append(out, c.Name)
		}
	}
	return out
}

func unit(u figure.Unit) string {
	switch u {
	case figure.USDMillions:
		return "millions of US dollars"
	case figure.Percent:
		return "percent"
	case figure.Gigawatts:
		return "gigawatts"
	case figure.Times:
		return "times"
	}
	return ""
}

func join(parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" && p != "." {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, " ")
}
