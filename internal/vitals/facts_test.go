package vitals_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/vitals"
)

// planted is one reading; what is not said is as of a reading that counts.
type planted struct {
	at                  string // hours before noon of Nov 24: "-2h"
	systolic, diastolic int
	weight, height      string
	source              string
	session             string // "", "before": the lozenge is still to come, "under": it was taken
	voided, somebody    bool   // voided; of another client
}

func (p planted) store(t *testing.T, d *dbtest.DB, c dbtest.Clinic, of dbtest.Client) (id uuid.UUID) {
	t.Helper()
	after, err := time.ParseDuration(p.at)
	if err != nil {
		t.Fatal(err)
	}
	at := dbtest.Noon.Add(after)
	if p.somebody {
		of = d.Client(t, c)
	}
	var session *uuid.UUID
	if p.session != "" {
		id, started := db.NewID(), at.Add(map[string]time.Duration{"before": time.Minute, "under": -time.Minute}[p.session])
		session = &id
		d.Plant(t, `insert into dosing_session (clinic_id, id, client_id, course_id, status, arrived_at, cleared_at, cleared_by, started_at, left_at)
			values ($1, $2, $3, $4, 'left', $5, $5, $7, $6, $6)`, c.ID, id, of.ID, of.Course, started.Add(-time.Hour), started, c.Staff["jonah"].Staff)
	}
	id = db.NewID()
	source := p.source
	if source == "" {
		source = "here"
	}
	d.Plant(t, `insert into vitals (clinic_id, id, client_id, session_id, taken_at, systolic, diastolic, weight, height, source, voided_at, voided_by, void_reason)
		values ($1, $2, $3, $4, $5, nullif($6, 0), nullif($7, 0), nullif($8, '')::numeric, nullif($9, '')::numeric, $10,
		    case when $11 then $5::timestamptz end, case when $11 then $12::uuid end, case when $11 then 'wrong cuff' else '' end)`,
		c.ID, id, of.ID, session, at, p.systolic, p.diastolic, p.weight, p.height, source, p.voided, c.Staff["jonah"].Staff)
	return id
}

