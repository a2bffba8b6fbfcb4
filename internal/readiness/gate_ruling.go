package readiness

import (
	"fmt"
	"strings"

	"kap/internal/phrase"
)

// stop is one reason why an item is not ready.
type stop struct {
	class Class
	part  string // of the extent
	size  int
	says  string
	desk  Label // where it differs from the item's
	calls bool
}

// ruling is what looking at one item found.
type ruling struct {
	evidence string
	unneeded bool
	stops    []stop
}

func (r *ruling) hard(format string, args ...any) *stop {
	return r.add(stop{class: HardStop, says: fmt.Sprintf(format, args...)})
}

func (r *ruling) override(part string, size int, format string, args ...any) *stop {
	return r.add(stop{class: Overridable, part: part, size: size, says: fmt.Sprintf(format, args...)})
}

func (r *ruling) soft(part string, size int, format string, args ...any) *stop {
	return r.add(stop{class: Soft, part: part, size: size, says: fmt.Sprintf(format, args...)})
}

func (r *ruling) add(s stop) *stop {
	r.stops = append(r.stops, s)
	return &r.stops[len(r.stops)-1]
}

// ask stops until a question is answered: nobody overrides what was not asked.
func (r *ruling) ask(a Answer, sentence string) bool {
	if !a.Given() {
		r.hard("%s", sentence)
	}
	return a.Given()
}

// asked stops for each question without an answer, with one sentence about all of them.
func (r *ruling) asked(format string, names []string) {
	if len(names) > 0 {
		r.hard(format, phrase.List(names))
	}
}

// class is the hardest of the stops.
func (r ruling) class() Class {
	class := Soft
	for _, s := range r.stops {
		if s.class == HardStop {
			return HardStop
		}
		if s.class == Overridable {
			class = Overridable
		}
	}
	return class
}

func (r ruling) extent() Extent {
	extent := Extent{}
	for _, s := range r.stops {
		if s.class != HardStop {
			extent[s.part] = s.size
		}
	}
	return extent
}

func (r ruling) sentence() string {
	var all []string
	for _, s := range r.stops {
		if s.says != "" {
			all = append(all, s.says)
		}
	}
	return strings.Join(all, " ")
}
