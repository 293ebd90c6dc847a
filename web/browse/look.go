package browse

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Medium is how else a page may be met than on a screen with its own colours.
type Medium struct {
	Print         bool // as on paper
	ForcedColours bool // the reader's own few colours in place of the page's
	LessMotion    bool // the reader asked for reduced motion
}

// Look changes how the open page is looked at, without loading it again. Of v
// only size and theme count.
func (t *Tab) Look(v View, m Medium) error {
	media := emulation.SetEmulatedMediaParams{}
	feature := func(name, value string) {
		if value != "" {
			media.Features = append(media.Features, &emulation.MediaFeature{Name: name, Value: value})
		}
	}
	feature("prefers-color-scheme", v.Theme)
	if m.Print {
		media.Media = "print"
	}
	if m.ForcedColours {
		feature("forced-colors", "active")
	}
	if m.LessMotion {
		feature("prefers-reduced-motion", "reduce")
	}
	return errors.Join(
		call(t.ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: v.Width, Height: v.Height, DeviceScaleFactor: 1, Mobile: v.Width < 500}),
		call(t.ctx, emulation.SetEmulatedMedia, media),
	)
}

// The keys that Press knows by name.
const (
	Tabulator = kb.Tab
	Left      = kb.ArrowLeft
	Right     = kb.ArrowRight
	Up        = kb.ArrowUp
	Down      = kb.ArrowDown
	Home      = kb.Home
	End       = kb.End
	Escape    = kb.Escape
	Enter     = kb.Enter
)

// Press presses keys, one after the other, wherever the focus is.
func (t *Tab) Press(keys ...string) error {
	for _, k := range keys {
		if err := t.do(chromedp.KeyEvent(k)); err != nil {
			return fmt.Errorf("press %q: %w", k, err)
		}
	}
	return nil
}

// Run gives what a promise in the page comes to.
func Run[T any](t *Tab, promise string) (T, error) {
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](promise, chromedp.EvalAwaitPromise))
	if err != nil {
		short, _ := json.Marshal(promise[:min(len(promise), 80)])
		return v, fmt.Errorf("%s: %w", short, err)
	}
	return v, nil
}
