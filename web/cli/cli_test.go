package cli_test

import (
	"bytes"
	"context"
	"database/sql"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"megacycle/web/cli"
)

// output is a stream that can be read while it is written.
type output struct {
	mu   sync.Mutex
	b    bytes.Buffer
	more chan struct{}
}

func newOutput() *output { return &output{more: make(chan struct{}, 1)} }

// Write keeps p and wakes who waits.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	select {
	case o.more <- struct{}{}:
	default:
	}
	return o.b.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// find waits until the output matches and gives the first group.
func (o *output) find(t *testing.T, pattern string) string {
	t.Helper()
	re := regexp.MustCompile(pattern)
	limit := time.After(30 * time.Second)
	for {
		if m := re.FindStringSubmatch(o.String()); m != nil {
			return m[1]
		}
		select {
		case <-o.more:
		case <-limit:
			t.Fatalf("no %q in: %s", pattern, o.String())
		}
	}
}

// megacycle runs one command and gives its exit code and what it wrote.
func megacycle(t *testing.T, stdin string, args ...string) (code int, out, errOut string) {
	t.Helper()
	var o, e bytes.Buffer
	code = cli.Run(t.Context(), args, strings.NewReader(stdin), &o, &e)
	return code, o.String(), e.String()
}

// serve serves a database until the test, or stop, ends it.
func serve(t *testing.T, args ...string) (base string, out *output, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out = newOutput()
	done := make(chan int, 1)
	go func() {
		done <- cli.Run(ctx, append([]string{"--listen", "127.0.0.1:0"}, args...), strings.NewReader(""), out, io.Discard)
	}()
	stop = sync.OnceFunc(func() {
		cancel()
		if code := <-done; code != 0 {
			t.Errorf("serve ended with %d", code)
		}
	})
	t.Cleanup(stop)
	return out.find(t, `Megacycle serves (\S+)`), out, stop
}

func page(t *testing.T, url string) string {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %v", url, res.StatusCode, err)
	}
	return string(b)
}

func TestWrongOptionsNameWhatIsAllowed(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		args []string
		says []string
	}{
		{[]string{"--listen", "nonsense"}, []string{"--listen", "host:port"}},
		{[]string{"--listen", "localhost:99999"}, []string{"--listen", "0 to 65535"}},
		{[]string{"--db", filepath.Join(dir, "no", "such", "x.db")}, []string{"--db", "does not exist"}},
		{[]string{"--db", dir}, []string{"--db", "folder"}},
		{[]string{"--base-url", "ftp://x"}, []string{"--base-url", "https://"}},
		{[]string{"--base-url", "https://x/path"}, []string{"--base-url"}},
		{[]string{"--trusted-proxies", "ten"}, []string{"--trusted-proxies", "10.0.0.0/8"}},
		{[]string{"--frame-ancestors", "news.example;x"}, []string{"--frame-ancestors"}},
		{[]string{"--log-format", "xml"}, []string{"--log-format", "json"}},
		{[]string{"--log-level", "loud"}, []string{"--log-level", "debug"}},
		{[]string{"--no-such"}, []string{"--no-such", "--help"}},
		{[]string{"dance"}, []string{"dance", "--help"}},
		{[]string{"user", "add", "ada", "--role", "king", "--password-stdin"}, []string{"--role", "viewer, editor, approver and admin"}},
		{[]string{"user", "add", "ada", "--role", "editor"}, []string{"--password-stdin"}},
	} {
		t.Run(strings.Join(c.args, " "), func(t *testing.T) {
			code, _, errOut := megacycle(t, "", c.args...)
			if code != 2 {
				t.Errorf("exit code %d, want 2: %s", code, errOut)
			}
			for _, want := range c.says {
				if !strings.Contains(errOut, want) {
					t.Errorf("%q does not say %q", errOut, want)
				}
			}
		})
	}
}

func TestEnvironmentIsReadAndTheCommandLineWins(t *testing.T) {
	t.Setenv("MEGACYCLE_LISTEN", "nonsense")
	if code, _, errOut := megacycle(t, ""); code != 2 || !strings.Contains(errOut, "--listen") {
		t.Errorf("%d %s", code, errOut)
	}
	t.Setenv("MEGACYCLE_DB", t.TempDir())
	if code, _, errOut := megacycle(t, "", "--listen", "127.0.0.1:0"); code != 2 || !strings.Contains(errOut, "--db") {
		t.Errorf("%d %s", code, errOut)
	}
}

func TestHelpListsOptionsAndCommands(t *testing.T) {
	code, out, _ := megacycle(t, "", "--help")
	if code != 0 {
		t.Errorf("exit code %d", code)
	}
	for _, want := range []string{"--listen", "MEGACYCLE_LISTEN", "--db", "MEGACYCLE_DB", "--base-url", "MEGACYCLE_BASE_URL", "--empty", "backup", "restore", "check", "import", "user"} {
		if !strings.Contains(out, want) {
			t.Errorf("--help does not say %s", want)
		}
	}
}

