package editor_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"megacycle/store/desk"
	"megacycle/store/figure"
)

const form = "/edit/amazon/2026Q3"

func TestDeskNamesWhatIsDue(t *testing.T) {
	w := open(t)
	b := w.as("Ada", desk.Writer)
	p := b.get("/edit").want(http.StatusOK)
	p.says("h1", "Q3 2026 is late")
	p.says(".due", "Amazon", "29 Oct 2026, expected", "days late", "Nothing entered", "0/13", "AWS revenue", "Microsoft", "FY27 Q1")
	p.says(".told", "Q3 2026 was due on 29 Oct 2026 and is not entered yet")
	p.says(".dates", "10 Dec 2026")
	if n := p.doc.Find(`.due a[href="` + form + `"]`).Length(); n != 1 {
		t.Errorf("%d links to the form of Amazon, want 1", n)
	}
}

func TestDeskOfAnEmptyDatabaseSaysHowToBegin(t *testing.T) {
	w := empty(t)
	b := w.as("Ada", desk.Admin)
	b.get("/edit").want(http.StatusOK).says("main", "Nothing has been published yet", "without --empty")
	b.get(form).want(http.StatusNotFound).says("main", "without --empty")
	b.post(form, "set", "0", "version", "0").want(http.StatusNotFound)
	b.get("/edit/changesets/1").want(http.StatusNotFound)
}

func TestFormShowsThePast(t *testing.T) {
	w := open(t)
	b := w.as("Ada", desk.Writer)
	p := b.get(form).want(http.StatusOK)
	p.says(`tr[data-row="amazon.aws.revenue"]`, "AWS revenue", "$M", "30,873", "33,006", "35,579", "37,587", "42,232")
	p.says(`tr[data-row="amazon.aws.revenue"] td.yb`, "33,006")
	p.says(".facts", "Q3 2026", "1 Jul", "30 Sep 2026", "29 Oct 2026, expected")
	if v := p.value("published_on"); v != "2026-10-29" {
		t.Errorf("published on %q", v)
	}
	for _, path := range []string{"/edit/amazon/2026", "/edit/amazon/FY2026", "/edit/amazon/2026Q9", "/edit/nobody/2026Q3", "/edit/bigtech/2026Q3", "/edit/amazon/2026Q3?set=77", "/edit/amazon/2026Q3?set=x", "/edit/a/b/c"} {
		b.get(path).want(http.StatusNotFound)
	}
}

