package charts

import (
	"net/url"

	"megacycle/handlers/visit"
	"megacycle/store/figure"
	"megacycle/views/page"
)

// SourceIn fills the view model of one source in the state of a visit, with the
// address of its own page.
func SourceIn(v *visit.Visit, s figure.Source) page.Source {
	out := SourceOf(s)
	out.ID = "source-" + s.ID
	out.Here = SourceHref(v, s.ID)
	return out
}

// SourceHref gives the address of a source's page in the state of a visit.
func SourceHref(v *visit.Visit, id string) string {
	return "/sources/" + url.PathEscape(id) + v.Carry()
}
