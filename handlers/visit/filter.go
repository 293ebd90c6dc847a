package visit

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"megacycle/store/fault"
	"megacycle/views/layout"
	"megacycle/views/ui"
)

// Choice reads a parameter of a list that a page can be filtered by; "" when it
// is not asked for. What is not on the list is Invalid.
func Choice(r *http.Request, name string, allowed []string) (string, error) {
	list := r.URL.Query()[name]
	list = slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == "" })
	switch {
	case len(list) == 0:
		return "", nil
	case len(list) > 1:
		return "", fault.BadField(name, "it stands %d times; once is enough", len(list))
	case !slices.Contains(allowed, list[0]):
		return "", fault.BadField(name, "“%s” is not one of %s", clip(list[0]), strings.Join(allowed, ", "))
	}
	return list[0], nil
}

// Filtered keeps a filter in the links of the frame: the theme switch and the way
// back to today.
func (v *Visit) Filtered(p *layout.Page, filter map[string]string) {
	q := url.Values{}
	for k, s := range filter {
		if s != "" {
			q.Set(k, s)
		}
	}
	if len(q) == 0 {
		return
	}
	add := func(href string) string {
		if strings.Contains(href, "?") {
			return href + "&" + q.Encode()
		}
		return href + "?" + q.Encode()
	}
	for i := range p.Themes {
		p.Themes[i].Href = add(p.Themes[i].Href)
	}
	if p.Bar != nil {
		p.Bar.Back = add(p.Bar.Back)
	}
	p.Canonical = add(p.Canonical)
}

// Carried gives what a form carries along: release, day and theme of the page.
func (v *Visit) Carried() []ui.Option {
	q, err := url.ParseQuery(strings.TrimPrefix(v.Carry(), "?"))
	if err != nil {
		return nil
	}
	var out []ui.Option
	for _, k := range []string{"asof", "release", "theme"} {
		if s := q.Get(k); s != "" {
			out = append(out, ui.Option{Name: k, Value: s})
		}
	}
	return out
}

// clip shortens a stranger's text for a message.
func clip(s string) string {
	r := []rune(strings.ToValidUTF8(s, "?"))
	if len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
