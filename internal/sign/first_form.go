package sign

import (
	"encoding/json"
	"strings"
)

// saysFirst compares a text signed in form 1 with the one derived now. There a field
// that holds nothing stood in the text, so that one added to a struct since would part
// them; it may be missing in what was signed where it is absent from today's form.
func saysFirst(signed, derived, today string) (bool, error) {
	var plain [3]any
	for i, text := range []string{signed, derived, today} {
		d := json.NewDecoder(strings.NewReader(text))
		d.UseNumber()
		if err := d.Decode(&plain[i]); err != nil {
			return false, err
		}
	}
	return sameBut(plain[0], plain[1], plain[2]), nil
}

// sameBut says whether is equals was but for fields that were not there and are absent
// from today's form.
func sameBut(was, is, today any) bool {
	switch w := was.(type) {
	case map[string]any:
		i, ok := is.(map[string]any)
		said, _ := today.(map[string]any)
		return ok && sameFields(w, i, said)
	case []any:
		i, ok := is.([]any)
		said, _ := today.([]any)
		return ok && sameItems(w, i, said)
	}
	return was == is
}

func sameFields(was, is, today map[string]any) bool {
	for name := range was {
		if _, there := is[name]; !there {
			return false
		}
	}
	for name, value := range is {
		w, there := was[name]
		said, says := today[name]
		if there && !sameBut(w, value, said) || !there && says {
			return false
		}
	}
	return true
}

func sameItems(was, is, today []any) bool {
	if len(was) != len(is) {
		return false
	}
	for i := range was {
		var said any
		if i < len(today) { // an empty list is absent, and so are its items
			said = today[i]
		}
		if !sameBut(was[i], is[i], said) {
			return false
		}
	}
	return true
}
