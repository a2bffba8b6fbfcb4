package endpoint_test

import (
	"fmt"
	"testing"
	"time"
)

func TestTheGrammarOfWholeNumbers(t *testing.T) {
	t.Parallel()
	s := open(t)
	const refused, large = -1, -2 // no column of the database holds what is too large
	for typed, want := range map[string]int{
		"120": 120, " 12 ": 12, "007": 7, "+5": 5, "": 0, "   ": 0, "0": 0, "-3": -3, "\t12\r\n": 12,
		"12,5": refused, "12.5": refused, "1,200": refused, "1.200": refused, "1 200": refused, "1_200": refused,
		"1e3": refused, "0x10": refused, "١٢": refused, "１２": refused, "½": refused, "12 mmHg": refused, "NaN": refused,
		"--3": refused, "12.": refused, "12-": refused, "2147483647": 2147483647, "-2147483648": -2147483648,
		"2147483648": large, "-2147483649": large, "3000000000": large, "99999999999999999999": large,
	} {
		s.read.Systolic = refused
		w := s.post("ruth", "/room", submission("name", fmt.Sprintf("Room of %q", typed), "systolic", typed))
		if want == refused {
			s.answered(typed, w, 422, "Type a whole number here")
			continue
		}
		if want == large {
			s.answered(typed, w, 422, "That number is too large")
			continue
		}
		if s.answered(typed, w, 303); s.read.Systolic != want {
			t.Errorf("%q: got %d want %d", typed, s.read.Systolic, want)
		}
	}
}

func TestDatesAndLocalTimesOfTheClinic(t *testing.T) {
	t.Parallel()
	s := open(t)
	for _, c := range []struct{ typed, want string }{
		{"2026-11-24", "2026-11-24T00:00:00Z"},
		{"2026-11-24T09:30", "2026-11-24T16:30:00Z"},
		{"2026-11-24T09:30:15", "2026-11-24T16:30:15Z"},
		{"2026-07-01T09:30", "2026-07-01T15:30:00Z"},
		{"2028-02-29", "2028-02-29T00:00:00Z"},
		{"2026-03-08T01:59", "2026-03-08T08:59:00Z"}, // the last minute before the clocks go forward
		{"2026-03-08T03:00", "2026-03-08T09:00:00Z"},
		{"2026-11-01T00:59", "2026-11-01T06:59:00Z"},
		{"2026-11-01T01:30", "2026-11-01T07:30:00Z"}, // came twice: the first, in summer time, is meant
		{"2026-11-01T02:00", "2026-11-01T09:00:00Z"},
		{"2026-03-08T02:30", ""}, // did not exist in Denver
		{"2026-03-08T02:00", ""},
		{"2026-02-29", ""}, {"2026-02-30T10:00", ""}, {"2026-13-01", ""}, {"2026-11-31", ""},
		{"2026-11-24T24:00", ""}, {"2026-11-24T09:60", ""}, {"11/24/2026", ""}, {"24.11.2026", ""},
		{"1899-12-31", ""}, {"2201-01-01", ""}, {"0000-01-01", ""}, {"tomorrow", ""}, {"2026-11-24T09:30Z", ""},
	} {
		s.read.At = time.Time{}
		w := s.post("ruth", "/room", submission("name", "Room at "+c.typed, "at", c.typed))
		if c.want == "" {
			s.answered(c.typed, w, 422)
			continue
		}
		s.answered(c.typed, w, 303)
		if got := s.read.At.UTC().Format(time.RFC3339); got != c.want {
			t.Errorf("%s: got %s want %s", c.typed, got, c.want)
		}
	}
}

func TestListsMapsBoxesAndEmbeddedFields(t *testing.T) {
	t.Parallel()
	s := open(t)
	w := s.post("ruth", "/room", submission("name", "Spruce", "seen", "on", "lines[0].dose", "3", "lines[1].dose", "4",
		"answers[E01]", "met", "dose", "5"))
	s.answered("post", w, 303)
	if got := *s.read; !got.Seen || len(got.Lines) != 2 || got.Lines[1].Dose != 4 || got.Answers["E01"] != "met" || got.Dose != 5 {
		t.Errorf("got %+v", got)
	}
	s.answered("a box of neither", s.post("ruth", "/room", submission("name", "Fir", "seen", "maybe")), 422, "Choose yes or no.")
}
