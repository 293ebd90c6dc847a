package web

import (
	"encoding/json"
	"net/http"

	"megacycle/handlers"
)

// livez is GET /livez: the process answers.
func (s *Server) livez(w http.ResponseWriter, r *http.Request) {
	s.send(w, r, &handlers.Answer{Type: "text/plain; charset=utf-8", Body: []byte("ok\n"), Cache: handlers.NoStore})
}

// readyz is GET /readyz: this node can serve, or the reasons why not.
func (s *Server) readyz(w http.ResponseWriter, r *http.Request) {
	reasons := []string{}
	if s.draining.Load() {
		reasons = append(reasons, "shutting down")
	}
	if s.store.Ledger().Current() == 0 && !s.opt.Empty {
		reasons = append(reasons, "no release is loaded")
	}
	if _, err := s.store.Refresh(r.Context()); err != nil {
		reasons = append(reasons, "the database does not answer")
	}
	status := http.StatusOK
	if len(reasons) > 0 {
		status = http.StatusServiceUnavailable
	}
	body, err := json.Marshal(map[string]any{"ready": len(reasons) == 0, "reasons": reasons, "release": s.store.Ledger().Current()})
	if err != nil {
		body = []byte("{}")
	}
	s.send(w, r, &handlers.Answer{Status: status, Type: "application/json", Body: append(body, '\n'), Cache: handlers.NoStore})
}
