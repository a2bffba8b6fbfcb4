package client

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/fold"
)

// Key is what a client is found by: one short row of everybody, ranked here and not in the
// database, so that every Postgres finds the same.
type Key struct {
	ID           uuid.UUID
	Number       string
	LegalKey     string
	PreferredKey string
	Born         time.Time
	Phone        string
}

// fit is how well a client fits a search, the best first.
type fit int

const (
	exactly fit = iota // the whole word, the number, the date
	begins             // a word that begins so
	within             // somewhere in the names or the phone number
	spelled            // a letter or two are wrong
	no
)

// Hit is a client who fits, and why where that is not plain to see.
type Hit struct {
	ID      uuid.UUID
	fit     fit
	former  bool
	key     string
	Similar bool   // fits but for a letter or two
	Former  string // the earlier name that fits; empty: a name of today does
}

// Rank gives who fits a search: exact hits first, then what is spelled otherwise, then
// names they had before; each by legal name.
func (s Search) Rank(keys []Key, former []FormerName) []Hit {
	earlier := byClient(former)
	var hits []Hit
	for _, k := range keys {
		if hit, fits := s.hit(k, earlier[k.ID]); fits {
			hits = append(hits, hit)
		}
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(a.place(), b.place()), strings.Compare(a.key, b.key), strings.Compare(a.ID.String(), b.ID.String()))
	})
	return hits
}

func (h Hit) place() int {
	if h.former {
		return int(no) + int(h.fit)
	}
	return int(h.fit)
}

// hit weighs one client by the names of today, then with each name they had.
func (s Search) hit(k Key, former []FormerName) (Hit, bool) {
	var today names
	if s.named() {
		today = k.names()
	}
	if fit := s.fits(k, today); fit < no {
		return Hit{ID: k.ID, key: k.LegalKey, fit: fit, Similar: fit == spelled}, true
	}
	if !s.named() {
		return Hit{}, false
	}
	for _, f := range former {
		if fit := s.fits(k, names{append(strings.Fields(f.NameKey), today.words...)}); fit < no {
			return Hit{ID: k.ID, key: k.LegalKey, fit: fit, former: true, Similar: fit == spelled, Former: f.Name}, true
		}
	}
	return Hit{}, false
}

// named says whether names are asked for at all.
func (s Search) named() bool {
	return slices.ContainsFunc(s, func(p Part) bool { return len(p.Words) > 0 })
}

// fits is the worst of what the parts of a search find.
func (s Search) fits(k Key, n names) fit {
	worst := exactly
	for _, part := range s {
		if worst = max(worst, part.fits(k, n)); worst == no {
			return no
		}
	}
	return worst
}

// fits is the best of what one part can be read as.
func (p Part) fits(k Key, n names) fit {
	switch {
	case p.Number > 0 && p.Number == numberOf(k.Number):
		return exactly
	case slices.ContainsFunc(p.Born, k.Born.Equal):
		return exactly
	case p.Phone != "" && samePhone(p.Phone, k.Phone):
		return exactly
	case p.Phone != "" && strings.Contains(digits(k.Phone), p.Phone):
		return within
	case p.Year > 0 && p.Year == k.Born.Year():
		return within
	case len(p.Words) == 0:
		return no
	}
	return n.fit(p.Words)
}

// names are the words of all names of a client.
type names struct{ words []string }

func (k Key) names() names { return names{strings.Fields(k.LegalKey + " " + k.PreferredKey)} }

func (n names) fit(words []string) fit {
	worst := exactly
	for _, word := range words {
		worst = max(worst, n.fitOne(word))
	}
	return worst
}

// fitOne looks for one typed word: among the words, then in all of them without the spaces
// between (vanderberg), then with letters forgiven.
func (n names) fitOne(word string) fit {
	best := no
	for _, name := range n.words {
		switch {
		case name == word:
			return exactly
		case strings.HasPrefix(name, word):
			best = begins
		}
	}
	if best < no {
		return best
	}
	if strings.Contains(strings.Join(n.words, ""), word) {
		return within
	}
	return n.forgiven(word)
}

// forgiven compares with every word and with every two neighbours as one (maryann).
func (n names) forgiven(word string) fit {
	for i, name := range n.words {
		if _, near := fold.Near(word, name); near {
			return spelled
		}
		if i > 0 {
			if _, near := fold.Near(word, n.words[i-1]+name); near {
				return spelled
			}
		}
	}
	return no
}
