package web_test

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"megacycle/web/config"
)

func TestReadmeListsEveryOption(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	typ := reflect.TypeFor[config.Options]()
	if typ.NumField() == 0 {
		t.Fatal("no options found")
	}
	for f := range typ.Fields() {
		name := f.Tag.Get("name")
		if name == "" {
			name = strings.ToLower(f.Name)
		}
		if !strings.Contains(string(text), "`--"+name+"`") || !strings.Contains(string(text), "`"+f.Tag.Get("env")+"`") {
			t.Errorf("the README does not list --%s and %s", name, f.Tag.Get("env"))
		}
	}
}
