// Package handlers holds what all request handlers share: the Answer that a
// public handler gives, and the choice of the HTTP status for an error. The
// sub-packages are one audience each: pages, charts, embed, editor.
//
// A public handler is a method func(*http.Request) (*Answer, error). It writes
// nothing itself: package web caches, compresses and sends the answer, so a
// page is never half sent. Handlers import views and the pure packages under
// store; what they need of the store they declare as small interfaces.
package handlers
