// Package echarts turns a Plot into an Apache ECharts option. It is the only
// importer of go-echarts, whose types carry the option; where they fall short
// the map is patched, and a test reads the result.
//
// One builder serves the server's SVG and the browser's graph. The option is
// pure data: no functions, no HTML. ECharts draws lines and bars; everything
// that must stand exactly (grid lines, labels, leaders, symbols, slices) is
// placed here, with Arimo's advance widths, and drawn by the one custom series
// of static/js/draw.js.
//
// It imports static and chart, and of store only the pure packages.
package echarts