func TestRefusedInputIsKeptBesideItsMessage(t *testing.T) {
	w := open(t)
	b := w.as("Ada", desk.Writer)
	blank := b.get(form)
	for name, c := range map[string]struct {
		rows  []string
		field string // selector of the message
		says  string
		keeps [2]string
	}{
		"nothing entered":           {nil, "#v-amazon-total-revenue-msg", "at least one figure", [2]string{"source.title", "Invented results for a test"}},
		"not a number":              {[]string{"v.amazon.aws.revenue", "many"}, "#v-amazon-aws-revenue-msg", "not a number", [2]string{"v.amazon.aws.revenue", "many"}},
		"a number read two ways":    {[]string{"v.amazon.aws.revenue", "44.444"}, "#v-amazon-aws-revenue-msg", "", [2]string{"v.amazon.aws.revenue", "44.444"}},
		"10,000 characters":         {[]string{"v.amazon.aws.revenue", strings.Repeat("9", 10000)}, "#v-amazon-aws-revenue-msg", "longer than a number", [2]string{"source.publisher", "Amazon.com, Inc."}},
		"no link and no reason":     {[]string{"v.amazon.aws.revenue", "44000", "source.link", ""}, "#source\\.link-problem", "link is missing", [2]string{"v.amazon.aws.revenue", "44000"}},
		"a link that is not one":    {[]string{"v.amazon.aws.revenue", "44000", "source.link", "javascript:alert(1)"}, "#source\\.link-problem", "not a web address", [2]string{"source.link", "javascript:alert(1)"}},
		"a reason too short":        {[]string{"v.amazon.aws.revenue", "44000", "source.link", "", "source.nolink", "none"}, "#source\\.nolink-problem", "at least 10", [2]string{"source.nolink", "none"}},
		"no title":                  {[]string{"v.amazon.aws.revenue", "44000", "source.title", ""}, "#source\\.title-problem", "missing", [2]string{"v.amazon.aws.revenue", "44000"}},
		"a day to come":             {[]string{"v.amazon.aws.revenue", "44000", "published_on", "2099-01-01"}, "#published_on-problem", "not come yet", [2]string{"published_on", "2099-01-01"}},
		"a day that is none":        {[]string{"v.amazon.aws.revenue", "44000", "published_on", "2026-02-30"}, "#published_on-problem", "not a date", [2]string{"published_on", "2026-02-30"}},
		"a row of notes only":       {[]string{"v.amazon.aws.revenue", "44000", "n.amazon.ocf", "a note"}, "#v-amazon-ocf-msg", "value of", [2]string{"n.amazon.ocf", "a note"}},
		"an own source half filled": {[]string{"v.amazon.aws.revenue", "44000", "own.amazon.aws.revenue.title", "Call"}, "#own\\.amazon\\.aws\\.revenue\\.publisher-problem", "missing", [2]string{"own.amazon.aws.revenue.title", "Call"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := b.post(form, head(blank, c.rows...)...).want(http.StatusUnprocessableEntity)
			p.says(c.field, c.says).says("#problems", "Not saved yet")
			if p.text(c.field) == "" {
				t.Error("nothing is said beside the field")
			}
			if v := p.value(c.keeps[0]); v != c.keeps[1] {
				t.Errorf("%s is %q, want %q", c.keeps[0], clip(v), c.keeps[1])
			}
			if n := p.doc.Find(`#problems a[href^="#"]`).Length(); n == 0 {
				t.Error("the summary does not lead to the field")
			}
			for _, a := range p.doc.Find(`#problems a[href^="#"]`).EachIter() {
				href, _ := a.Attr("href")
				if p.doc.Find(`[id="`+href[1:]+`"]`).Length() != 1 {
					t.Errorf("the summary leads to %s, which is not there", href)
				}
			}
			invalid := p.doc.Find(`[aria-invalid="true"]`)
			if invalid.Length() == 0 {
				t.Error("no field is marked")
			}
			for _, f := range invalid.EachIter() {
				if by, _ := f.Attr("aria-describedby"); by == "" || p.doc.Find(`[id="`+by+`"]`).Length() != 1 {
					t.Errorf("a marked field is described by %q, which is not there", by)
				}
			}
		})
	}
	sets, err := w.store.ChangeSets(context.Background(), "")
	if err != nil || len(sets) != 0 {
		t.Errorf("refused input left %d change sets, %v", len(sets), err)
	}
}

func TestUnitSlipIsBlockedBesideItsFieldWithAFix(t *testing.T) {
	w := open(t)
	b := w.as("Ada", desk.Writer)
	p := b.post(form, head(b.get(form), "v.amazon.aws.revenue", "44.4")...).want(http.StatusUnprocessableEntity)
	p.says("#v-amazon-aws-revenue-msg", "B-UNIT", "44,400")
	if v := p.value("v.amazon.aws.revenue"); v != "44.4" {
		t.Errorf("the input is %q", v)
	}
	fix, ok := p.doc.Find(`#v-amazon-aws-revenue-msg button[name="fix"]`).Attr("value")
	if !ok {
		t.Fatal("no fix is offered")
	}
	p = b.post(form, head(p, "v.amazon.aws.revenue", "44.4", "fix", fix)...)
	if v := p.value("v.amazon.aws.revenue"); p.status == http.StatusUnprocessableEntity && v != "44,400" {
		t.Errorf("the fix typed %q", v)
	}
	p.lacks("#v-amazon-aws-revenue-msg", "B-UNIT")
}

func TestWarningNeedsAReason(t *testing.T) {
	w := open(t)
	b := w.as("Ada", desk.Writer)
	p := b.post(form, head(b.get(form), "v.amazon.aws.revenue", "52,123")...).want(http.StatusUnprocessableEntity)
	p.says("#v-amazon-aws-revenue-msg", "W-YOY")
	reason := `[name="reason:W-YOY amazon.aws.revenue 2026Q3"]`
	if p.doc.Find(reason).Length() != 1 {
		t.Fatal("no input for the reason")
	}
	p = b.post(form, head(p, "v.amazon.aws.revenue", "52,123", "reason:W-YOY amazon.aws.revenue 2026Q3", "short")...).want(http.StatusUnprocessableEntity)
	if v := p.value("reason:W-YOY amazon.aws.revenue 2026Q3"); v != "short" {
		t.Errorf("the reason is %q", v)
	}
	p = b.post(form, head(p, "v.amazon.aws.revenue", "52,123", "reason:W-YOY amazon.aws.revenue 2026Q3", "read twice on page two")...).want(http.StatusSeeOther)
	b.get(p.to()).want(http.StatusOK).says(".fl", "W-YOY", "read twice on page two")
}

