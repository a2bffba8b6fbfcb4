package schedule_test

import (
	"testing"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/schedule"
)

// TestWhatAClinicStartsWith: its two dosing rooms, closed and changed one after the other.
func TestWhatAClinicStartsWith(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	for _, test := range []struct {
		change string
		want   schedule.Start
	}{
		{`select`, schedule.Start{Rooms: 2, Dosing: 2, HadDosing: true}},
		{`update room set dosing = false where name = 'Aspen'`, schedule.Start{Rooms: 2, Dosing: 1, HadDosing: true}},
		{`update room set closed_at = now() where name = 'Juniper'`, schedule.Start{Rooms: 1, HadDosing: true}},
		{`update room set dosing = false`, schedule.Start{Rooms: 1}},
		{`insert into staff_hours (clinic_id, id, staff_id, weekday, starts, ends, valid_from, valid_until)
			select clinic_id, gen_random_uuid(), id, 1, '9:00', '17:00', '2026-01-01', '2026-02-01' from staff where name = 'Grace Kim'`, schedule.Start{Rooms: 1, Hours: true}},
		{`delete from room`, schedule.Start{Hours: true}},
	} {
		d.Plant(t, test.change)
		if got := dbtest.Ask(c.As(t.Context(), "ruth"), t, d, func(b *db.Batch) *db.Rows[schedule.Start] { return schedule.QueueStart(b) }); len(got) != 1 || got[0] != test.want {
			t.Errorf("%s: got %+v, want %+v", test.change, got, test.want)
		}
	}
}
