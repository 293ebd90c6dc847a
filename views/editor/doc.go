// Package editor holds the pages of the editors' desk: one view model per page,
// filled by handlers/editor, in which every number is text already.
//
// It may import static, views/ui and pure packages of store.
package editor