func TestPublishedQuarterIsCurrent(t *testing.T) {
	w := open(t)
	b := w.as("Ada", desk.Admin)
	p := b.post(form, head(b.get(form), "v.amazon.aws.revenue", "42,345", "v.amazon.chips.run_rate", "over 33,456",
		"own.amazon.chips.run_rate.publisher", "Somebody", "own.amazon.chips.run_rate.title", "A call", "own.amazon.chips.run_rate.nolink", "heard on the call only", "n.amazon.aws.revenue", `</script>"'<b>__f__`)...).want(http.StatusSeeOther)
	set := p.to()
	p = b.get(set).want(http.StatusOK)
	p.says(".fl", "AWS revenue", "42,232", "not entered", "42,345", "+28.3%", "over 33,456", "no public link: heard on the call only", `</script>"'<b>__f__`)
	if strings.Contains(p.body, "<b>__f__") {
		t.Error("a note became markup")
	}
	p.says(".gtab", "same")
	if p.doc.Find(`[data-pair="aws-revenue"] svg`).Length() < 2 {
		t.Error("the chart is not shown before and after")
	}
	p.says(`[data-pair="aws-revenue"]`, "Before, release 1", "After, release 2", "up 36.8%", "up 28.3%")
	if w.Ledger().Current() != 1 {
		t.Fatal("a draft is public")
	}
	st, err := w.Ledger().At(0, "", w.Today())
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := st.Figure("amazon.aws.revenue", figure.QuarterOf(2026, 3)); ok {
		t.Fatal("a draft's figure is current")
	}
	p = b.post(set+"/publish", "version", p.value("version"), "note", "Invented").want(http.StatusSeeOther)
	if p.to() != "/releases/2" {
		t.Errorf("publication leads to %s", p.to())
	}
	if st, err = w.Ledger().At(0, "", w.Today()); err != nil {
		t.Fatal(err)
	}
	got, ok := st.Figure("amazon.aws.revenue", figure.QuarterOf(2026, 3))
	if !ok || got.Value.String() != "42345" || got.FiscalLabel != "Q3 2026" || got.PublishedOn != "2026-10-29" || len(got.Sources) != 1 {
		t.Errorf("current is %+v", got)
	}
	b.get(set).want(http.StatusOK).says("[role=status]", "release 2").says(".fl", "not entered", "42,345")
	b.post(set+"/publish", "version", "2").want(http.StatusConflict).says("#problems", "published already")
	b.get("/edit").want(http.StatusOK).says(".due", "2/13").says(".cs", "2. Amazon Q3 2026")
	b.get(form).want(http.StatusOK).says("main", "AWS revenue")
}

func TestConflictKeepsBoth(t *testing.T) {
	w := open(t)
	ada, bob := w.as("Ada", desk.Writer), w.as("Bob", desk.Writer)
	p := ada.post(form, head(ada.get(form), "v.amazon.aws.revenue", "42,345", "then", "stay")...).want(http.StatusSeeOther)
	edit := strings.SplitN(p.to(), "&", 2)[0]
	mine, theirs := ada.get(edit), bob.get(edit)
	bob.post(form, head(theirs, "v.amazon.aws.revenue", "42,111")...).want(http.StatusSeeOther)
	p = ada.post(form, head(mine, "v.amazon.aws.revenue", "42,222")...).want(http.StatusConflict)
	p.says("#problems", "Bob", "nothing of yours is lost").says("#v-amazon-aws-revenue-msg", "Theirs: 42,111")
	if v := p.value("v.amazon.aws.revenue"); v != "42,222" {
		t.Errorf("my value is %q", v)
	}
	ada.post(form, head(p, "v.amazon.aws.revenue", "42,222")...).want(http.StatusSeeOther)
	set := "/edit/changesets/1"
	seen := ada.get(set).value("version")
	bob.post(form, head(bob.get(edit), "v.amazon.aws.revenue", "42,333")...).want(http.StatusSeeOther)
	ada.post(set+"/publish", "version", seen).want(http.StatusConflict).says("#problems", "Bob", "Not published").says(".fl", "42,333")
	ada.post(set+"/discard", "version", seen).want(http.StatusConflict)
	if w.Ledger().Current() != 1 {
		t.Error("a draft that moved was published")
	}
	now := ada.get(set).value("version")
	ada.post(set+"/discard", "version", now).want(http.StatusSeeOther)
	bob.post(form, head(bob.get(form), "set", "1", "version", now, "v.amazon.aws.revenue", "42,333")...).want(http.StatusConflict).says("#problems", "discarded")
	bob.get(edit).want(http.StatusSeeOther)
}

