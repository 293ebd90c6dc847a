package editor_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"megacycle/store/desk"
)

func TestStrangersAreSentToSignIn(t *testing.T) {
	w := open(t)
	b := w.browser()
	for path, want := range map[string]string{
		"/edit":                "/edit/sign-in",
		"/edit/amazon/2026Q3":  "/edit/sign-in?next=" + url.QueryEscape("/edit/amazon/2026Q3"),
		"/edit/changesets/1":   "/edit/sign-in?next=" + url.QueryEscape("/edit/changesets/1"),
		"/edit/amazon/2026Q3x": "/edit/sign-in?next=" + url.QueryEscape("/edit/amazon/2026Q3x"),
	} {
		p := b.get(path).want(http.StatusSeeOther)
		if p.to() != want {
			t.Errorf("%s leads to %s, want %s", path, p.to(), want)
		}
		if c := p.header.Get("Set-Cookie"); c != "" {
			t.Errorf("%s gave a stranger a cookie: %s", path, c)
		}
	}
}

func TestSetUpWorksOnce(t *testing.T) {
	w := open(t)
	token, ok, err := w.store.SetupToken(context.Background())
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	b, link := w.browser(), "/edit/set-up/"+token
	b.get("/edit/set-up/wrong").want(http.StatusNotFound).says("main", "does not work", "prints a new link", "megacycle user add")
	b.get(link).want(http.StatusOK).says("h1", "Set up")
	for name, c := range map[string]struct{ name, password, field, says string }{
		"too short":        {"Ada", "tiny8xx", "#password-problem", "at least 12"},
		"too long":         {"Ada", strings.Repeat("abcdefg hij", 20), "#password-problem", "longer than 128"},
		"the name":         {"Ada of the desk", "ada of the desk", "#password-problem", "name"},
		"a common one":     {"Ada", "Password1234", "#password-problem", "tried first"},
		"one that counts":  {"Ada", "123456789012", "#password-problem", "repeats or counts"},
		"no name":          {"", password, "#name-problem", "Choose a name"},
		"a name too long":  {strings.Repeat("x", 10000), password, "#name-problem", "At most 80"},
		"a name of markup": {"\u202e\u0007", password, "#name-problem", ""},
	} {
		p := b.post(link, "name", c.name, "password", c.password).want(http.StatusUnprocessableEntity)
		if p.says(c.field, c.says).text(c.field) == "" {
			t.Errorf("%s: no message beside the field", name)
		}
		if strings.Contains(p.body, c.password) {
			t.Errorf("%s: the page gives the password back", name)
		}
	}
	p := b.post(link, "name", "Ada", "password", password).want(http.StatusSeeOther)
	if p.to() != "/edit" {
		t.Errorf("set-up leads to %s", p.to())
	}
	for _, flag := range []string{"HttpOnly", "SameSite=Lax", "Path=/"} {
		if !strings.Contains(p.header.Get("Set-Cookie"), flag) {
			t.Errorf("the cookie %q lacks %s", p.header.Get("Set-Cookie"), flag)
		}
	}
	b.get("/edit").want(http.StatusOK).says(".role", "Ada, admin")
	other := w.browser()
	other.get(link).want(http.StatusNotFound)
	other.post(link, "name", "Eve", "password", password).want(http.StatusNotFound).says("main", "does not work")
	ed, _, err := w.store.EditorByName(context.Background(), "eve")
	if err == nil {
		t.Errorf("a used link made %s", ed.Name)
	}
}

func TestSignInRightAndWrong(t *testing.T) {
	w := open(t)
	w.add("Ada", desk.Writer)
	b := w.browser()
	p := b.post("/edit/sign-in", "name", "Ada", "password", "not the sentence", "next", "/edit/amazon/2026Q3").want(http.StatusUnprocessableEntity)
	p.says("[role=alert]", "do not go together")
	if p.value("name") != "Ada" || p.value("next") != "/edit/amazon/2026Q3" || p.value("password") != "" {
		t.Errorf("kept: name %q, next %q, password %q", p.value("name"), p.value("next"), p.value("password"))
	}
	unknown := b.post("/edit/sign-in", "name", "Nobody", "password", password).want(http.StatusUnprocessableEntity)
	if unknown.text("[role=alert]") != p.text("[role=alert]") {
		t.Error("an unknown name is told apart from a wrong password")
	}
	b.post("/edit/sign-in", "name", strings.Repeat("x", 10000), "password", password).want(http.StatusUnprocessableEntity).says("#name-problem", "at most 80")
	b.post("/edit/sign-in", "name", "", "password", "").want(http.StatusUnprocessableEntity)
	for next, want := range map[string]string{
		"/edit/amazon/2026Q3":    "/edit/amazon/2026Q3",
		"/edit/changesets/1?a=b": "/edit/changesets/1?a=b",
		"https://evil.example/":  "/edit",
		"//evil.example/edit/":   "/edit",
		"/\\evil.example":        "/edit",
		"/edit/../charts":        "/edit",
		"/charts":                "/edit",
		"/edit/sign-out":         "/edit",
		"javascript:alert(1)":    "/edit",
	} {
		if got := w.browser().post("/edit/sign-in", "name", "ada", "password", password, "next", next).want(http.StatusSeeOther).to(); got != want {
			t.Errorf("next=%s leads to %s, want %s", next, got, want)
		}
	}
	log, err := w.store.AuditLog(context.Background(), 100, 0)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for _, e := range log {
		seen[e.Action]++
		if strings.Contains(e.Object+e.Detail, "Nobody") {
			t.Error("the audit log keeps what a stranger typed as a name")
		}
	}
	if seen["sign-in"] < 5 || seen["sign-in failed"] != 2 {
		t.Errorf("the audit log has %v", seen)
	}
}

