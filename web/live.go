package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"megacycle/handlers"
	"megacycle/store/fault"
)

const (
	liveClients = 20_000           // open streams at most; about 27 kB each
	liveBeat    = 25 * time.Second // a comment, so that proxies keep the stream open
	liveWrite   = 5 * time.Second  // a reader slower than this is dropped
)

// hub tells every open page which release is current.
type hub struct {
	mu      sync.Mutex
	clients map[chan int]struct{}
	closed  bool
}

func newHub() *hub { return &hub{clients: map[chan int]struct{}{}} }

// join gives a channel of release numbers, or false when there is no room.
func (h *hub) join() (chan int, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed || len(h.clients) >= liveClients {
		return nil, false
	}
	c := make(chan int, 1)
	h.clients[c] = struct{}{}
	return c, true
}

func (h *hub) leave(c chan int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, ok := h.clients[c]; ok {
		delete(h.clients, c)
		close(c)
	}
}

// tell sends the newest release number; one that was not read yet is replaced.
func (h *hub) tell(release int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.clients {
		select {
		case <-c:
		default:
		}
		c <- release
	}
}

// close ends all streams.
func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	for c := range h.clients {
		delete(h.clients, c)
		close(c)
	}
}

// live is GET /live: server-sent events, one "release" event at the start and
// one at each publication.
func (s *Server) live(w http.ResponseWriter, r *http.Request) {
	c, ok := s.hub.join()
	if !ok {
		w.Header().Set("Retry-After", "30")
		s.send(w, r, problemText(fault.New(fault.Busy, "too many pages are listening; try again in half a minute"), ""))
		return
	}
	defer s.hub.leave(c)
	h := w.Header()
	for k, v := range s.headers(noFrame) {
		h[k] = v
	}
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	rc := http.NewResponseController(w)
	write := func(format string, args ...any) bool {
		if err := rc.SetWriteDeadline(time.Now().Add(liveWrite)); err != nil {
			return false
		}
		if _, err := fmt.Fprintf(w, format, args...); err != nil {
			return false
		}
		return rc.Flush() == nil
	}
	n := s.store.Ledger().Current()
	if !write("retry: 5000\nevent: release\nid: %d\ndata: {\"release\":%d}\n\n", n, n) {
		return
	}
	beat := time.NewTicker(liveBeat)
	defer beat.Stop()
	for {
		select {
		case <-r.Context().Done():
			return
		case n, open := <-c:
			if !open || !write("event: release\nid: %d\ndata: {\"release\":%d}\n\n", n, n) {
				return
			}
		case <-beat.C:
			if !write(": still here\n\n") {
				return
			}
		}
	}
}

// current is GET /current.json: which release is current, for pages and embeds
// that ask rather than listen.
func (s *Server) current(*http.Request) (*handlers.Answer, error) {
	l := s.store.Ledger()
	out := map[string]any{"release": l.Current()}
	if n := len(l.Releases); n > 0 {
		rel := l.Releases[n-1]
		out["published_at"] = rel.PublishedAt.UTC().Format(time.RFC3339)
		out["hash"] = rel.Hash
	}
	body, err := json.Marshal(out)
	if err != nil {
		return nil, err
	}
	return &handlers.Answer{Type: "application/json", Body: append(body, '\n')}, nil
}
