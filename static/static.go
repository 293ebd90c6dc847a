package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
)

//go:embed all:css all:img js dist
var files embed.FS

// Prefix starts every address of a served file.
const Prefix = "/static/"

// served is the table of served files. It is a memory of what is embedded, made
// at the first use: hashing a megabyte takes a few milliseconds.
var served = sync.OnceValue(load)

var (
	reference = regexp.MustCompile(`/static/([a-z0-9][a-z0-9-]*\.[a-z0-9]+)\b`)
	importCSS = regexp.MustCompile(`(?m)^\s*@import\s+(?:url\()?["']\.?/?([a-z0-9][a-z0-9-]*\.css)["']\)?\s*(layer\([a-z0-9.-]+\))?\s*;`)
	hashed    = regexp.MustCompile(`^([a-z0-9][a-z0-9-]*)\.([0-9a-f]{12})(\.[a-z0-9]+)$`)
)

// types lists the media type of each kind of file that is served.
var types = map[string]string{
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".svg":   "image/svg+xml",
	".png":   "image/png",
	".ico":   "image/x-icon",
	".woff2": "font/woff2",
	".txt":   "text/plain; charset=utf-8",
}

// internal names the files of dist and js that are not for readers.
var internal = map[string]bool{
	"echarts-server.js": true, "server-globals.js": true, "custom.js": true, "draw.js": true,
}

// File is one served file.
type File struct {
	Name string // "chart.js"
	Path string // "/static/chart.0123456789ab.js"
	Type string // media type
	Body []byte

	packed func() (br, gz []byte)
}

// Brotli gives the compressed body, or nil when compressing does not pay.
func (f *File) Brotli() []byte { br, _ := f.packed(); return br }

// Gzip gives the compressed body, or nil when compressing does not pay.
func (f *File) Gzip() []byte { _, gz := f.packed(); return gz }

// Path gives the hashed address of a served file by its name, such as
// "chart.js"; a folder before the name ("css/site.css") is ignored. An unknown
// name gives "/static/" and the name, which no file answers.
func Path(name string) string {
	if f := served()[path.Base(name)]; f != nil {
		return f.Path
	}
	return Prefix + path.Base(name)
}

// Named gives a served file by its name.
func Named(name string) (*File, bool) {
	f, ok := served()[path.Base(name)]
	return f, ok
}

// Find gives the file of an address below Prefix. exact says that the address
// carries the hash of this very content, so the answer never changes. When it
// is false, the address is that of another build or has no hash; the current
// file may then be given, but only to be kept briefly.
func Find(address string) (f *File, exact, ok bool) {
	name, found := strings.CutPrefix(address, Prefix)
	if !found {
		return nil, false, false
	}
	if m := hashed.FindStringSubmatch(name); m != nil {
		name = m[1] + m[3]
	}
	f, ok = served()[name]
	return f, ok && f.Path == address, ok
}

// Open gives the content of a hashed address, plain and compressed (nil when
// that does not pay), and its media type. ok is false when no file has exactly
// this content; see Find for addresses of another build.
func Open(address string) (body, br, gz []byte, contentType string, ok bool) {
	f, exact, ok := Find(address)
	if !ok || !exact {
		return nil, nil, nil, "", false
	}
	br, gz = f.packed()
	return f.Body, br, gz, f.Type, true
}

// Source gives a file that the server draws with, by its name in dist:
// "echarts-server.js", "resvg.wasm", "arimo.json" or a font. It must not be
// changed. An unknown name is a mistake of the program and gives nil.
func Source(name string) []byte {
	b, err := files.ReadFile("dist/" + name)
	if err != nil {
		return nil
	}
	return b
}

// Fonts gives the TrueType faces that images are drawn with.
func Fonts() [][]byte {
	var out [][]byte
	for _, n := range []string{"arimo-regular.ttf", "arimo-bold.ttf", "arimo-regular-ext.ttf", "arimo-bold-ext.ttf"} {
		out = append(out, Source(n))
	}
	return out
}

// load reads, links and hashes every served file.
func load() map[string]*File {
	l := loader{raw: map[string]string{}, done: map[string]*File{}}
	for _, dir := range []string{"img", "css", "js", "dist"} { // later stands in front
		entries, err := fs.ReadDir(files, dir)
		if err != nil {
			continue
		}
		for _, e := range entries {
			if types[path.Ext(e.Name())] != "" && !e.IsDir() && !internal[e.Name()] {
				l.raw[e.Name()] = dir + "/" + e.Name()
			}
		}
	}
	for name := range l.raw {
		l.file(name, 0)
	}
	return l.done
}

// loader links files: depth stops files that name each other in a circle.
type loader struct {
	raw  map[string]string // name to embedded path
	done map[string]*File
}

const maxDepth = 8

func (l *loader) file(name string, depth int) *File {
	if f := l.done[name]; f != nil {
		return f
	}
	src, known := l.raw[name]
	if !known || depth > maxDepth {
		return nil
	}
	body, err := files.ReadFile(src)
	if err != nil {
		return nil
	}
	ext := path.Ext(name)
	if ext == ".css" {
		body = l.inline(body, depth)
	}
	large := len(body) > 200_000
	if (ext == ".css" || ext == ".js") && !large {
		body = reference.ReplaceAllFunc(body, func(m []byte) []byte {
			if f := l.file(string(m[len(Prefix):]), depth+1); f != nil {
				return []byte(f.Path)
			}
			return m
		})
	}
	sum := sha256.Sum256(body)
	f := &File{Name: name, Type: types[ext], Body: body,
		Path: Prefix + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:])[:12] + ext}
	f.packed = sync.OnceValues(func() ([]byte, []byte) { return pack(src, ext, body) })
	l.done[name] = f
	return f
}

// inline puts imported style sheets into the one that imports them.
func (l *loader) inline(body []byte, depth int) []byte {
	return importCSS.ReplaceAllFunc(body, func(m []byte) []byte {
		g := importCSS.FindSubmatch(m)
		src, known := l.raw[string(g[1])]
		if !known || depth > maxDepth {
			return m
		}
		b, err := files.ReadFile(src)
		if err != nil {
			return m
		}
		b = l.inline(b, depth+1)
		if layer := string(g[2]); layer != "" {
			return []byte("\n@" + strings.NewReplacer("(", " ", ")", "").Replace(layer) + " {\n" + string(b) + "\n}")
		}
		return append([]byte("\n"), b...)
	})
}

// pack compresses a body, or finds what the build compressed beside it.
func pack(src, ext string, body []byte) (br, gz []byte) {
	if ext != ".css" && ext != ".js" && ext != ".svg" && ext != ".txt" {
		return nil, nil
	}
	if b, err := files.ReadFile(src + ".br"); err == nil {
		g, _ := files.ReadFile(src + ".gz")
		return b, g
	}
	var b, g bytes.Buffer
	w := brotli.NewWriterLevel(&b, 9)
	_, _ = w.Write(body) // a bytes.Buffer does not fail
	_ = w.Close()
	z, _ := gzip.NewWriterLevel(&g, gzip.BestCompression)
	_, _ = z.Write(body)
	_ = z.Close()
	if b.Len() >= len(body) {
		return nil, nil
	}
	return b.Bytes(), g.Bytes()
}
