// Command build makes static/dist from static/js and static/node_modules: the
// two ECharts bundles, our scripts, the resvg module, the Arimo fonts and their
// advance widths. The result is committed, so running the site needs none of it.
//
//	cd static && npm ci && cd .. && go run ./static/build
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/andybalholm/brotli"
	"github.com/evanw/esbuild/pkg/api"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

const (
	root = "static"
	dist = "static/dist"
	npm  = "static/node_modules"
)

// fontFiles are the faces that PNG images are drawn with, by the name in dist.
var fontFiles = map[string]string{
	"arimo-regular.ttf":     "arimo-latin-400-normal.woff",
	"arimo-bold.ttf":        "arimo-latin-700-normal.woff",
	"arimo-regular-ext.ttf": "arimo-latin-ext-400-normal.woff",
	"arimo-bold-ext.ttf":    "arimo-latin-ext-700-normal.woff",
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "static/build:", err)
		os.Exit(1)
	}
}

func run() error {
	if _, err := os.Stat(root + "/package.json"); err != nil {
		return fmt.Errorf("run me from the top of the project: %w", err)
	}
	if err := os.MkdirAll(dist, 0o755); err != nil {
		return err
	}
	for name, src := range fontFiles {
		woff, err := os.ReadFile(filepath.Join(npm, "@fontsource/arimo/files", src))
		if err != nil {
			return fmt.Errorf("run npm ci in static first: %w", err)
		}
		ttf, err := unpackWOFF(woff)
		if err != nil {
			return fmt.Errorf("%s: %w", src, err)
		}
		if err := os.WriteFile(filepath.Join(dist, name), ttf, 0o644); err != nil {
			return err
		}
	}
	if err := writeAdvances(); err != nil {
		return err
	}
	wasm, err := os.ReadFile(npm + "/@resvg/resvg-wasm/index_bg.wasm")
	if err != nil {
		return err
	}
	if err := os.WriteFile(dist+"/resvg.wasm", wasm, 0o644); err != nil {
		return err
	}
	if err := bundle("echarts-server", api.FormatIIFE, api.ES2020, false); err != nil {
		return err
	}
	if err := bundle("echarts", api.FormatESModule, api.ES2020, true); err != nil {
		return err
	}
	for _, name := range []string{"chart", "explore", "frame", "framed", "touch"} {
		if err := bundle(name, api.FormatESModule, api.ES2020, false); err != nil {
			return err
		}
	}
	return bundle("embed", api.FormatIIFE, api.ES2018, false)
}

// bundle builds one entry point. A large one is compressed here, at the highest
// level; the site compresses the small ones when they are first asked for.
func bundle(name string, format api.Format, target api.Target, large bool) error {
	out := filepath.Join(dist, name+".js")
	r := api.Build(api.BuildOptions{
		EntryPoints: []string{filepath.Join(root, "js", name+".js")},
		Outfile:     out,
		Bundle:      true, Format: format, Target: target,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true,
		LegalComments: api.LegalCommentsEndOfFile,
		TreeShaking:   api.TreeShakingTrue,
		Define:        map[string]string{"process.env.NODE_ENV": `"production"`},
		Loader:        map[string]api.Loader{".json": api.LoaderJSON},
		External:      []string{"/static/*"},
		Charset:       api.CharsetUTF8,
	})
	for _, m := range r.Errors {
		return fmt.Errorf("%s: %s (%+v)", name, m.Text, m.Location)
	}
	body := r.OutputFiles[0].Contents
	if err := os.WriteFile(out, body, 0o644); err != nil {
		return err
	}
	fmt.Printf("%-18s %7d bytes", name, len(body))
	if large {
		br, gz, err := compress(body)
		if err != nil {
			return err
		}
		fmt.Printf(", %6d brotli, %6d gzip", len(br), len(gz))
		if err := os.WriteFile(out+".br", br, 0o644); err != nil {
			return err
		}
		if err := os.WriteFile(out+".gz", gz, 0o644); err != nil {
			return err
		}
	}
	fmt.Println()
	return nil
}

func compress(body []byte) (br, gz []byte, err error) {
	var b, g bytes.Buffer
	w := brotli.NewWriterLevel(&b, 11)
	if _, err = w.Write(body); err == nil {
		err = w.Close()
	}
	if err != nil {
		return nil, nil, err
	}
	z, _ := gzip.NewWriterLevel(&g, gzip.BestCompression)
	if _, err = z.Write(body); err == nil {
		err = z.Close()
	}
	return b.Bytes(), g.Bytes(), err
}

// writeAdvances writes dist/arimo.json: for each weight the advance width of
// each character, in thousandths of an em.
func writeAdvances() error {
	out := map[string]map[string]int{}
	for _, weight := range []string{"regular", "bold"} {
		table := map[string]int{}
		for _, part := range []string{"-ext", ""} {
			b, err := os.ReadFile(filepath.Join(dist, "arimo-"+weight+part+".ttf"))
			if err != nil {
				return err
			}
			f, err := sfnt.Parse(b)
			if err != nil {
				return err
			}
			var buf sfnt.Buffer
			for r := rune(0x20); r < 0x2300; r++ {
				if r >= 0x0250 && r < 0x1e00 || r >= 0x1f00 && r < 0x2000 {
					continue // outside the Latin faces
				}
				g, err := f.GlyphIndex(&buf, r)
				if err != nil || g == 0 {
					continue
				}
				a, err := f.GlyphAdvance(&buf, g, fixed.I(1000), font.HintingNone)
				if err != nil {
					return err
				}
				table[strconv.Itoa(int(r))] = a.Round()
			}
		}
		out[weight] = table
	}
	b, err := json.Marshal(out)
	if err != nil {
		return err
	}
	return os.WriteFile(dist+"/arimo.json", b, 0o644)
}
