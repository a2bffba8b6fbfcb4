package client_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/dbtest"
)

// TestThePlacesOfAVisit: a visit with Priya on Dec 4, one row or argument changed, and the
// places that it gives and that are left when it is over or cancelled.
func TestThePlacesOfAVisit(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	at := dbtest.Noon.AddDate(0, 0, 10)
	for _, k := range []struct {
		name, change string // of the row of with, else of who is on duty
		with         string // whose visit it is; empty: nobody's
		role         auth.Role
		onDuty       []string
		joined       bool
		want         string // who joins as what
		leave        bool   // the visit is cancelled
		duty         bool   // and with it the places of those on duty
		as           string // by whom
		when         time.Time
		left         string // whose places last
	}{
		{name: "her own role", with: "priya", role: auth.Therapist, joined: true, want: "priya therapist booked"},
		{name: "a role she does not work in", with: "priya", role: auth.Prescriber, joined: true, want: "priya therapist booked"},
		{name: "the role of the visit before others", with: "priya", role: auth.Therapist, change: `roles = '{nurse,prescriber,therapist}'`, joined: true, want: "priya therapist booked"},
		{name: "of others the first", with: "priya", role: auth.Therapist, change: `roles = '{nurse,prescriber,admin}'`, joined: true, want: "priya nurse booked"},
		{name: "who sees no clients", with: "ruth", role: auth.Therapist},
		{name: "who works here no more", with: "priya", role: auth.Therapist, change: `disabled_at = '2026-11-01'`},
		{name: "nobody", role: auth.Therapist},
		{name: "nurse and assistant on duty", with: "priya", role: auth.Therapist, onDuty: []string{"tomas", "ada"}, joined: true,
			want: "ada medical_assistant on duty, priya therapist booked, tomas nurse on duty"},
		{name: "others on duty", with: "priya", role: auth.Therapist, onDuty: []string{"miriam", "ruth", "grace"}, joined: true, want: "priya therapist booked"},
		{name: "both at once", with: "tomas", role: auth.Nurse, change: `roles = '{medical_assistant,nurse}'`, onDuty: []string{"ada", "tomas"}, joined: true,
			want: "ada medical_assistant on duty, tomas nurse booked"},
		{name: "the nurse of the visit is not there twice", with: "tomas", role: auth.Nurse, onDuty: []string{"tomas"}, joined: true, want: "tomas nurse booked"},
		{name: "nobody's visit", onDuty: []string{"tomas"}, want: "tomas nurse on duty"},
		{name: "on duty as two", change: `roles = '{medical_assistant,nurse}'`, onDuty: []string{"tomas"}, want: "tomas nurse on duty"},
		{name: "on duty, but gone", change: `disabled_at = '2026-11-01'`, onDuty: []string{"tomas"}},
		{name: "a cancelled talk", with: "priya", role: auth.Therapist, onDuty: []string{"tomas"}, joined: true, want: "priya therapist booked, tomas nurse on duty",
			leave: true, as: "grace", left: "tomas"},
		{name: "a cancelled dosing", with: "priya", role: auth.Therapist, onDuty: []string{"tomas"}, joined: true, want: "priya therapist booked, tomas nurse on duty",
			leave: true, duty: true, as: "grace"},
		{name: "by the prescriber", with: "priya", role: auth.Therapist, joined: true, want: "priya therapist booked", leave: true, as: "miriam"},
		{name: "by its person, who would lose the client", with: "priya", role: auth.Therapist, joined: true, want: "priya therapist booked",
			leave: true, as: "priya", when: at, left: "priya"},
		{name: "by the desk on the day", with: "priya", role: auth.Therapist, joined: true, want: "priya therapist booked", leave: true, as: "grace", when: at},
	} {
		t.Run(k.name, func(t *testing.T) {
			d.Set(dbtest.Noon)
			of, other := d.Client(t, c), d.Client(t, c)
			d.Plant(t, `update staff set disabled_at = null, roles = case name when 'Priya Nair' then '{therapist}' when 'Tomás Lind' then '{nurse}' else roles end where clinic_id = $1`, c.ID)
			v := client.Visited{Client: of.ID, At: at}
			if k.with != "" {
				v.Staff = c.Staff[k.with].Staff
			}
			if k.change != "" {
				d.Plant(t, `update staff set `+k.change+` where id = $1`, c.Staff[cmp.Or(append([]string{k.with}, k.onDuty...)...)].Staff)
			}
			change := func(who string, fn func(tx *db.Tx) error) {
				t.Helper()
				err := d.Write(c.As(t.Context(), who), []uuid.UUID{of.ID}, func(tx *db.Tx) (audit.Event, error) {
					return audit.Did("care_team.joined", of.ID, "client", of.ID), fn(tx)
				})
				if err != nil {
					t.Fatal(err)
				}
			}
			var onDuty []uuid.UUID
			for _, who := range k.onDuty {
				onDuty = append(onDuty, c.Staff[who].Staff)
			}
			change("grace", func(tx *db.Tx) error {
				if k.role != "" {
					joined, err := client.JoinVisit(t.Context(), tx, v, k.role)
					if joined != k.joined || err != nil {
						t.Errorf("joined %v, %v", joined, err)
					}
				}
				for range 2 { // again does nothing new
					if err := client.JoinDuty(t.Context(), tx, v, onDuty); err != nil {
						return err
					}
				}
				_, err := client.JoinVisit(t.Context(), tx, client.Visited{Client: other.ID, Staff: v.Staff, At: at}, auth.Therapist)
				return err
			})
			if got := places(t, d, c, of.ID, `true`); got != k.want {
				t.Errorf("joins: got %q want %q", got, k.want)
			}
			if n := count(t, d, `select count(*) from care_team where client_id = $1 and reason <> 'named'
				and (since <> '2026-12-03 07:00Z' or until <> '2026-12-12 07:00Z')`, of.ID); n != 0 {
				t.Errorf("%d last another time than from the day before until 7 days after", n)
			}
			if !k.leave {
				return
			}
			if !k.when.IsZero() {
				d.Set(k.when)
			}
			change(k.as, func(tx *db.Tx) error { return client.LeaveVisit(t.Context(), tx, v, k.duty) })
			if got := strings.Fields(places(t, d, c, of.ID, `until > greatest(since, $2)`)); strings.Join(got[:min(1, len(got))], "") != k.left {
				t.Errorf("left: got %v want %q", got, k.left)
			}
			if v.Staff == c.Staff["priya"].Staff && count(t, d, `select count(*) from care_team where client_id = $1 and reason = 'booked' and until = '2026-12-12 07:00Z'`, other.ID) != 1 {
				t.Error("another client's visit lost its place")
			}
		})
	}
}

func count(t *testing.T, d *dbtest.DB, statement string, of uuid.UUID) (n int) {
	t.Helper()
	if err := d.Owner.QueryRow(t.Context(), statement, of).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// places are those that a visit gave, by name: "priya therapist booked".
func places(t *testing.T, d *dbtest.DB, c dbtest.Clinic, of uuid.UUID, condition string) string {
	t.Helper()
	var all []string
	rows, err := d.Owner.Query(t.Context(), `select staff_id, role || ' ' || reason from care_team
		where client_id = $1 and $2::timestamptz is not null and reason <> 'named' and `+condition, of, d.Now())
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var staff uuid.UUID
		var words string
		if err := rows.Scan(&staff, &words); err != nil {
			t.Fatal(err)
		}
		for name, actor := range c.Staff {
			if actor.Staff == staff {
				all = append(all, name+" "+words)
			}
		}
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}