// TestReadingsAsOfAMoment holds each filter and order of the statements from both sides:
// what is planted, and the fact that must come at noon.
func TestReadingsAsOfAMoment(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	d.Advance(48 * time.Hour) // the facts are asked as of noon, later
	facts := map[string]func(of uuid.UUID) string{
		"pressures": func(of uuid.UUID) string {
			return words(dbtest.Ask(c.As(t.Context(), "jonah"), t, d, func(b *db.Batch) *db.Rows[vitals.Reading] { return vitals.QueuePressures(b, of, dbtest.Noon) }),
				func(e vitals.Reading) string {
					return fmt.Sprint(e.Systolic, map[bool]string{true: " voided"}[e.VoidedAt != nil])
				})
		},
		"weights": func(of uuid.UUID) string {
			return words(vitals.Weights(sizes(t, d, c, of)), func(s vitals.Size) string { return s.Weight.String() + " " + s.Source + " " + s.On.Format("Jan 2") })
		},
		"height": func(of uuid.UUID) string { return vitals.LastHeight(sizes(t, d, c, of)).String() },
		"resting": func(of uuid.UUID) string {
			return words(resting(t, d, c, of), func(r vitals.Resting) string { return fmt.Sprint(r.Systolic, " ", r.Source) })
		},
		"here": func(of uuid.UUID) string {
			return dbtest.Noon.Sub(vitals.MeasuredHere(resting(t, d, c, of))).Round(time.Hour).String()
		},
		"highest": func(of uuid.UUID) string {
			return words(dbtest.Ask(c.As(t.Context(), "jonah"), t, d, func(b *db.Batch) *db.Rows[vitals.Highest] { return vitals.QueueHighest(b, of) }),
				func(h vitals.Highest) string { return fmt.Sprint(h.Systolic, "/", h.Diastolic) })
		},
	}
	for _, test := range []struct {
		name, fact, want string
		rows             []planted
	}{
		{"in the order they were taken", "pressures", "128, 132", []planted{{at: "-1h", systolic: 132, diastolic: 80}, {at: "-2h", systolic: 128, diastolic: 80}}},
		{"a voided one comes too, and says so", "pressures", "128 voided", []planted{{at: "-1h", systolic: 128, diastolic: 80, voided: true}}},
		{"of the moment itself", "pressures", "128", []planted{{at: "0s", systolic: 128, diastolic: 80}}},
		{"after the moment", "pressures", "", []planted{{at: "1s", systolic: 128, diastolic: 80}}},
		{"a day before, to the second", "pressures", "", []planted{{at: "-24h", systolic: 128, diastolic: 80}}},
		{"a second less than a day before", "pressures", "128", []planted{{at: "-23h59m59s", systolic: 128, diastolic: 80}}},
		{"measured at home", "pressures", "", []planted{{at: "-1h", systolic: 128, diastolic: 80, source: "client"}}},
		{"without a pressure", "pressures", "", []planted{{at: "-1h", weight: "72"}}},
		{"of somebody else", "pressures", "", []planted{{at: "-1h", systolic: 128, diastolic: 80, somebody: true}}},

		{"the latest first, with source and the clinic's date", "weights", "73.5 client Nov 23, 72 here Nov 22",
			[]planted{{at: "-48h", weight: "72"}, {at: "-13h", weight: "73.5", source: "client"}}},
		{"a voided weight", "weights", "72 here Nov 22", []planted{{at: "-48h", weight: "72"}, {at: "-1h", weight: "90", voided: true}}},
		{"a weight after the moment", "weights", "72 here Nov 22", []planted{{at: "-48h", weight: "72"}, {at: "1s", weight: "90"}}},
		{"a height alone is no weight", "weights", "", []planted{{at: "-1h", height: "170"}}},
		{"somebody else's weight", "weights", "", []planted{{at: "-1h", weight: "72", somebody: true}}},
		{"the last height, also with a weight after it", "height", "170", []planted{{at: "-3h", height: "168"}, {at: "-2h", height: "170"}, {at: "-1h", weight: "72"}}},
		{"a voided height", "height", "168", []planted{{at: "-3h", height: "168"}, {at: "-2h", height: "170", voided: true}}},

		{"the latest of each source, the latest of all first", "resting", "131 client, 128 here",
			[]planted{{at: "-5h", systolic: 150, diastolic: 90}, {at: "-4h", systolic: 128, diastolic: 80}, {at: "-3h", systolic: 131, diastolic: 80, source: "client"}}},
		{"under the medicine its rise is expected", "resting", "128 here",
			[]planted{{at: "-4h", systolic: 128, diastolic: 80}, {at: "-2h", systolic: 170, diastolic: 99, session: "under"}}},
		{"in a session before the lozenge it counts", "resting", "150 here",
			[]planted{{at: "-4h", systolic: 128, diastolic: 80}, {at: "-2h", systolic: 150, diastolic: 95, session: "before"}}},
		{"a voided pressure", "resting", "128 here", []planted{{at: "-4h", systolic: 128, diastolic: 80}, {at: "-2h", systolic: 150, diastolic: 95, voided: true}}},
		{"a pressure after the moment", "resting", "128 here", []planted{{at: "-4h", systolic: 128, diastolic: 80}, {at: "1s", systolic: 150, diastolic: 95}}},
		{"a pressure of the moment itself", "resting", "128 here", []planted{{at: "0s", systolic: 128, diastolic: 80}}},
		{"an earlier session says nothing of a later reading", "resting", "130 here",
			[]planted{{at: "-4h", systolic: 168, diastolic: 99, session: "under"}, {at: "-2h", systolic: 130, diastolic: 80}}},
		{"a weight of the moment itself", "weights", "72 here Nov 24", []planted{{at: "0s", weight: "72"}}},
		{"a weight alone is no pressure", "resting", "128 here", []planted{{at: "-4h", systolic: 128, diastolic: 80}, {at: "-2h", weight: "72"}}},
		{"somebody else's pressure", "resting", "", []planted{{at: "-2h", systolic: 150, diastolic: 95, somebody: true}}},
		{"measured here, whatever was measured at home since", "here", "4h0m0s",
			[]planted{{at: "-4h", systolic: 128, diastolic: 80}, {at: "-1h", systolic: 131, diastolic: 80, source: "client"}}},

		{"the highest, not the lowest or the last", "highest", "168/99",
			[]planted{{at: "-3h", systolic: 128, diastolic: 82}, {at: "-2h", systolic: 168, diastolic: 99, session: "under"}}},
		{"outside a session there is none", "highest", "", []planted{{at: "-3h", systolic: 128, diastolic: 82}}},
		{"a voided one is not the highest", "highest", "", []planted{{at: "-2h", systolic: 190, diastolic: 99, session: "under", voided: true}}},
	} {
		t.Run(test.fact+"/"+test.name, func(t *testing.T) {
			of := d.Client(t, c)
			for _, r := range test.rows {
				r.store(t, d, c, of)
			}
			if got := facts[test.fact](of.ID); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
	t.Run("highest/of several in one session", func(t *testing.T) {
		of := d.Client(t, c)
		planted{at: "-3h", systolic: 168, diastolic: 99, session: "under"}.store(t, d, c, of)
		for _, r := range []struct{ systolic, diastolic, pulse any }{{120, 80, 70}, {172, 80, 70}, {172, 91, 70}, {172, 85, 70}, {140, 95, 70}, {nil, nil, 70}} {
			d.Plant(t, `insert into vitals (clinic_id, id, client_id, session_id, taken_at, systolic, diastolic, heart_rate, source)
				select clinic_id, $2, client_id, id, $3, $4, $5, $6, 'here' from dosing_session where client_id = $1`, of.ID, db.NewID(),
				dbtest.Noon.Add(-time.Hour), r.systolic, r.diastolic, r.pulse)
		}
		if got := facts["highest"](of.ID); got != "172/91" {
			t.Errorf("got %q", got)
		}
	})
}

func sizes(t *testing.T, d *dbtest.DB, c dbtest.Clinic, of uuid.UUID) []vitals.Size {
	return dbtest.Ask(c.As(t.Context(), "jonah"), t, d, func(b *db.Batch) *db.Rows[vitals.Size] { return vitals.QueueSizes(b, of, dbtest.Noon) })
}

func resting(t *testing.T, d *dbtest.DB, c dbtest.Clinic, of uuid.UUID) []vitals.Resting {
	return dbtest.Ask(c.As(t.Context(), "jonah"), t, d, func(b *db.Batch) *db.Rows[vitals.Resting] { return vitals.QueueResting(b, of, dbtest.Noon) })
}

func words[T any](list []T, of func(T) string) string {
	var all []string
	for _, l := range list {
		all = append(all, of(l))
	}
	return strings.Join(all, ", ")
}
