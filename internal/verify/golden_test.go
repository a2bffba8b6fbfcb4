package verify

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"kap/internal/consent"
	"kap/internal/dosing"
	"kap/internal/eligibility"
	"kap/internal/integration"
	"kap/internal/medication"
	"kap/internal/preparation"
	"kap/internal/protocol"
	"kap/internal/sign"
)

var update = flag.Bool("update", false, "write testdata/signed anew")

// documents are the kinds of document, each empty.
var documents = []sign.Document{
	eligibility.Consultation{}.Document(uuid.Nil),
	eligibility.Decision{}.Document(uuid.Nil),
	medication.Prescription{}.Document(uuid.Nil),
	preparation.Session{}.Document(uuid.Nil),
	dosing.FullRecord{}.Document(),
	integration.Page{}.Document(uuid.Nil),
	consent.Consent{}.Document(uuid.Nil, consent.Text{}),
	consent.TextVersion{}.Document(),
	protocol.Version{}.Document(),
}

// A field that is renamed, retyped or taken out of what is signed would break every
// signature before it: the text of each kind, with everything in it filled in, stands in
// testdata. A field that is new adds a line there and changes none.
func TestTheSignedTextOfEachKindStaysAsItIs(t *testing.T) {
	if len(documents) != len(derives) {
		t.Errorf("%d kinds are looked at, %d are signed", len(documents), len(derives))
	}
	for _, d := range documents {
		t.Run(d.Kind, func(t *testing.T) {
			full := reflect.New(reflect.TypeOf(d.Content)).Elem()
			fill(full)
			text, err := sign.Canonical(full.Interface())
			if err != nil {
				t.Fatal(err)
			}
			golden(t, filepath.Join("testdata", "signed", d.Kind+".json"), indented(t, text))
		})
	}
}

func indented(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	if err := json.Indent(&b, []byte(text), "", "  "); err != nil {
		t.Fatal(err)
	}
	return b.String() + "\n"
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("what is signed has another text (-before +now):\n%s", diff)
	}
}

// fill gives every field of a value something of its own kind.
func fill(v reflect.Value) {
	if v.Type() == reflect.TypeFor[time.Time]() {
		v.Set(reflect.ValueOf(time.Date(2026, 11, 24, 19, 0, 0, 0, time.UTC)))
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i))
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i))
		}
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key)
		fill(value)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	default:
		plain(v)
	}
}

func plain(v reflect.Value) {
	switch {
	case v.Kind() == reflect.String:
		v.SetString("words")
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	case v.CanInt():
		v.SetInt(3)
	case v.CanUint():
		v.SetUint(3)
	}
}
