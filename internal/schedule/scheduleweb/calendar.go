package scheduleweb

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"kap/internal/problem"
	"kap/internal/schedule"
	"kap/web/ui"
)

func (s Screens) calendar(r *http.Request) (templ.Component, error) {
	board, err := s.board(r)
	if err != nil {
		return nil, err
	}
	return calendarPage(board), nil
}

func (s Screens) printed(r *http.Request) (templ.Component, error) {
	board, err := s.board(r)
	if err != nil {
		return nil, err
	}
	shell := ui.ShellOf(r.Context())
	return printedPage(board, ui.PrintFoot{By: shell.Actor.Name, At: ui.DayTime(r.Context(), shell.Now)}), nil
}

// board reads the day of the address; without one it is today.
func (s Screens) board(r *http.Request) (schedule.Board, error) {
	var day time.Time
	if asked := r.URL.Query().Get("day"); asked != "" {
		var err error
		if day, err = time.Parse(time.DateOnly, asked); err != nil {
			return schedule.Board{}, problem.Missing()
		}
	}
	return s.Schedule.Board(r.Context(), day)
}

func dayHref(day time.Time) string { return "/calendar?day=" + day.Format(time.DateOnly) }

func dayWords(day time.Time) string { return day.Format("Monday, January 2, 2006") }

func times(ctx context.Context, s schedule.Slot) string {
	return ui.Clock(ctx, s.StartsAt) + " to " + ui.Clock(ctx, s.EndsAt)
}

// rowspan is how many lines a room or person takes.
func rowspan(row schedule.Row) string { return strconv.Itoa(max(1, len(row.Slots))) }
