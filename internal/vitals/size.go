package vitals

import "time"

// Size is a weight or a height that counts, by whomever it was measured.
type Size struct {
	Weight  Tenths // kg; 0 was not measured
	Height  Tenths // cm; 0 was not measured
	TakenAt time.Time
	On      time.Time // the clinic's date of it
	Source  string    // here, client (at home) or outside
}

// Weights are those with a weight; sizes come the latest first, and so do these.
func Weights(sizes []Size) []Size {
	var weighed []Size
	for _, s := range sizes {
		if s.Weight > 0 {
			weighed = append(weighed, s)
		}
	}
	return weighed
}

// LastHeight is the height measured last, 0 where none was.
func LastHeight(sizes []Size) Tenths {
	for _, s := range sizes {
		if s.Height > 0 {
			return s.Height
		}
	}
	return 0
}

// EarlierOf is what a new reading is compared with.
func EarlierOf(sizes []Size) Earlier {
	e := Earlier{Height: LastHeight(sizes)}
	if weighed := Weights(sizes); len(weighed) > 0 {
		e.Weight = weighed[0].Weight
	}
	return e
}
