package client

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/fold"
)

// Alike says why two people are likely the same, in words; empty where they are not:
//
//   - the same birth date, and the words of the shorter name are among the other's, in any
//     order and with a letter or two wrong; middle names and a preferred first name do not
//     tell people apart, and an earlier name counts
//   - the same name, and a birth date with month and day the other way round
//   - the same phone number
func (k Key) Alike(other Key, former []FormerName) string {
	names := other.names()
	for _, f := range former {
		names.words = append(names.words, strings.Fields(f.NameKey)...)
	}
	switch {
	case k.Born.Equal(other.Born) && (k.within(names, likely) || other.within(k.names(), likely) || k.joined(other)):
		return "same birth date, and the name is the same or nearly"
	case swapped(k.Born).Equal(other.Born) && (k.within(names, same) || other.within(k.names(), same)):
		return "same name, and month and day of the birth date the other way round"
	case samePhone(k.Phone, other.Phone):
		return "same phone number"
	}
	return ""
}

// KeyOf is somebody who is not here yet, to be compared with who is.
func KeyOf(d Details) Key {
	return Key{LegalKey: fold.Name(d.LegalName), PreferredKey: fold.Name(d.PreferredName), Born: d.Born, Phone: d.Phone}
}

// within says whether each word of the legal name is among these names, each for one word.
func (k Key) within(n names, alike func(a, b string) bool) bool {
	words, left := strings.Fields(k.LegalKey), slices.Clone(n.words)
	for _, word := range words {
		i := slices.Index(left, word)
		if i < 0 {
			i = slices.IndexFunc(left, func(name string) bool { return alike(word, name) })
		}
		if i < 0 {
			return false
		}
		left = slices.Delete(left, i, i+1)
	}
	return len(words) > 0
}

// joined compares the legal names without the spaces between: Mary Ann is Maryann.
func (k Key) joined(other Key) bool {
	a, b := strings.ReplaceAll(k.LegalKey, " ", ""), strings.ReplaceAll(other.LegalKey, " ", "")
	return a != "" && likely(a, b) && fold.Apart(a, b, 1)
}

func same(a, b string) bool { return a == b }

// likely forgives what the search does, and a letter in a name of three: who is taken in is
// asked about, not refused.
func likely(a, b string) bool {
	if _, near := fold.Near(a, b); near {
		return true
	}
	return min(len(a), len(b)) >= 3 && fold.Apart(a, b, 1)
}

// swapped is a date with its month and its day the other way round; the zero time where
// there is no such date.
func swapped(day time.Time) time.Time {
	if day.Day() > 12 || day.Day() == int(day.Month()) {
		return time.Time{}
	}
	return time.Date(day.Year(), time.Month(day.Day()), int(day.Month()), 0, 0, 0, 0, time.UTC)
}

// Double is somebody who is here and likely the same person, and why.
type Double struct {
	ID  uuid.UUID
	Why string
}

// Doubles are those among everybody who are likely the same person as k.
func Doubles(k Key, everybody []Key, former []FormerName) (doubles []Double) {
	earlier := byClient(former)
	for _, other := range everybody {
		if why := k.Alike(other, earlier[other.ID]); why != "" && other.ID != k.ID {
			doubles = append(doubles, Double{other.ID, why})
		}
	}
	return doubles
}

func byClient(former []FormerName) map[uuid.UUID][]FormerName {
	by := map[uuid.UUID][]FormerName{}
	for _, f := range former {
		by[f.ClientID] = append(by[f.ClientID], f)
	}
	return by
}
