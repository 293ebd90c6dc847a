// Package render draws plots: Plot to ECharts option, option to SVG by ECharts
// on an embedded JavaScript engine, raw SVG to clean SVG, and SVG to PNG by
// resvg on an embedded WebAssembly engine. No browser and no Node is involved.
//
// Drawing is bounded: a few engines, a queue with an end (then fault.Busy), a
// time and a memory limit for each drawing, one drawing at a time of the same
// thing, and a memory of bounded size. What was drawn is known by the hash of
// what it was drawn from, so nothing has to be invalidated, and a Keeper can
// hold it across restarts.
//
// It imports static, chart and chart/echarts, and of store only the pure
// packages.
package render
