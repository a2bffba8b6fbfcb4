package sign

import (
	"bytes"
	"crypto/sha256"
	"database/sql/driver"
	"encoding"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"kap/internal/db"
)

// Form is the version of the canonical form below, stored with every signature. In
// form 1 a field that held nothing stood in the text all the same.
const Form = 2

// Canonical is the one text of a value, whoever derives it and whenever: JSON
// with sorted keys and no spaces, field names as their columns (TakenAt is
// taken_at), whole numbers in digits, times in UTC to the microsecond, what
// writes itself as text (ids, decimals) as a string, bytes in hex. A field tagged
// as:"date" is a plain date, one tagged sign:"-" is no part of the text. Binary
// fractions are refused: they have no one text.
//
// A field that holds nothing (0, "", false, no time, no id, nil, an empty list or
// map, a struct of such fields) is absent, so that a field added later leaves earlier
// texts as they are. Where 0, "" or false is an answer and differs from not asked, the
// field is a pointer: nil is absent, a pointer to 0 stands as 0. Items of lists and
// values of maps always stand.
func Canonical(v any) (string, error) { return canonical(v, Form) }

func canonical(v any, form int) (string, error) {
	plain, err := writer(form).value(reflect.ValueOf(v), "")
	if err != nil {
		return "", fmt.Errorf("canonical text of %T: %w", v, err)
	}
	return encode(plain)
}

func encode(plain any) (string, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(plain); err != nil {
		return "", fmt.Errorf("canonical text: %w", err)
	}
	return strings.TrimSuffix(text.String(), "\n"), nil
}

// Hash is the SHA-256 of a text, in hex.
func Hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// writer makes values plain in one form.
type writer int

// value is v as strings, numbers, truths, lists and maps; encoding/json sorts the
// keys of maps.
func (w writer) value(v reflect.Value, as string) (any, error) {
	if !v.IsValid() {
		return nil, nil
	}
	if v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		if v.IsNil() {
			return nil, nil
		}
		return w.value(v.Elem(), as)
	}
	if at, ok := v.Interface().(time.Time); ok {
		return timeText(at, as), nil
	}
	if text, ok := v.Interface().(encoding.TextMarshaler); ok {
		b, err := text.MarshalText()
		return string(b), err
	}
	if stored, ok := v.Interface().(driver.Valuer); ok {
		value, err := stored.Value()
		return plainOrNil(value), err
	}
	return w.kind(v)
}

// plainOrNil is what a decimal stores of itself: its digits.
func plainOrNil(value driver.Value) any {
	if value == nil {
		return nil
	}
	return fmt.Sprint(value)
}

func (w writer) kind(v reflect.Value) (any, error) {
	switch v.Kind() {
	case reflect.String:
		return v.String(), nil
	case reflect.Bool:
		return v.Bool(), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return json.Number(strconv.FormatInt(v.Int(), 10)), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return json.Number(strconv.FormatUint(v.Uint(), 10)), nil
	case reflect.Struct:
		fields := map[string]any{}
		return fields, w.addFields(fields, v)
	case reflect.Map:
		return w.mapped(v)
	case reflect.Slice, reflect.Array:
		return w.list(v)
	}
	return nil, fmt.Errorf("%s has no one text; use whole numbers or a decimal type", v.Type())
}

func (w writer) list(v reflect.Value) (any, error) {
	if v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8 {
		return hex.EncodeToString(v.Bytes()), nil
	}
	list := make([]any, v.Len())
	for i := range list {
		var err error
		if list[i], err = w.value(v.Index(i), ""); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (w writer) mapped(v reflect.Value) (any, error) {
	plain := map[string]any{}
	for _, key := range v.MapKeys() {
		k, err := w.value(key, "")
		if err != nil {
			return nil, err
		}
		if plain[fmt.Sprint(k)], err = w.value(v.MapIndex(key), ""); err != nil {
			return nil, err
		}
	}
	return plain, nil
}

// addFields takes in the exported fields of a struct; embedded ones lie flat.
func (w writer) addFields(fields map[string]any, v reflect.Value) error {
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if !field.IsExported() || field.Tag.Get("sign") == "-" {
			continue
		}
		if field.Anonymous && field.Type.Kind() == reflect.Struct {
			if err := w.addFields(fields, v.Field(i)); err != nil {
				return err
			}
			continue
		}
		plain, err := w.value(v.Field(i), field.Tag.Get("as"))
		if err != nil {
			return fmt.Errorf("%s: %w", field.Name, err)
		}
		if w == 1 || !nothing(v.Field(i), plain) {
			fields[db.Column(field.Name, "")] = plain
		}
	}
	return nil
}

// nothing says whether a field holds nothing. A pointer to a zero is an answer.
func nothing(v reflect.Value, plain any) bool {
	if v.Kind() == reflect.Pointer {
		return v.IsNil() || v.Elem().Kind() == reflect.Struct && empty(plain)
	}
	return v.IsZero() || empty(plain)
}

// empty says whether a plain value is one of a field that holds nothing.
func empty(plain any) bool {
	switch p := plain.(type) {
	case nil:
		return true
	case string:
		return p == "" || p == nobody
	case bool:
		return !p
	case json.Number:
		return p == "0"
	case []any:
		return len(p) == 0
	case map[string]any:
		return len(p) == 0
	}
	return false
}

// nobody is the id of nothing.
const nobody = "00000000-0000-0000-0000-000000000000"

func timeText(at time.Time, as string) any {
	switch {
	case at.IsZero():
		return nil
	case as == "date":
		return at.Format(time.DateOnly)
	}
	return at.UTC().Truncate(time.Microsecond).Format("2006-01-02T15:04:05.000000Z")
}