func TestSignInIsThrottled(t *testing.T) {
	w := open(t)
	w.add("Ada", desk.Writer)
	b := w.browser()
	var last *page
	for range 8 {
		if last = b.post("/edit/sign-in", "name", "Ada", "password", "wrong all the time"); last.status == http.StatusTooManyRequests {
			break
		}
	}
	last.want(http.StatusTooManyRequests).says("[role=alert]", "Try again at", "UTC")
	if last.header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	b.post("/edit/sign-in", "name", "Ada", "password", password).want(http.StatusTooManyRequests)
	w.ahead.Store(int64(16 * time.Minute))
	b.post("/edit/sign-in", "name", "Ada", "password", password).want(http.StatusSeeOther)
}

func TestSessionsEnd(t *testing.T) {
	t.Run("after half an hour without a request", func(t *testing.T) {
		w := open(t)
		b := w.as("Ada", desk.Writer)
		b.get("/edit").want(http.StatusOK)
		w.ahead.Store(int64(31 * time.Minute))
		p := b.get("/edit").want(http.StatusSeeOther)
		b.get(p.to()).want(http.StatusOK).says("[role=status]", "session is over")
	})
	t.Run("with sign-out, which is a POST", func(t *testing.T) {
		w := open(t)
		b := w.as("Ada", desk.Writer)
		b.get("/edit/sign-out").want(http.StatusMethodNotAllowed)
		b.get("/edit").want(http.StatusOK)
		b.post("/edit/sign-out").want(http.StatusSeeOther)
		b.get("/edit").want(http.StatusSeeOther)
	})
	t.Run("with a new password or a locked account", func(t *testing.T) {
		w := open(t)
		ctx, operator := context.Background(), desk.Actor{Via: "cli"}
		one, two := w.as("Ada", desk.Writer), w.as("Bob", desk.Writer)
		ada, hash, err := w.store.EditorByName(ctx, "Ada")
		if err != nil {
			t.Fatal(err)
		}
		if err := w.store.SetPassword(ctx, operator, ada.ID, strings.Replace(hash, "$argon2id$", "$argon2id$", 1)+"x"); err != nil {
			t.Fatal(err)
		}
		one.get("/edit").want(http.StatusSeeOther)
		bob, _, err := w.store.EditorByName(ctx, "Bob")
		if err != nil {
			t.Fatal(err)
		}
		if err := w.store.DisableEditor(ctx, operator, bob.ID); err != nil {
			t.Fatal(err)
		}
		two.get("/edit").want(http.StatusSeeOther)
		two.post("/edit/sign-in", "name", "Bob", "password", password).want(http.StatusUnprocessableEntity)
	})
	t.Run("and what was typed goes on after signing in", func(t *testing.T) {
		w := open(t)
		b := w.as("Ada", desk.Writer)
		form := head(b.get("/edit/amazon/2026Q3"), "v.amazon.aws.revenue", "44,000")
		w.ahead.Store(int64(31 * time.Minute))
		p := b.post("/edit/amazon/2026Q3", form...).want(http.StatusUnauthorized)
		if p.value("keep:v.amazon.aws.revenue") != "44,000" {
			t.Fatalf("the typed figure is lost")
		}
		pairs := []string{"name", "Ada", "password", password, "keep-action", p.value("keep-action")}
		for i := 0; i+1 < len(form); i += 2 {
			pairs = append(pairs, "keep:"+form[i], form[i+1])
		}
		p = b.post("/edit/sign-in", pairs...).want(http.StatusOK)
		if p.value("v.amazon.aws.revenue") != "44,000" {
			t.Error("the typed figure is not offered after signing in")
		}
		if a, _ := p.doc.Find("main form").Attr("action"); a != "/edit/amazon/2026Q3" {
			t.Errorf("the form leads to %s", a)
		}
	})
}

func TestRequestsFromOtherSitesAreRefused(t *testing.T) {
	w := open(t)
	b := w.as("Ada", desk.Admin)
	for _, path := range []string{"/edit/sign-in", "/edit/sign-out", "/edit/amazon/2026Q3", "/edit/changesets/1/publish"} {
		req, err := http.NewRequest(http.MethodPost, b.base+path, strings.NewReader("name=Ada&password="+url.QueryEscape(password)))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Sec-Fetch-Site", "cross-site")
		b.send(req).want(http.StatusForbidden)
	}
	b.get("/edit").want(http.StatusOK)
}
