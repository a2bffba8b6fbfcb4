package scheduleweb

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"kap/internal/schedule"
)

// Where the drawing of a day has its parts, in its own units: about a pixel each on
// a wide page.
const (
	boardWidth = 1240
	boardLeft  = 200 // the first hour
	boardTop   = 32  // the first row
	boardRow   = 48
)

// dayScale is the stretch of the day that is drawn: 8 am to 6 pm, or more where
// somebody is busy before or after. Its hours are the clinic's.
type dayScale struct{ from, to time.Time }

func scaleOf(b schedule.Board, zone *time.Location) dayScale {
	at := func(hour int) time.Time {
		y, m, d := b.Day.Date()
		return time.Date(y, m, d, hour, 0, 0, 0, zone)
	}
	first, last := 8, 18
	for _, row := range slices.Concat(b.Rooms, b.People) {
		for _, s := range row.Slots {
			for s.StartsAt.Before(at(first)) && first > 0 {
				first--
			}
			for s.EndsAt.After(at(last)) && last < 24 {
				last++
			}
		}
	}
	return dayScale{at(first), at(last)}
}

// x is where an instant lies; what is before or after the stretch lies at its edge.
func (d dayScale) x(t time.Time) int {
	whole, part := d.to.Sub(d.from).Minutes(), t.Sub(d.from).Minutes()
	return boardLeft + int(float64(boardWidth-boardLeft)*min(max(part/whole, 0), 1))
}

// hours are the full hours of the stretch but its last.
func (d dayScale) hours() []time.Time {
	var hours []time.Time
	for at := d.from; at.Before(d.to); at = at.Add(time.Hour) {
		hours = append(hours, at)
	}
	return hours
}

// holds says whether an instant lies on the stretch.
func (d dayScale) holds(t time.Time) bool { return !t.Before(d.from) && t.Before(d.to) }

// rowY is the upper edge of a row; people stand a step below rooms.
func rowY(b schedule.Board, i int) int {
	y := boardTop + i*boardRow
	if i >= len(b.Rooms) {
		y += boardRow / 4
	}
	return y
}

func boardHeight(b schedule.Board) int { return rowY(b, len(b.Rooms)+len(b.People)) + 4 }

// slotClass is how a visit is drawn: under way, over, tentative, or to come.
func slotClass(s schedule.Slot) string {
	switch {
	case !s.Seen():
		return "b-taken"
	case s.Status == schedule.Arrived || s.Status == schedule.InProgress:
		return "b-now"
	case s.Status == schedule.Done:
		return "b-done"
	case s.Status == schedule.Tentative:
		return "b-tentative"
	}
	return "b-booked"
}

// How wide a letter is drawn on average, in tenths: nothing is cut by an edge.
const bold, regular = 80, 67

// fitted is a name as it fits a block: "Naomi A." in one of less than an hour or so.
func fitted(name string, width int) string {
	first, last, two := strings.Cut(name, " ")
	if !two || last == "" || len([]rune(name))*bold <= (width-16)*10 {
		return shortened(name, width-16, bold)
	}
	return shortened(first+" "+string([]rune(last)[:1])+".", width-16, bold)
}

// shortened is words as they fit a width, whole or with what is missing marked; what is
// too narrow for that has none, and the tables below say it.
func shortened(words string, width, letter int) string {
	most := width * 10 / letter
	runes := []rune(words)
	if len(runes) <= most {
		return words
	}
	if most < 3 {
		return ""
	}
	return strings.TrimRight(string(runes[:most-1]), " ,.") + "…"
}

func px(n int) string { return strconv.Itoa(n) }
