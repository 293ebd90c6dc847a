package web_test

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
)

// pkg is what go list says of one package.
type pkg struct {
	ImportPath string
	Imports    []string
	Dir        string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports,Dir", "megacycle/...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []pkg
	d := json.NewDecoder(strings.NewReader(string(out)))
	for d.More() {
		var p pkg
		if err := d.Decode(&p); err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}

// room gives the top-level folder of one of our packages, "" for others.
func room(path string) string {
	rest, ok := strings.CutPrefix(path, "megacycle/")
	if !ok {
		return ""
	}
	top, _, _ := strings.Cut(rest, "/")
	return top
}

func TestArrowsPointOneWay(t *testing.T) {
	all := packages(t)
	if len(all) < 15 {
		t.Fatalf("only %d packages were found; the test would prove little", len(all))
	}
	pure := func(p string) bool { return strings.HasPrefix(p, "megacycle/store/") }
	for _, p := range all {
		for _, imp := range p.Imports {
			if why := forbidden(p.ImportPath, imp, pure); why != "" {
				t.Errorf("%s imports %s: %s", p.ImportPath, imp, why)
			}
		}
	}
}

// forbidden says why one package may not import another, "" when it may.
func forbidden(from, to string, pure func(string) bool) string {
	leaf := pure(from)
	switch to {
	case "database/sql", "net/http":
		if leaf || strings.HasPrefix(from, "megacycle/views/") || from == "megacycle/static" || from == "megacycle/migrations" {
			return "pure packages know neither SQL nor HTTP"
		}
	case "github.com/go-echarts/go-echarts/v2/charts", "github.com/go-echarts/go-echarts/v2/opts":
		if from != "megacycle/views/chart/echarts" {
			return "only views/chart/echarts knows go-echarts"
		}
	case "modernc.org/sqlite":
		if from != "megacycle/store" {
			return "only store speaks SQL"
		}
	}
	if to == "megacycle/web/cli" && from != "megacycle" {
		return "only main imports the command line"
	}
	switch room(from) {
	case "static", "migrations":
		if room(to) != "" && !strings.HasPrefix(to, from) {
			return "it stands at the bottom"
		}
	case "store":
		if leaf && room(to) != "" && !pure(to) {
			return "leaves of store import leaves only"
		}
		if from == "megacycle/store" && room(to) != "" && !pure(to) && to != "megacycle/migrations" {
			return "store imports its leaves and migrations"
		}
	case "views":
		if room(to) != "" && room(to) != "views" && room(to) != "static" && !pure(to) {
			return "views import static and pure packages of store"
		}
	case "handlers":
		if to == "megacycle/store" || room(to) == "web" || room(to) == "migrations" {
			return "handlers import views and pure packages of store, and declare what else they need"
		}
	}
	return ""
}

func TestForbiddenArrowsAreFound(t *testing.T) {
	pure := func(p string) bool { return strings.HasPrefix(p, "megacycle/store/") }
	for _, c := range [][2]string{
		{"megacycle/store/series", "database/sql"}, {"megacycle/store/figure", "megacycle/store"}, {"megacycle/store", "megacycle/views/chart"},
		{"megacycle/views/page", "megacycle/store"}, {"megacycle/handlers/pages", "megacycle/store"}, {"megacycle/handlers/editor", "megacycle/web/session"},
		{"megacycle/static", "megacycle/store/fault"}, {"megacycle/web", "megacycle/web/cli"}, {"megacycle/views/page", "github.com/go-echarts/go-echarts/v2/charts"},
	} {
		if forbidden(c[0], c[1], pure) == "" {
			t.Errorf("%s may import %s, but must not", c[0], c[1])
		}
	}
}

func TestStorePackagesReadNoClock(t *testing.T) {
	out, err := exec.Command("grep", "-rln", "--include=*.go", "--exclude=*_test.go", `time\.Now()`, "../store", "../views", "../handlers").Output()
	if len(out) > 0 {
		t.Errorf("these read a clock, which only web and the options of store may: %s", out)
	} else if e, ok := err.(*exec.ExitError); !ok || e.ExitCode() != 1 {
		t.Fatalf("grep: %v", err)
	}
}
