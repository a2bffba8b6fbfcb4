package clinic

import (
	"fmt"
	"slices"
	"time"
)

// Turn is a moment from which a zone has an offset.
type Turn struct {
	At     time.Time
	Offset int // seconds east of UTC
}

// Clocks are the two clocks of one zone: the program works out a clinic's day from one file
// of zones, the database from another, and governments change the rules faster than both
// are updated.
type Clocks struct {
	Zone              string
	Program, Database []Turn // since some years ago; the first holds from there
}

// Looked is how far ahead two clocks are compared, in months; a clinic whose next Served
// months differ is not served.
const (
	Looked = 24
	Served = 12
	behind = 36 // months that tell which of two files is the older
)

// turnsOf are the offsets of a zone as the program knows them.
func turnsOf(zone *time.Location, from, until time.Time) []Turn {
	at := from
	var turns []Turn
	for at.Before(until) {
		_, offset := at.In(zone).Zone()
		if len(turns) == 0 || turns[len(turns)-1].Offset != offset { // a file's bounds need not be changes
			turns = append(turns, Turn{at.UTC(), offset})
		}
		_, next := at.In(zone).ZoneBounds()
		if next.IsZero() {
			break
		}
		at = next
	}
	return turns
}

// offset is the one that holds at a moment.
func offset(turns []Turn, at time.Time) (seconds int) {
	for _, t := range turns {
		if !t.At.After(at) {
			seconds = t.Offset
		}
	}
	return seconds
}

// Difference is from when two clocks show different times, and what each shows.
type Difference struct {
	At                time.Time
	Program, Database int // seconds east of UTC
}

// Differ finds the first moment between two at which the clocks show different times.
func (c Clocks) Differ(from, until time.Time) (Difference, bool) {
	moments := []time.Time{from}
	for _, t := range slices.Concat(c.Program, c.Database) {
		if t.At.After(from) && t.At.Before(until) {
			moments = append(moments, t.At)
		}
	}
	slices.SortFunc(moments, time.Time.Compare)
	for _, at := range moments {
		if p, d := offset(c.Program, at), offset(c.Database, at); p != d {
			return Difference{at, p, d}, true
		}
	}
	return Difference{}, false
}

// Older says which file is probably the older: the one that goes on as in the last year of
// which both know the same. Empty: neither does.
func (c Clocks) Older(d Difference) string {
	for years := 1; years*12 < behind; years++ {
		then := d.At.AddDate(-years, 0, 7) // the days of changes move by a week
		p, q := offset(c.Program, then), offset(c.Database, then)
		if p != q {
			continue
		}
		switch p {
		case d.Program:
			return "program"
		case d.Database:
			return "database"
		}
		return ""
	}
	return ""
}

// Words say a difference and what to do about it.
func (c Clocks) Words(d Difference) string {
	zone, err := time.LoadLocation(c.Zone)
	if err != nil {
		zone = time.UTC
	}
	words := fmt.Sprintf("From %s on the clock of %s differs: the program counts %s, the database %s.",
		d.At.In(zone).Format("January 2, 2006"), c.Zone, fromUTC(d.Program), fromUTC(d.Database))
	switch c.Older(d) {
	case "program":
		return words + " The program's time zones are probably the older: update tzdata on its machine, or the program, and start it again."
	case "database":
		return words + " The database's time zones are probably the older: update tzdata on its machine, or Postgres, and start Postgres again."
	}
	return words + " Update the time zones of both (tzdata, Postgres, the program)."
}

// fromUTC says an offset without the letters of a zone, which differ from library to library.
func fromUTC(seconds int) string {
	sign := "+"
	if seconds < 0 {
		sign, seconds = "−", -seconds
	}
	return fmt.Sprintf("UTC%s%d:%02d", sign, seconds/3600, seconds%3600/60)
}
