// Package page holds the public pages. Each page is one templ component that
// takes one view model, which a handler fills; no template computes anything.
//
// It may import package static, the other packages under views and the pure
// packages under store.
package page
