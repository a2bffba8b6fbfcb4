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
)

// Form is the version of the canonical form below, stored with every signature.
const Form = 1

// Canonical is the one text of a value, whoever derives it and whenever: JSON
// with sorted keys and no spaces, field names as their columns (TakenAt is
// taken_at), whole numbers in digits, times in UTC to the microsecond, what
// writes itself as text (ids, decimals) as a string, bytes in hex. Nil and empty
// lists are the same. A field tagged sign:"date" is a plain date, one tagged
// sign:"-" is no part of the text. Binary fractions are refused: they have no
// one text.
func Canonical(v any) (string, error) {
	plain, err := plainValue(reflect.ValueOf(v), "")
	if err != nil {
		return "", fmt.Errorf("canonical text of %T: %w", v, err)
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(plain); err != nil {
		return "", fmt.Errorf("canonical text of %T: %w", v, err)
	}
	return strings.TrimSuffix(text.String(), "\n"), nil
}

// Hash is the SHA-256 of a text, in hex.
func Hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// plainValue is v as strings, numbers, truths, lists and maps; encoding/json
// sorts the keys of maps.
func plainValue(v reflect.Value, as string) (any, error) {
	if !v.IsValid() {
		return nil, nil
	}
	if v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		if v.IsNil() {
			return nil, nil
		}
		return plainValue(v.Elem(), as)
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
	return plainKind(v)
}

// plainOrNil is what a decimal stores of itself: its digits.
func plainOrNil(value driver.Value) any {
	if value == nil {
		return nil
	}
	return fmt.Sprint(value)
}

func plainKind(v reflect.Value) (any, error) {
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
		return fields, addFields(fields, v)
	case reflect.Map:
		return plainMap(v)
	case reflect.Slice, reflect.Array:
		return plainList(v)
	}
	return nil, fmt.Errorf("%s has no one text; use whole numbers or a decimal type", v.Type())
}

func plainList(v reflect.Value) (any, error) {
	if v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8 {
		return hex.EncodeToString(v.Bytes()), nil
	}
	list := make([]any, v.Len())
	for i := range list {
		var err error
		if list[i], err = plainValue(v.Index(i), ""); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func plainMap(v reflect.Value) (any, error) {
	plain := map[string]any{}
	for _, key := range v.MapKeys() {
		k, err := plainValue(key, "")
		if err != nil {
			return nil, err
		}
		if plain[fmt.Sprint(k)], err = plainValue(v.MapIndex(key), ""); err != nil {
			return nil, err
		}
	}
	return plain, nil
}

// addFields takes in the exported fields of a struct; embedded ones lie flat.
func addFields(fields map[string]any, v reflect.Value) error {
	for i := range v.NumField() {
		field := v.Type().Field(i)
		as := field.Tag.Get("sign")
		if !field.IsExported() || as == "-" {
			continue
		}
		if field.Anonymous && field.Type.Kind() == reflect.Struct {
			if err := addFields(fields, v.Field(i)); err != nil {
				return err
			}
			continue
		}
		plain, err := plainValue(v.Field(i), as)
		if err != nil {
			return fmt.Errorf("%s: %w", field.Name, err)
		}
		fields[column(field.Name)] = plain
	}
	return nil
}

func timeText(at time.Time, as string) any {
	switch {
	case at.IsZero():
		return nil
	case as == "date":
		return at.Format(time.DateOnly)
	}
	return at.UTC().Truncate(time.Microsecond).Format("2006-01-02T15:04:05.000000Z")
}

// column is a field's name as its column: TakenAt is taken_at, SpO2 is spo2, ID is id.
func column(name string) string {
	var b strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		upper := r >= 'A' && r <= 'Z'
		if upper && i > 0 && startsWord(runes, i) {
			b.WriteByte('_')
		}
		b.WriteRune(r)
	}
	return strings.ToLower(b.String())
}

// startsWord says whether the capital at i begins a word: it follows a small
// letter and a small letter follows it, or it ends a row of capitals.
func startsWord(runes []rune, i int) bool {
	small := func(i int) bool { return i < len(runes) && runes[i] >= 'a' && runes[i] <= 'z' }
	last := i == len(runes)-1
	return small(i-1) && (small(i+1) || last || runes[i+1] >= 'A' && runes[i+1] <= 'Z') || !small(i-1) && small(i+1)
}
