// Package static holds every file that is served as it is: style sheets, our
// scripts, the ECharts bundle for the browser, images; and the files that the
// server itself draws with: the ECharts bundle for its JavaScript engine, the
// resvg module and the Arimo fonts.
//
// Sources are in css, js and img; dist is built from js and the pinned npm
// packages by static/build and is committed, so that running the site needs Go
// alone. A file of dist stands in front of a source with the same name.
//
// A served file's address carries a hash of its content. In style sheets and
// scripts, "/static/NAME" is replaced by the hashed address of that file, and
// an @import of another style sheet by its content.
//
// It imports nothing of ours.
package static