func TestFirstStartPrintsTheSetUpLinkUntilAnEditorExists(t *testing.T) {
	db := filepath.Join(t.TempDir(), "m.db")
	base, out, stop := serve(t, "--db", db)
	link := out.find(t, `(http://\S+/edit/set-up/\S+)`)
	if !strings.HasPrefix(link, base) || !strings.Contains(page(t, link), "password") {
		t.Errorf("the link %s shows no form", link)
	}
	stop()
	if code, _, errOut := megacycle(t, "plain words for a test\n", "user", "add", "ada", "--role", "approver", "--password-stdin", "--db", db); code != 0 {
		t.Fatalf("user add: %s", errOut)
	}
	_, out, stop = serve(t, "--db", db)
	stop()
	if strings.Contains(out.String(), "set-up") {
		t.Error("a set-up link is printed although an editor exists")
	}
	if _, list, _ := megacycle(t, "", "user", "list", "--db", db); !strings.Contains(list, "ada") || !strings.Contains(list, "approver") {
		t.Errorf("user list says %q", list)
	}
}

const columns = "series,period,value,status,published_on,source_title,source_url,note\n"

func TestImportPublishesIntoARunningSite(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "m.db")
	base, _, _ := serve(t, "--db", db)
	if code, _, errOut := megacycle(t, "plain words for a test\n", "user", "add", "ada", "--role", "approver", "--password-stdin", "--db", db); code != 0 {
		t.Fatalf("user add: %s", errOut)
	}
	file := filepath.Join(dir, "q3.csv")
	write := func(rows string) {
		if err := os.WriteFile(file, []byte(columns+rows), 0o600); err != nil {
			t.Fatal(err)
		}
	}

	// Every bad line is listed, and nothing changes.
	write("amazon.aws.revenue,2026Q3,many,actual,2026-10-29,Invented,https://example.com/q3,\n" +
		"amazon.aws.revenu,2026Q3,1,actual,2026-10-29,Invented,https://example.com/q3,\n" +
		"amazon.aws.operating_income,2026Q9,1,actual,2026-10-29,Invented,https://example.com/q3,\n")
	code, _, errOut := megacycle(t, "", "import", file, "--as", "ada", "--note", "Invented", "--publish", "--db", db)
	if code != 1 {
		t.Errorf("exit code %d for a bad file", code)
	}
	for _, want := range []string{"line 2", "line 3", "line 4", "amazon.aws.revenue"} {
		if !strings.Contains(errOut, want) {
			t.Errorf("%q does not say %q", errOut, want)
		}
	}
	// A slip of a thousand is refused.
	write("amazon.aws.revenue,2026Q3,44.4,actual,2026-10-29,Invented,https://example.com/q3,\n")
	if code, _, errOut = megacycle(t, "", "import", file, "--as", "ada", "--note", "Invented", "--publish", "--db", db); code != 1 || !strings.Contains(errOut, "B-UNIT") {
		t.Errorf("%d %s", code, errOut)
	}
	if got := page(t, base+"/current.json"); !strings.Contains(got, `"release":1`) {
		t.Fatalf("a refused import changed something: %s", got)
	}
	// Nor does one that the store refuses, or the second person, leave a draft.
	write("amazon.aws.revenue,2026Q3,44444,actual,2026-10-29,Invented,https://example.com/q3,\n")
	for _, more := range [][]string{{"--note", strings.Repeat("x", 20_001)}, {"--note", "Invented", "--publish", "--approved-by", "nobody"}} {
		args := append([]string{"import", file, "--as", "ada", "--reason", "invented on purpose, read twice", "--db", db}, more...)
		if code, _, errOut = megacycle(t, "", args...); code != 1 {
			t.Errorf("%.60q ends with %d: %s", more, code, errOut)
		}
	}
	if n := drafts(t, db); n != 0 {
		t.Errorf("%d drafts are left by refused imports", n)
	}

	write("amazon.aws.revenue,2026Q3,44444,actual,2026-10-29,Invented,https://example.com/q3,clearly invented\n")
	code, out, errOut := megacycle(t, "", "import", file, "--as", "ada", "--note", "Invented", "--publish", "--reason", "invented on purpose, read twice", "--db", db)
	if code != 0 || !strings.Contains(out, "release 2") {
		t.Fatalf("%d %s %s", code, out, errOut)
	}
	limit := time.Now().Add(5 * time.Second)
	for !strings.Contains(page(t, base+"/charts/aws-revenue.csv"), "2026Q3,44444,") {
		if time.Now().After(limit) {
			t.Fatal("the running site did not pick the release up")
		}
	}
	if !strings.Contains(page(t, base+"/releases/2"), "44,444") {
		t.Error("the release page does not list the figure")
	}
	if code, _, _ := megacycle(t, "", "import", file, "--as", "nobody", "--note", "x", "--db", db); code != 1 {
		t.Errorf("an import in the name of nobody ends with %d", code)
	}
}

