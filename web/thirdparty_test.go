package web_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var moduleRow = regexp.MustCompile("(?m)^\\| `([^`]+)` \\| (v[^ ]+) \\| ([^|]+) \\|")

func TestEveryModuleOfTheProgramIsListedWithItsLicence(t *testing.T) {
	doc, err := os.ReadFile("../docs/third-party.md")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]string{}
	for _, m := range moduleRow.FindAllStringSubmatch(string(doc), -1) {
		listed[m[1]] = m[2]
		if strings.TrimSpace(m[3]) == "" {
			t.Errorf("docs/third-party.md names no licence for %s", m[1])
		}
	}
	cmd := exec.Command("go", "list", "-mod=readonly", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{end}}{{end}}", "megacycle")
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOPROXY=off", "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	linked := map[string]string{}
	for _, line := range strings.Split(string(out), "\n") {
		if path, version, ok := strings.Cut(line, " "); ok {
			linked[path] = version
		}
	}
	if len(linked) < 20 {
		t.Fatalf("only %d modules were found; the test would prove little", len(linked))
	}
	for path, version := range linked {
		if listed[path] != version {
			t.Errorf("docs/third-party.md says %q of %s, and the program links %s: read its licence and correct the row", listed[path], path, version)
		}
	}
	for path := range listed {
		if linked[path] == "" {
			t.Errorf("docs/third-party.md lists %s, which the program does not link", path)
		}
	}
}

func TestEveryAssetOfOthersHasItsLicenceText(t *testing.T) {
	doc, err := os.ReadFile("../docs/third-party.md")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../static/licences/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no licence texts: %v", err)
	}
	for _, f := range files {
		if !strings.Contains(string(doc), "`static/licences/"+filepath.Base(f)+"`") {
			t.Errorf("docs/third-party.md does not name %s", f)
		}
	}
	for _, m := range regexp.MustCompile("`(static/licences/[^`*]+)`").FindAllStringSubmatch(string(doc), -1) {
		if _, err := os.Stat("../" + m[1]); err != nil {
			t.Errorf("docs/third-party.md names %s: %v", m[1], err)
		}
	}
	var manifest struct{ Dependencies map[string]string }
	body, err := os.ReadFile("../static/package.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(body, &manifest); err != nil {
		t.Fatal(err)
	}
	for name := range manifest.Dependencies {
		short := strings.TrimSuffix(name[strings.LastIndex(name, "/")+1:], "-wasm")
		if !strings.Contains(strings.ToLower(string(doc)), short) {
			t.Errorf("docs/third-party.md does not name %s", name)
		}
	}
}
