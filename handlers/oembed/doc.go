// Package oembed tells other sites how to embed an address of ours, after oEmbed
// 1.0 (https://oembed.com).
//
// It may import handlers, handlers/charts, handlers/visit and the pure packages
// under store.
package oembed
