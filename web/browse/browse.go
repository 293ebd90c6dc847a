// Package browse drives a real Chromium as a reader would: open a page, look,
// point, type, take a picture. The browser tests of web and the program shots
// use it; nothing that serves readers does.
package browse

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os/exec"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	cdruntime "github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long a page may take for anything.
const patience = 20 * time.Second

// Find gives the browser of this machine, or says how to get one.
func Find() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("no Chromium on this machine: run make browser, or apt-get install chromium")
}

// Browser is one running Chromium with an empty profile.
type Browser struct {
	ctx  context.Context
	stop []context.CancelFunc
}

// Start starts Chromium with a fresh profile in dir. Close ends it.
func Start(ctx context.Context, dir string) (*Browser, error) {
	path, err := Find()
	if err != nil {
		return nil, err
	}
	alloc, stopAlloc := chromedp.NewExecAllocator(ctx, chromedp.ExecPath(path), chromedp.UserDataDir(dir), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("no-first-run", true), chromedp.Flag("hide-scrollbars", true))
	top, stopTop := chromedp.NewContext(alloc)
	// The first tab answers before a second is opened: the driver's own goroutines
	// then meet no type for the first time at the same moment.
	if err := chromedp.Do(top, chromedp.Navigate("about:blank")); err != nil {
		stopTop()
		stopAlloc()
		return nil, fmt.Errorf("start %s: %w", path, err)
	}
	return &Browser{ctx: top, stop: []context.CancelFunc{stopTop, stopAlloc}}, nil
}

// Close ends the browser.
func (b *Browser) Close() {
	for _, stop := range b.stop {
		stop()
	}
}

// View is how a page is looked at.
type View struct {
	Width, Height int64        // CSS pixels
	Theme         string       // light, dark or "" for the browser's own
	NoScript      bool         // JavaScript is off
	Print         bool         // as it is printed
	Cookie        *http.Cookie // set before the first page; nil for none
	CookieURL     string       // the site it belongs to
}

// Tab is one open page; it notes what went wrong and what was asked for.
type Tab struct {
	ctx      context.Context
	close    func()
	mu       sync.Mutex
	problems []string
	requests []string
}

// Open opens an empty tab.
func (b *Browser) Open(v View) (*Tab, error) {
	ctx, closeTab := chromedp.NewContext(b.ctx)
	t := &Tab{ctx: ctx, close: closeTab}
	if err := chromedp.Do(ctx); err != nil {
		closeTab()
		return nil, err
	}
	err := errors.Join(
		chromedp.Listen(ctx, t.note),
		call(ctx, network.Enable, network.EnableParams{}),
		call(ctx, log.Enable, cdp.Empty{}),
		call(ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: v.Width, Height: v.Height, DeviceScaleFactor: 1, Mobile: v.Width < 500}),
		call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: v.NoScript}),
	)
	if v.Theme != "" || v.Print {
		var m emulation.SetEmulatedMediaParams
		if v.Theme != "" {
			m.Features = []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: v.Theme}}
		}
		if v.Print {
			m.Media = "print"
		}
		err = errors.Join(err, call(ctx, emulation.SetEmulatedMedia, m))
	}
	if v.Cookie != nil {
		c := network.SetCookieParams{Name: v.Cookie.Name, Value: v.Cookie.Value, URL: v.CookieURL}
		_, e := chromedp.Call(ctx, network.SetCookie, c)
		err = errors.Join(err, e)
	}
	if err != nil {
		closeTab()
		return nil, err
	}
	return t, nil
}

// call sends a command whose answer says nothing.
func call[P any](ctx context.Context, cmd cdp.Command[P, cdp.Empty], params P) error {
	_, err := chromedp.Call(ctx, cmd, params)
	return err
}

// note collects events of the page; it runs in the tab's own loop.
func (t *Tab) note(ev any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch e := ev.(type) {
	case *network.EventRequestWillBeSent:
		t.requests = append(t.requests, e.Request.URL)
	case *cdruntime.EventExceptionThrown:
		t.problems = append(t.problems, "exception: "+e.ExceptionDetails.Text)
	case *cdruntime.EventConsoleAPICalled:
		if e.Type == "error" {
			t.problems = append(t.problems, "console.error")
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == "error" {
			t.problems = append(t.problems, e.Entry.Text+" "+e.Entry.URL)
		}
	}
}

// do runs actions with a limit on their time.
func (t *Tab) do(actions ...chromedp.Action[chromedp.Void]) error {
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	return chromedp.Do(ctx, actions...)
}

// Close closes the tab.
func (t *Tab) Close() { t.close() }

// Go opens an address and waits until it has loaded.
func (t *Tab) Go(address string) error {
	if err := t.do(chromedp.Navigate(address)); err != nil {
		return fmt.Errorf("open %s: %w", address, err)
	}
	return nil
}

// Eval gives the value of an expression in the page. It works with JavaScript
// off too, as the page's own scripts are what is off.
func Eval[T any](t *Tab, expression string) (T, error) {
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		return v, fmt.Errorf("%s: %w", expression, err)
	}
	return v, nil
}

// Until waits for an expression to become true, across page loads.
func (t *Tab) Until(expression string) error {
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression))
		if ok && err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waited %v for %s: %v", patience, expression, err)
		case <-again.C:
		}
	}
}

// Point moves the mouse to a place in the window, in CSS pixels.
func (t *Tab) Point(x, y float64) error {
	return t.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, x, y))
}

// Fill types a value into a field, in place of what it held.
func (t *Tab) Fill(selector, value string) error {
	quoted, err := json.Marshal(selector)
	if err != nil {
		return err
	}
	if _, err := Eval[bool](t, "(() => { const e = document.querySelector("+string(quoted)+"); e.focus(); e.select?.(); return true })()"); err != nil {
		return fmt.Errorf("fill %s: %w", selector, err)
	}
	if err := t.do(chromedp.SendKeys(selector, value)); err != nil {
		return fmt.Errorf("fill %s: %w", selector, err)
	}
	return nil
}

// Click clicks the first element that a selector finds.
func (t *Tab) Click(selector string) error {
	if err := t.do(chromedp.Click(selector)); err != nil {
		return fmt.Errorf("click %s: %w", selector, err)
	}
	return nil
}

// Picture gives the whole page as PNG.
func (t *Tab) Picture() ([]byte, error) {
	ctx, cancel := context.WithTimeout(t.ctx, 3*patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.FullScreenshot(100))
}

// Requests gives every address that the tab asked for so far.
func (t *Tab) Requests() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]string(nil), t.requests...)
}

// Complaints gives what the browser reported: errors, exceptions, violations of
// the policy, and requests to any host but that of base.
func (t *Tab) Complaints(base string) []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	out := append([]string(nil), t.problems...)
	home, err := url.Parse(base)
	if err != nil {
		return append(out, err.Error())
	}
	for _, r := range t.requests {
		u, err := url.Parse(r)
		if err != nil || (u.Host != home.Host && u.Scheme != "data" && u.Scheme != "blob" && u.Scheme != "about") {
			out = append(out, "asked a third party: "+r)
		}
	}
	if len(t.requests) == 0 {
		out = append(out, "nothing was asked for at all")
	}
	return out
}
