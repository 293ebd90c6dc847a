package render

import (
	"container/list"
	"sync"
)

// memory holds drawings up to a number of bytes; the one unused for longest
// leaves first.
type memory struct {
	mu    sync.Mutex
	limit int
	size  int
	order *list.List // of *drawn, newest in front
	byKey map[string]*list.Element
}

type drawn struct {
	key  string
	body []byte
}

func newMemory(limit int) *memory {
	return &memory{limit: limit, order: list.New(), byKey: map[string]*list.Element{}}
}

func (m *memory) load(key string) ([]byte, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	el, ok := m.byKey[key]
	if !ok {
		return nil, false
	}
	m.order.MoveToFront(el)
	return el.Value.(*drawn).body, true
}

func (m *memory) save(key string, body []byte) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.byKey[key]; ok || len(body) > m.limit/4 {
		return
	}
	m.byKey[key] = m.order.PushFront(&drawn{key, body})
	m.size += len(body) + len(key) + 100
	for m.size > m.limit {
		el := m.order.Back()
		d := el.Value.(*drawn)
		m.order.Remove(el)
		delete(m.byKey, d.key)
		m.size -= len(d.body) + len(d.key) + 100
	}
}
