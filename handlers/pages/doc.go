// Package pages answers with the public pages that are not one chart or one
// series: home, the lists, releases, companies, the fact check, the method, and
// the pages that tell about errors.
//
// It may import handlers, handlers/visit, handlers/charts, handlers/data, views
// and the pure packages under store.
package pages
