package static_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"megacycle/static"
)

func TestPathCarriesTheContentHash(t *testing.T) {
	for _, name := range []string{"chart.js", "frame.js", "embed.js", "echarts.js", "site.css", "css/site.css"} {
		p := static.Path(name)
		body, _, _, kind, ok := static.Open(p)
		if !ok || len(body) == 0 || kind == "" {
			t.Errorf("Open(Path(%q) = %q): ok %v, %d bytes, type %q", name, p, ok, len(body), kind)
		}
	}
}

func TestFindTellsTheExactContentFromAnotherBuild(t *testing.T) {
	current := static.Path("chart.js")
	for _, c := range []struct {
		name, address string
		exact, ok     bool
	}{
		{"this build", current, true, true},
		{"another build", "/static/chart.0123456789ab.js", false, true},
		{"no hash", "/static/chart.js", false, true},
		{"unknown name", "/static/nothing.0123456789ab.js", false, false},
		{"a source that is not served", "/static/echarts-server.js", false, false},
		{"a way out", "/static/../static.go", false, false},
		{"elsewhere", "/chart.js", false, false},
	} {
		_, exact, ok := static.Find(c.address)
		if exact != c.exact || ok != c.ok {
			t.Errorf("%s: exact %v ok %v, want %v %v", c.name, exact, ok, c.exact, c.ok)
		}
	}
	if _, _, _, _, ok := static.Open("/static/chart.0123456789ab.js"); ok {
		t.Error("Open gave a file for a hash of another build")
	}
}

func TestCompressedBodiesAreTheBody(t *testing.T) {
	for _, name := range []string{"chart.js", "echarts.js", "site.css"} {
		f, ok := static.Named(name)
		if !ok {
			t.Fatalf("no %s", name)
		}
		b, err := io.ReadAll(brotli.NewReader(bytes.NewReader(f.Brotli())))
		if err != nil || !bytes.Equal(b, f.Body) {
			t.Errorf("%s: brotli gives another body (%v)", name, err)
		}
		z, err := gzip.NewReader(bytes.NewReader(f.Gzip()))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if b, err = io.ReadAll(z); err != nil || !bytes.Equal(b, f.Body) {
			t.Errorf("%s: gzip gives another body (%v)", name, err)
		}
	}
}

func TestFilesNameEachOtherByHash(t *testing.T) {
	f, _ := static.Named("chart.js")
	if !bytes.Contains(f.Body, []byte(static.Path("echarts.js"))) {
		t.Errorf("chart.js does not load %s", static.Path("echarts.js"))
	}
	css, _ := static.Named("site.css")
	if bytes.Contains(css.Body, []byte("@import")) || !bytes.Contains(css.Body, []byte("--paper")) {
		t.Error("site.css still imports another file")
	}
}

func TestSizesThatReadersPay(t *testing.T) {
	for name, most := range map[string]int{"embed.js": 2 << 10, "frame.js": 3 << 10, "chart.js": 6 << 10, "explore.js": 14 << 10, "echarts.js": 190 << 10} {
		f, _ := static.Named(name)
		if n := len(f.Brotli()); n == 0 || n > most {
			t.Errorf("%s: %d bytes as brotli, at most %d", name, n, most)
		}
	}
}

func TestLockFileNamesNoDownloadAddress(t *testing.T) {
	b, err := os.ReadFile("package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(b), `"resolved"`) {
		t.Error("package-lock.json says where a package was downloaded from")
	}
	var lock struct {
		Packages map[string]struct{ Version, Integrity string }
	}
	if err := json.Unmarshal(b, &lock); err != nil {
		t.Fatal(err)
	}
	for name, p := range lock.Packages {
		if name != "" && (p.Version == "" || p.Integrity == "") {
			t.Errorf("%s is not pinned", name)
		}
	}
}

func TestEveryVendoredWorkHasItsLicence(t *testing.T) {
	for _, n := range []string{"echarts.LICENSE.txt", "echarts.NOTICE.txt", "zrender.LICENSE.txt", "tslib.LICENSE.txt", "resvg.LICENSE.txt", "arimo.LICENSE.txt"} {
		if b, err := os.ReadFile("licences/" + n); err != nil || len(b) < 100 {
			t.Errorf("%s: %v, %d bytes", n, err, len(b))
		}
	}
}

func TestServerSourcesAreThere(t *testing.T) {
	for _, n := range []string{"echarts-server.js", "resvg.wasm", "arimo.json"} {
		if len(static.Source(n)) == 0 {
			t.Errorf("no %s", n)
		}
	}
	for i, f := range static.Fonts() {
		if len(f) < 1000 {
			t.Errorf("font %d has %d bytes", i, len(f))
		}
	}
}
