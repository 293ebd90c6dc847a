package handlers_test

import (
	"testing"

	"megacycle/handlers"
	"megacycle/store/fault"
)

func TestQueryReadsOursAndPassesOverTheRest(t *testing.T) {
	names := []string{"view", "from"}
	for _, c := range []struct{ raw, want string }{
		{"", ""}, {"view=yoy", "view=yoy"}, {"view=yoy&view=ttm", "view=yoy&view=ttm"}, {"view", "view="}, {"&&view=yoy&=", "view=yoy"},
		{"fbclid=a;b&view=yoy", "view=yoy"}, {"utm=%zz&from=2026Q1", "from=2026Q1"}, {"%zz=1", ""}, {"vi%65w=%79oy", "view=yoy"}, {"view=a;b", "view=a%3Bb"},
	} {
		q, err := handlers.Query(c.raw, names)
		if err != nil || q.Encode() != c.want {
			t.Errorf("%q gives %q, %v", c.raw, q.Encode(), err)
		}
	}
	if _, err := handlers.Query("view=%zz", names); fault.KindOf(err) != fault.Invalid || len(fault.Fields(err)) != 1 {
		t.Errorf("a broken one of ours: %v", err)
	}
}
