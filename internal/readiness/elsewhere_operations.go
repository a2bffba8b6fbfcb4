package readiness

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/calendar"
	"kap/internal/course"
	"kap/internal/db"
)

// noteElsewhere keeps the ketamine told of on arrival as a dosing day elsewhere, so that the
// interval of every later booking sees it; an answer corrected takes the earlier day back. A
// day that is on record already is not noted twice. row is the answers that tell it.
func noteElsewhere(ctx context.Context, tx *db.Tx, s Session, k Known, row uuid.UUID, told Substances) error {
	was, is := k.Facts.Arrival.Substances.ketamineOn(), told.ketamineOn()
	if was.Equal(is) {
		return nil
	}
	if err := course.CancelElsewhere(ctx, tx, s.Client, k.toldDays()); err != nil {
		return err
	}
	if is.IsZero() || k.took(is) {
		return nil
	}
	entry := course.ElsewhereEntry{Day: is, Place: course.Elsewhere}
	return course.NoteElsewhere(ctx, tx, s.Client, toldDay(row), entry, k.Body.Scheduling.First.Least)
}

// ketamineOn is the day on which ketamine was taken elsewhere, zero where none was told.
func (s Substances) ketamineOn() time.Time {
	if s.KetamineElsewhere != Yes {
		return time.Time{}
	}
	return s.KetamineElsewhereOn
}

// toldDay is the id of the dosing day that a row of answers notes.
func toldDay(row uuid.UUID) uuid.UUID { return uuid.NewSHA1(row, []byte("elsewhere")) }

// toldDays are those the session's answers may have noted.
func (k Known) toldDays() (ids []uuid.UUID) {
	for _, row := range k.Rows {
		ids = append(ids, toldDay(row.ID))
	}
	return ids
}

// took says whether ketamine on a date is on record, apart from what this session noted.
func (k Known) took(date time.Time) bool {
	return slices.ContainsFunc(k.Days, func(d course.CourseDay) bool {
		return d.Took && calendar.Date(d.Day).Equal(calendar.Date(date)) && !slices.Contains(k.toldDays(), d.ID)
	})
}

// told are the substances as they stand once the answers that differ are kept.
func told(k Known, in Arrival, changed map[string]any) Substances {
	s := k.Facts.Arrival.Substances
	if _, answered := changed["substances.ketamine_elsewhere"]; answered {
		s.KetamineElsewhere = in.Substances.KetamineElsewhere
	}
	if _, answered := changed["substances.ketamine_elsewhere_on"]; answered {
		s.KetamineElsewhereOn = in.Substances.KetamineElsewhereOn
	}
	return s
}
