package data

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"megacycle/handlers"
	"megacycle/handlers/visit"
	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/views/dataset"
	"megacycle/views/linked"
	"megacycle/views/ui"
)

// extensions lists the files that a whole series comes as. No key ends in one.
var extensions = []string{"csv", "json", "xlsx"}

// IsFile says whether the last part of an address asks for a file of a series.
func IsFile(last string) bool {
	_, ext := splitExt(last)
	return ext != ""
}

func splitExt(last string) (key, ext string) {
	for _, e := range extensions {
		if k, ok := strings.CutSuffix(last, "."+e); ok {
			return k, e
		}
	}
	return last, ""
}

// File answers with a whole series as a file: every value that was ever
// published, with every source.
func (h *Data) File(r *http.Request) (*handlers.Answer, error) {
	v, err := h.visits.Open(r)
	if err != nil {
		return nil, err
	}
	key, ext := splitExt(r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:])
	s, ok := v.State.Series(key)
	if !ok {
		return nil, fault.New(fault.NotFound, "there is no series called “%s”", clip(key))
	}
	q := url.Values{"release": {strconv.Itoa(v.State.Release.N)}}
	if v.State.Rewound {
		q.Set("asof", string(v.State.AsOf))
	}
	set := dataset.Of(v.State, s, License(v.State, s), v.Base+"/data/"+url.PathEscape(key)+"?"+q.Encode())
	var body []byte
	contentType, disposition := "text/csv; charset=utf-8", "attachment"
	switch ext {
	case "csv":
		body, err = set.CSV()
	case "json":
		contentType, disposition = "application/json", "inline"
		body, err = set.JSON()
	default:
		contentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
		body, err = set.XLSX()
	}
	if err != nil {
		return nil, err
	}
	name := key
	if v.State.Rewound {
		name += "-as-of-" + string(v.State.AsOf)
	}
	name += "-release-" + strconv.Itoa(v.State.Release.N) + "." + ext
	return &handlers.Answer{Type: contentType, Body: body, Header: http.Header{"Content-Disposition": {disposition + `; filename="` + name + `"`}}}, nil
}

// downloads lists the files of a series in the state of a visit.
func downloads(v *visit.Visit, key string) []ui.Link {
	var out []ui.Link
	for _, d := range []struct{ text, ext, title string }{
		{"CSV", "csv", "Every value ever published, with its sources, for a spreadsheet"},
		{"XLSX", "xlsx", "A workbook: values, sources and the definition, each on its own sheet"},
		{"JSON", "json", "Every value ever published, with its sources, for a program"},
	} {
		out = append(out, ui.Link{Text: d.text, Href: "/data/" + url.PathEscape(key) + "." + d.ext + v.Carry(), Title: d.title})
	}
	return out
}

// described says what a series is for search engines of data.
func described(v *visit.Visit, s figure.Series, sources []figure.Source) linked.Dataset {
	path := v.Base + "/data/" + url.PathEscape(s.Key)
	return linked.OfSeries(s, v.State, sources, linked.Page{Base: v.Base, Address: path, Licensed: ownFigures(v.State, s),
		File: func(ext string) string { return path + "." + ext + v.Carry() }})
}

// ours is the publisher of what we compute.
const ours = "megacycle"

// License says what may be done with the figures of a series. What an issuer
// reports about itself are facts; what research firms, banks and the press
// measure or estimate is theirs. An issuer has a ticker, or says where it is not
// listed.
func License(st *figure.State, s figure.Series) string {
	if ownFigures(st, s) {
		return "Free to use with credit (CC BY 4.0)."
	}
	return "Numbers of " + publisher(st, s) + ", quoted with credit; they are not under our licence."
}

// ownFigures says whether a series is what an issuer reports of itself, or ours.
func ownFigures(st *figure.State, s figure.Series) bool {
	by, ok := st.Company(s.Publisher)
	return s.Publisher == ours || ok && (by.Ticker != "" || by.Exchange != "")
}

func publisher(st *figure.State, s figure.Series) string {
	if c, ok := st.Company(s.Publisher); ok && c.Name != "" {
		return c.Name
	}
	return s.Publisher
}
