package client

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"kap/internal/fold"
)

// Search is what somebody typed to find a client: names in any order, a client number, a
// birth date, a phone number. Every part of it must fit.
type Search []Part

// Part is one word of a search: a name, or digits with everything they can be read as.
type Part struct {
	Words  []string    // of a name, folded; each must fit
	Number int         // of a client: 12 for K-0012 or 0012; 0: none
	Born   []time.Time // 3/14/24 is 1924 and 2024
	Year   int         // of birth; 0: none
	Phone  string      // digits, at least four
}

// ParseSearch reads the one box of the search. What reads whole as a date, a phone or a
// client number is that; else it is words, of which some may be one.
func ParseSearch(q string) Search {
	q = strings.TrimSpace(q)
	if q == "" {
		return nil
	}
	if whole := partOf(q); len(whole.Born) > 0 || whole.Number > 0 || whole.Phone != "" {
		return Search{whole}
	}
	var s Search
	for _, word := range strings.Fields(q) {
		if part := partOf(word); part.asks() {
			s = append(s, part)
		}
	}
	return s
}

// partOf reads one piece of a search in every way it can be read.
func partOf(q string) Part {
	part := Part{Number: numberOf(q), Born: datesOf(q), Year: yearOf(q)}
	if d := digits(strings.TrimPrefix(q, "+1")); strings.Trim(q, "0123456789+-(). /") == "" && len(d) >= 4 {
		part.Phone = d
	}
	if !part.asks() {
		part.Words = fold.Words(q)
	}
	return part
}

func (p Part) asks() bool {
	return len(p.Words) > 0 || p.Number > 0 || len(p.Born) > 0 || p.Year > 0 || p.Phone != ""
}

// yearOf reads a birth year on its own: 1984; 0 for none.
func yearOf(q string) int {
	if year, err := strconv.Atoi(q); err == nil && len(q) == 4 && year > 1900 {
		return year
	}
	return 0
}

var clientNumber = regexp.MustCompile(`^(?i:k\s*-?\s*)?([0-9]{1,9})$`)

// numberOf reads a client number with or without its letter and its zeros; 0 for none.
func numberOf(q string) int {
	if found := clientNumber.FindStringSubmatch(q); found != nil {
		n, _ := strconv.Atoi(found[1])
		return n
	}
	return 0
}

// NumberOf is the client number that somebody typed, as it is stored: K-0042 for 42, 0042 and
// k 42; empty where it is none.
func NumberOf(typed string) string {
	if n := numberOf(strings.TrimSpace(typed)); n > 0 {
		return fmt.Sprintf("K-%04d", n)
	}
	return ""
}

// national is a phone number without what stands in front of it where it is dialed from
// elsewhere: zeros, and the 1 of North America.
func national(phone string) string {
	phone = strings.TrimLeft(phone, "0")
	if len(phone) == 11 && phone[0] == '1' {
		return phone[1:]
	}
	return phone
}

// samePhone says whether two numbers are one, another country's code in front of either
// aside.
func samePhone(a, b string) bool {
	a, b = national(digits(a)), national(digits(b))
	return len(a) >= 7 && len(b) >= 7 && (strings.HasSuffix(a, b) || strings.HasSuffix(b, a))
}

// datesOf reads a birth date: month first, day first where the month could be none, two
// digits of a year in both centuries.
func datesOf(q string) (dates []time.Time) {
	for _, layout := range bornLayouts {
		born, err := time.Parse(layout, q)
		if err != nil {
			continue
		}
		if !strings.Contains(layout, "2006") {
			year := born.Year() % 100
			return []time.Time{onYear(born, 1900+year), onYear(born, 2000+year)}
		}
		return []time.Time{born}
	}
	return nil
}

func onYear(day time.Time, year int) time.Time {
	return time.Date(year, day.Month(), day.Day(), 0, 0, 0, 0, time.UTC)
}

// bornLayouts are how birth dates are written; the first that fits counts.
var bornLayouts = []string{
	"2006-1-2", "2006/1/2", "1/2/2006", "1-2-2006", "1.2.2006", "1/2/06", "1-2-06", "1.2.06",
	"2/1/2006", "2-1-2006", "2.1.2006", "2/1/06", "2-1-06", "2.1.06",
	"1 2 2006", "1 2 06", "01022006", "20060102", "02012006", "010206",
	"Jan 2, 2006", "Jan 2 2006", "January 2, 2006", "January 2 2006", "2 Jan 2006", "2 January 2006",
}
