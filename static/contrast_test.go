package static_test

import (
	"fmt"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// themes gives the colour tokens of css/tokens.css by theme. What the dark theme
// does not name is as in the light one. The two places that declare the dark
// theme must agree.
func themes(t *testing.T) map[string]map[string]string {
	t.Helper()
	b, err := os.ReadFile("css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	light, rest, ok := strings.Cut(string(b), "@media (prefers-color-scheme: dark)")
	media, chosen, ok2 := strings.Cut(rest, `:root[data-theme="dark"]`)
	if !ok || !ok2 {
		t.Fatal("tokens.css no longer has the two places that declare the dark theme")
	}
	read := func(css string, over map[string]string) map[string]string {
		out := map[string]string{}
		for k, v := range over {
			out[k] = v
		}
		for _, m := range regexp.MustCompile(`--([a-z0-9-]+):\s*(#[0-9a-fA-F]{6})\s*[;}]`).FindAllStringSubmatch(css, -1) {
			out[m[1]] = m[2]
		}
		return out
	}
	l := read(light, nil)
	d, d2 := read(media, l), read(chosen, l)
	for k, v := range d {
		if d2[k] != v {
			t.Errorf("--%s is %s by the system's wish and %s by choice", k, v, d2[k])
		}
	}
	if len(l) < 20 {
		t.Fatalf("only %d colours read from tokens.css", len(l))
	}
	return map[string]map[string]string{"light": l, "dark": d}
}

// linear gives red, green and blue of "#rrggbb" as linear light, 0 to 1: the
// inverse of the transfer function of sRGB (IEC 61966-2-1).
func linear(hex string) (c [3]float64) {
	for i := range c {
		n, _ := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		v := float64(n) / 255
		if v <= 0.04045 {
			c[i] = v / 12.92
		} else {
			c[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return c
}

// contrast is the contrast ratio of WCAG 2.2 (its definitions of "relative
// luminance" and "contrast ratio"), 1 to 21.
func contrast(a, b string) float64 {
	lum := func(hex string) float64 {
		c := linear(hex)
		return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2]
	}
	x, y := lum(a), lum(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrastOfTextAndMarks(t *testing.T) {
	for theme, c := range themes(t) {
		atLeast := func(want float64, front, ground string) {
			t.Helper()
			if c[front] == "" || c[ground] == "" {
				t.Errorf("%s: there is no --%s or no --%s", theme, front, ground)
				return
			}
			if got := contrast(c[front], c[ground]); got < want {
				t.Errorf("%s: --%s on --%s has %.2f:1, want %.1f:1", theme, front, ground, got, want)
			}
		}
		text := []string{"ink", "ink-2", "ink-3", "accent-t"}
		for name := range c {
			if strings.HasPrefix(name, "co-") && strings.HasSuffix(name, "-t") {
				text = append(text, name)
			}
		}
		for _, front := range text { // 1.4.3: text
			atLeast(4.5, front, "paper")
			atLeast(4.5, front, "wash")
		}
		for _, front := range []string{"ink", "ink-2", "accent-t"} {
			atLeast(4.5, front, "accent-wash")
		}
		atLeast(4.5, "on-ink", "ink")
		atLeast(4.5, "on-ink", "ink-2") // a button under the pointer
		marks := []string{"accent", "zero", "ink-3"}
		for name := range c {
			if strings.HasPrefix(name, "co-") && !strings.HasSuffix(name, "-t") {
				marks = append(marks, name)
			}
		}
		for _, front := range marks { // 1.4.11: marks of charts, borders of controls, the focus
			atLeast(3, front, "paper")
		}
		atLeast(3, "accent", "wash")
	}
}

// seen gives for each common colour deficiency the matrix that turns linear RGB
// into what a person with it sees: Machado, Oliveira and Fernandes, "A
// physiologically-based model for simulation of color vision deficiency", IEEE
// Transactions on Visualization and Computer Graphics 15(6), 2009, severity 1.0.
var seen = map[string][3][3]float64{
	"full colour vision": {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanopia":         {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia":       {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritanopia":         {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

// lab gives a colour, as seen, in CIELAB (CIE 15, white D65).
func lab(hex string, m [3][3]float64) [3]float64 {
	c := linear(hex)
	var r [3]float64
	for i := range r {
		r[i] = min(max(m[i][0]*c[0]+m[i][1]*c[1]+m[i][2]*c[2], 0), 1)
	}
	f := func(v float64) float64 {
		if v > 216.0/24389 {
			return math.Cbrt(v)
		}
		return (24389.0/27*v + 16) / 116
	}
	// sRGB to XYZ, each over that of the white (IEC 61966-2-1).
	x := f((0.4124564*r[0] + 0.3575761*r[1] + 0.1804375*r[2]) / 0.95047)
	y := f(0.2126729*r[0] + 0.7151522*r[1] + 0.0721750*r[2])
	z := f((0.0193339*r[0] + 0.1191920*r[1] + 0.9503041*r[2]) / 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

// TestCompanyColoursAreToldApart measures the distance of each two company
// colours that share a chart. Names beside the lines, the order of the key and
// dashes say the same without colour; this keeps the colours themselves useful.
func TestCompanyColoursAreToldApart(t *testing.T) {
	const want = 15.0 // of CIELAB 1976; about 2.3 can just be noticed side by side
	companies := []string{"amazon", "alphabet", "microsoft", "meta", "oracle", "nvidia"}
	for theme, c := range themes(t) {
		for vision, m := range seen {
			for i, a := range companies {
				for _, b := range companies[i+1:] {
					x, y := lab(c["co-"+a], m), lab(c["co-"+b], m)
					if d := math.Hypot(math.Hypot(x[0]-y[0], x[1]-y[1]), x[2]-y[2]); d < want {
						t.Errorf("%s, %s: %s and %s are %s apart, want %g", theme, vision, a, b, fmt.Sprintf("%.1f", d), want)
					}
				}
			}
		}
	}
}
