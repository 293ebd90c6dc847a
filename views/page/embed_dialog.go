package page

// EmbedDialog is what a newsroom copies, in each way and live or pinned.
type EmbedDialog struct {
	Release int
	Fixed   bool // the page itself is pinned: there is no live form
	Ways    []EmbedWay
}

// EmbedWay is one way of embedding.
type EmbedWay struct {
	ID     string
	Name   string
	Text   string // whom it is for
	Live   string
	Pinned string
}