func TestDraftKeepsOtherQuarters(t *testing.T) {
	w := open(t)
	b := w.as("Ada", desk.Writer)
	b.post(form, head(b.get(form), "v.amazon.aws.revenue", "42,345")...).want(http.StatusSeeOther)
	meta := "/edit/meta/2026Q3"
	b.post(meta, head(b.get(meta+"?set=1"), "v.meta.total.revenue", "60,512", "published_on", "2026-10-28", "source.title", "Other invented results")...).want(http.StatusSeeOther)
	b.get("/edit/changesets/1").says(".fl", "AWS revenue", "42,345", "60,512")
	b.post(form, head(b.get(form+"?set=1"), "v.amazon.aws.revenue", "42,444")...).want(http.StatusSeeOther)
	b.get("/edit/changesets/1").says(".fl", "42,444", "60,512").lacks(".fl", "42,345")
}

func TestRolesAreKept(t *testing.T) {
	w := open(t)
	ada, vera := w.as("Ada", desk.Writer), w.as("Vera", desk.Viewer)
	ada.post(form, head(ada.get(form), "v.amazon.aws.revenue", "42,345")...).want(http.StatusSeeOther)
	set := "/edit/changesets/1"
	vera.get("/edit").want(http.StatusOK).says(".role", "viewer")
	p := vera.get(form).want(http.StatusOK)
	if p.doc.Find(".foot button").Length() != 0 {
		t.Error("a viewer is offered to save")
	}
	vera.post(form, head(p, "v.amazon.aws.revenue", "1")...).want(http.StatusForbidden)
	vera.get(set).want(http.StatusOK).says(".dec", "A viewer sees")
	vera.post(set+"/publish", "version", "2").want(http.StatusForbidden)
	vera.post(set+"/discard", "version", "2").want(http.StatusForbidden)
}

func TestSecondPersonIsAsked(t *testing.T) {
	w := open(t)
	ada, bob := w.as("Ada", desk.Approver), w.as("Bob", desk.Admin)
	p := ada.post(form, head(ada.get(form), "v.amazon.aws.revenue", "42,345")...).want(http.StatusSeeOther)
	set := p.to()
	p = ada.get(set).says(".dec", "two people")
	ada.post(set+"/publish", "version", p.value("version"), "note", "kept note").want(http.StatusForbidden).says("#problems", "two people").says("#note", "kept note")
	if w.Ledger().Current() != 1 {
		t.Fatal("published without the second person")
	}
	bob.post(set+"/publish", "version", p.value("version")).want(http.StatusSeeOther)
	if r := w.Ledger().Releases[1]; r.Author != "Ada" || r.Approver != "Bob" || r.Policy != "two" {
		t.Errorf("release says author %q, approver %q, policy %q", r.Author, r.Approver, r.Policy)
	}
}

func TestHostileFormsAreRefusedOrText(t *testing.T) {
	w := open(t)
	b := w.as("Ada", desk.Admin)
	blank := b.get(form)
	long := strings.Repeat("<script>'\"__f__", 700)
	b.post(form, head(blank, "v.amazon.aws.revenue", "42345", "source.title", long)...).want(http.StatusUnprocessableEntity).says("#source\\.title-problem", "at most 300")
	b.post(form, head(blank, "v.amazon.aws.revenue", "42345", "note", long)...).want(http.StatusUnprocessableEntity).says("#note-problem", "at most 2000")
	b.post(form, head(blank, "v.amazon.aws.revenue", "42345", "set", "zwei")...).want(http.StatusBadRequest)
	b.post(form, head(blank, "v.amazon.aws.revenue", "42345", "set", "99", "version", "1")...).want(http.StatusNotFound)
	b.post(form, head(blank, "v.amazon.aws.revenue", strings.Repeat("9", 2<<20))...).want(http.StatusBadRequest).says("main", "larger than")
	p := b.post(form, head(blank, "v.amazon.aws.revenue", "42345", "source.title", `</title><script>alert(1)</script>`, "source.publisher", "\x00\xff‮x")...).want(http.StatusSeeOther)
	p = b.get(p.to()).want(http.StatusOK).says(".fl", `</title><script>alert(1)</script>`)
	if strings.Contains(p.body, "<script>alert") {
		t.Error("a title became a script")
	}
	b.post(p.to()+"/edit/changesets/1/publish", "version", "two").want(http.StatusBadRequest)
}
