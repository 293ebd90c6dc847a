package web_test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestAddresses runs the scripts in testdata against a real server, or against
// the deployed one that MEGACYCLE_TEST_URL names. A script says:
//
//	get /charts/aws-revenue?view=yoy     ask, keep the answer (headers, then body) for stdout
//	get -H 'If-None-Match: *' /path      with a header
//	status 200                           the status of the last answer
func TestAddresses(t *testing.T) {
	base := os.Getenv("MEGACYCLE_TEST_URL")
	if base == "" {
		base = start(t).URL
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			e.Values["status"] = new(int)
			e.Setenv("BASE", base)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"get": func(ts *testscript.TestScript, _ bool, args []string) { get(ts, base, args) },
			"status": func(ts *testscript.TestScript, _ bool, args []string) {
				want, err := strconv.Atoi(args[0])
				ts.Check(err)
				if got := *ts.Value("status").(*int); got != want {
					ts.Fatalf("status %d, want %d", got, want)
				}
			},
		},
	})
}

func get(ts *testscript.TestScript, base string, args []string) {
	req, err := http.NewRequest(http.MethodGet, base+args[len(args)-1], nil)
	ts.Check(err)
	for i := 0; i+1 < len(args)-1; i += 2 {
		switch args[i] {
		case "-H":
			k, v, _ := strings.Cut(args[i+1], ":")
			req.Header.Set(k, strings.TrimSpace(v))
			if strings.EqualFold(k, "Host") {
				req.Host = strings.TrimSpace(v)
			}
		case "-X":
			req.Method = args[i+1]
		default:
			ts.Fatalf("get: %q is not known", args[i])
		}
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	ts.Check(err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	ts.Check(err)
	*ts.Value("status").(*int) = res.StatusCode
	names := make([]string, 0, len(res.Header))
	for k := range res.Header {
		names = append(names, k)
	}
	sort.Strings(names)
	for _, k := range names {
		fmt.Fprintf(ts.Stdout(), "%s: %s\n", k, strings.Join(res.Header[k], ", "))
	}
	fmt.Fprintf(ts.Stdout(), "\n%s", body)
}
