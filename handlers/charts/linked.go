package charts

import "megacycle/views/linked"

// linked describes this state for search engines of data.
func (a *Asked) linked(path string) linked.Dataset {
	return linked.OfChart(a.Plot, a.State, linked.Page{Base: a.Base, Address: a.Base + a.Address(path), Image: a.Pinned(path + ".png"), Licensed: !a.Spec.Research,
		File: func(ext string) string { return a.Base + a.Address(path+"."+ext) }})
}
