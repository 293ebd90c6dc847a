package web_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"regexp"
	"testing"
	"time"
)

// load asks for url over and over from a few connections and gives the number
// of answers a second.
func load(b *testing.B, url string, n int) float64 {
	b.Helper()
	tr := &http.Transport{MaxIdleConnsPerHost: 8, DisableCompression: true}
	defer tr.CloseIdleConnections()
	errs := make(chan error, 4)
	begin := time.Now()
	for range 4 {
		go func() {
			for range n / 4 {
				req, _ := http.NewRequest(http.MethodGet, url, nil)
				req.Header.Set("Accept-Encoding", "br")
				res, err := tr.RoundTrip(req)
				if err != nil {
					errs <- err
					return
				}
				_, err = io.Copy(io.Discard, res.Body)
				res.Body.Close()
				if err != nil || res.StatusCode != http.StatusOK {
					errs <- fmt.Errorf("%s: %d %v", url, res.StatusCode, err)
					return
				}
			}
			errs <- nil
		}()
	}
	for range 4 {
		if err := <-errs; err != nil {
			b.Fatal(err)
		}
	}
	return float64(n) / time.Since(begin).Seconds()
}

// BenchmarkCachedPage compares a cached chart page with a bare net/http handler
// that serves the same compressed bytes, in the same run, turn and turn about.
// The aim is a ratio of at least 0.8.
func BenchmarkCachedPage(b *testing.B) {
	s := start(b)
	url := s.URL + "/charts/aws-revenue"
	_, body := fetch(b, url, "Accept-Encoding", "br")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	raw := []byte(body)
	bare := &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header()["Content-Type"] = []string{"text/html; charset=utf-8"}
		w.Header()["Content-Encoding"] = []string{"br"}
		_, _ = w.Write(raw)
	})}
	go func() { _ = bare.Serve(l) }()
	defer bare.Shutdown(context.Background())
	ref := "http://" + l.Addr().String() + "/"
	const n = 4000
	load(b, url, n)
	load(b, ref, n)
	var ours, theirs float64
	for b.Loop() {
		theirs += load(b, ref, n)
		ours += load(b, url, n)
	}
	b.ReportMetric(ours/theirs, "of-bare-handler")
	b.ReportMetric(ours/float64(b.N), "pages/s")
	b.ReportMetric(0, "ns/op")
}

var assetRef = regexp.MustCompile(`(?:href|src)="(/static/[^"]+|/embed\.js)"`)

// weight adds up what a reader without our files in the cache receives for one
// page until they interact: the page, and each stylesheet and script it names.
func weight(t testing.TB, base, path string) (bytesTotal, requests int) {
	t.Helper()
	_, plain := fetch(t, base+path, "Accept-Encoding", "identity")
	_, packed := fetch(t, base+path, "Accept-Encoding", "br")
	bytesTotal, requests = len(packed), 1
	seen := map[string]bool{}
	for _, m := range assetRef.FindAllStringSubmatch(plain, -1) {
		if seen[m[1]] || bytes.Contains([]byte(m[1]), []byte("icon")) {
			continue
		}
		seen[m[1]] = true
		res, body := fetch(t, base+m[1], "Accept-Encoding", "br")
		if res.StatusCode != http.StatusOK {
			t.Fatalf("%s names %s, which answers %d", path, m[1], res.StatusCode)
		}
		bytesTotal += len(body)
		requests++
	}
	return bytesTotal, requests
}

// BenchmarkTransfer reports the compressed size of the embeds and of the home
// page, all requests until the reader interacts.
func BenchmarkTransfer(b *testing.B) {
	s := start(b)
	for _, path := range []string{"/", "/charts/aws-revenue", "/embed/aws-revenue", "/embed/cloud-market-share", "/embed/big-tech-capex", "/embed/aws-path-to-600b", "/embed/amazon-free-cash-flow"} {
		b.Run(path, func(b *testing.B) {
			var n, reqs int
			for b.Loop() {
				n, reqs = weight(b, s.URL, path)
			}
			b.ReportMetric(float64(n), "bytes")
			b.ReportMetric(float64(reqs), "requests")
			b.ReportMetric(0, "ns/op")
		})
	}
}
