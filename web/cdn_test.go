package web_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestCacheConfigurationKnowsEveryParameter keeps docs/cdn.md true: a cache set up
// after it must pass on every parameter that some address reads.
func TestCacheConfigurationKnowsEveryParameter(t *testing.T) {
	s := start(t)
	text, err := os.ReadFile("../docs/cdn.md")
	if err != nil {
		t.Fatal(err)
	}
	list := regexp.MustCompile(`\(\?!\(([a-z|]+)\)=\)`).FindSubmatch(text)
	if list == nil {
		t.Fatal("docs/cdn.md holds no list of parameters for Varnish")
	}
	varnish, nginx := strings.Split(string(list[1]), "|"), string(text)
	for _, p := range s.Web.Parameters() {
		if !slices.Contains(varnish, p) {
			t.Errorf("the list for Varnish drops %q, which an address reads", p)
		}
		if !strings.Contains(nginx, "map $arg_"+p+" $p_"+p+" ") || !strings.Contains(nginx, "$p_"+p+"$") && !strings.Contains(nginx, "$p_"+p+`";`) {
			t.Errorf("the configuration for nginx drops %q, which an address reads", p)
		}
	}
}