// drafts counts the drafts in a database.
func drafts(t *testing.T, path string) (n int) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow("SELECT count(*) FROM change_set WHERE state = 'draft'").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestBackupRestoreAndCheck(t *testing.T) {
	dir := t.TempDir()
	db, copyOf := filepath.Join(dir, "m.db"), filepath.Join(dir, "backup.db")
	base, _, stop := serve(t, "--db", db)
	if code, _, errOut := megacycle(t, "", "backup", copyOf, "--db", db); code != 0 {
		t.Fatalf("backup while serving: %s", errOut)
	}
	if code, _, _ := megacycle(t, "", "backup", copyOf, "--db", db); code != 1 {
		t.Errorf("a backup over an existing file ends with %d", code)
	}
	if code, _, errOut := megacycle(t, "", "restore", copyOf, "--db", db); code != 1 || errOut == "" {
		t.Errorf("restore while serving: %d %s", code, errOut)
	}
	page(t, base+"/charts/aws-revenue")
	stop()
	code, out, errOut := megacycle(t, "", "check", "--db", db)
	if code != 0 || !strings.Contains(out, "arithmetic") {
		t.Errorf("check: %d %s %s", code, out, errOut)
	}

	// Somebody goes round the guard; check says where.
	raw, err := sql.Open("sqlite", db)
	if err != nil {
		t.Fatal(err)
	}
	names, err := raw.Query(`SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'figure'`)
	if err != nil {
		t.Fatal(err)
	}
	var triggers []string
	for names.Next() {
		var n string
		if err := names.Scan(&n); err != nil {
			t.Fatal(err)
		}
		triggers = append(triggers, n)
	}
	if err := names.Err(); err != nil || len(triggers) == 0 {
		t.Fatalf("no triggers guard the figures: %v", err)
	}
	if _, err := raw.Exec(`UPDATE figure SET value = '1' WHERE series = 'amazon.aws.revenue' AND period = '2026Q2'`); err == nil {
		t.Error("a released figure was changed while guarded")
	}
	for _, n := range triggers {
		if _, err := raw.Exec(`DROP TRIGGER "` + n + `"`); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := raw.Exec(`UPDATE figure SET value = '1' WHERE series = 'amazon.aws.revenue' AND period = '2026Q2'`); err != nil {
		t.Fatal(err)
	}
	if err := raw.Close(); err != nil {
		t.Fatal(err)
	}
	if code, out, errOut := megacycle(t, "", "check", "--db", db); code != 1 || !strings.Contains(out+errOut, "amazon.aws.revenue") {
		t.Errorf("check did not find the change: %d %s %s", code, out, errOut)
	}

	code, out, errOut = megacycle(t, "", "restore", copyOf, "--db", db)
	if code != 0 || !strings.Contains(out, "kept as") {
		t.Fatalf("restore: %d %s %s", code, out, errOut)
	}
	if code, _, errOut := megacycle(t, "", "check", "--db", db); code != 0 {
		t.Errorf("check after restore: %s", errOut)
	}
	broken := filepath.Join(dir, "broken.db")
	if err := os.WriteFile(broken, []byte("not a database"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, _ := megacycle(t, "", "restore", broken, "--db", db); code != 1 {
		t.Errorf("a broken backup was restored: %d", code)
	}
	if code, _, errOut := megacycle(t, "", "check", "--db", db); code != 0 {
		t.Errorf("the database suffered from a refused restore: %s", errOut)
	}
}

func TestEmptyStartServesPagesThatSayWhatIsMissing(t *testing.T) {
	base, _, _ := serve(t, "--db", filepath.Join(t.TempDir(), "m.db"), "--empty")
	for _, path := range []string{"/", "/charts", "/charts/aws-revenue", "/data", "/releases", "/about", "/embed/aws-revenue", "/charts/aws-revenue.png", "/edit/sign-in", "/fact-check"} {
		res, err := http.Get(base + path)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if want := map[bool]int{true: 404, false: 200}[strings.Contains(path, "aws-revenue")]; res.StatusCode != want {
			t.Errorf("%s answers %d on an empty installation, want %d", path, res.StatusCode, want)
		}
	}
	if !strings.Contains(page(t, base+"/"), "no figures to compare yet") {
		t.Error("the home page does not say that there are no figures yet")
	}
}
