package verify_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/consent"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/demo"
	"kap/internal/pathway"
	"kap/internal/protocol"
	"kap/internal/verify"
)

// planted are faults that no constraint refuses once the triggers of their table are
// asleep: each breaks one invariant, and is named by it.
var planted = []struct{ rule, says, table, statement string }{
	{"I1", "a confirmed visit holds no time of its client", "booking",
		`update booking set active = false
		where appointment_id = (select id from appointment where status = 'confirmed' order by starts_at limit 1)`},
	{"I1", "a cancelled visit still holds time", "appointment",
		`update appointment set status = 'cancelled', cancelled_at = now(), cancelled_by = 'clinic'
		where id = (select id from appointment where status = 'confirmed' order by starts_at limit 1)`},
	{"I2", "a planned intake without a cleared readiness check", "gate_check",
		`update gate_check set cleared = false
		where id = (select gate_check_id from intake where kind = 'first' order by at limit 1)`},
	{"I3", "an intake's mg is not its units times strength", "intake",
		`update intake set mg = mg + 0.01
		where id = (select id from intake order by at limit 1)`},
	{"I4", "lozenges brought are not taken, lost and taken home, and no discrepancy is noted", "supply_entry",
		`update supply_entry set units = units + 0.5
		where id = (select id from supply_entry where kind = 'taken home' order by at limit 1)`},
	{"I4", "fewer than no lozenges are on hand", "supply_entry",
		`update supply_entry set units = 0.5
		where id = (
		    select e.id from supply_entry e
		    join dosing_day d on d.client_id = e.client_id
		    where e.kind = 'dispensed' and d.started_at is not null order by e.at limit 1)`},
	{"I5", "more dosing sessions than the decision authorised, and no incident", "eligibility_decision",
		`update eligibility_decision set sessions = 1
		where id = (
		    select e.id from eligibility_decision e
		    join dosing_day d on d.course_id = e.course_id and d.number = 2 and d.started_at > e.signed_at
		    order by e.signed_at limit 1)`},
	{"I6", "nobody was in the room for a while, and nobody said why", "presence",
		`update presence set went_at = went_at - interval '1 minute'
		where id = (select id from presence where went_at is not null order by came_at limit 1)`},
	{"I7", "a reading and its replacement are both live", "vitals",
		`update vitals set replaces = (
		    select id from vitals o where o.session_id = vitals.session_id and o.slot = 'baseline' limit 1)
		where id = (select id from vitals where slot = 'leaving' order by taken_at limit 1)`},
	{"I8", "a signed row has no signature", "signature",
		`delete from signature
		where id = (select id from signature where subject_kind = 'dosing_session' limit 1)`},
	{"I8", "a signature of another client's record", "signature",
		`update signature set client_id = (select id from client c where c.id <> signature.client_id limit 1)
		where id = (select id from signature where subject_kind = 'eligibility_decision' limit 1)`},
	{"I9", "somebody without a clinical role is on a care team", "staff",
		`update staff set roles = '{admin}' where name = 'Jonah Weiss'`},
	{"I10", "two dosings without an integration, an override or an incident between", "dosing_day",
		`update dosing_day set integrated_at = null
		where id = (
		    select a.id from dosing_day a
		    join dosing_day b on b.course_id = a.course_id and b.number = 2 and b.started_at is not null
		    where a.number = 1 limit 1)`},
	{"I11", "touch was allowed more widely after the lozenge", "consent",
		`update consent set scope = '{hand,arm}', answer = 'yes', signed_at = (
		    select min(s.started_at) + interval '1 minute' from dosing_session s where s.client_id = consent.client_id)
		where id = (
		    select c.id from consent c
		    join dosing_session s on s.client_id = c.client_id and s.left_at is not null
		    where c.kind = 'touch' limit 1)`},
	{"I13", "a signer had no right to sign", "signature",
		`update signature set roles = '{nurse}'
		where id = (select id from signature where subject_kind = 'prescription' limit 1)`},
	{"S1", "a dosed session without an intake", "intake",
		`update intake set entered_in_error_at = now()
		where session_id = (select id from dosing_session where status = 'signed' order by started_at limit 1)`},
	{"S1", "an intake in a session that never began", "dosing_session",
		`update dosing_session set status = 'cleared', started_at = null where status = 'dosed'`},
	{"S2", "a session that was left has no leaving", "departure",
		`update departure set entered_in_error_at = now()
		where id = (select id from departure order by at limit 1)`},
	{"S3", "a dosing day and its session began at different times", "dosing_day",
		`update dosing_day set started_at = started_at + interval '1 second'
		where id = (select dosing_day_id from dosing_session where status = 'signed' order by started_at limit 1)`},
}

func TestEachPlantedFaultIsNamedByItsRule(t *testing.T) {
	for _, fault := range planted {
		t.Run(fault.rule+" "+fault.says, func(t *testing.T) {
			t.Parallel()
			d := dbtest.NewFrom(t, "demo", fill)
			plant(t, d, fault.table, fault.statement)
			for _, f := range everything(t, d) {
				if f.Rule == fault.rule && f.Says == fault.says {
					return
				}
			}
			t.Error("not found")
		})
	}
}

func TestTheDemoHasNoFindings(t *testing.T) {
	t.Parallel()
	for _, f := range everything(t, dbtest.NewFrom(t, "demo", fill)) {
		t.Error(f)
	}
}

// plant changes one row while the triggers of its table are asleep.
func plant(t *testing.T, d *dbtest.DB, table, statement string) {
	t.Helper()
	for _, one := range []string{`alter table ` + table + ` disable trigger user`, statement} {
		done, err := d.Owner.Exec(t.Context(), one)
		if err != nil {
			t.Fatal(err)
		}
		if one == statement && done.RowsAffected() == 0 {
			t.Fatal("nothing to plant it in")
		}
	}
}

func everything(t *testing.T, d *dbtest.DB) []verify.Finding {
	t.Helper()
	owner, err := db.OpenOwner(t.Context(), d.OwnerDSN, d.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close()
	findings, err := verify.Everything(t.Context(), owner)
	if err != nil {
		t.Fatal(err)
	}
	return findings
}

// fill is the demo clinic as of the tests' noon.
func fill(ctx context.Context, appDSN, ownerDSN string) error {
	owner, err := db.OpenOwner(ctx, ownerDSN, func() time.Time { return dbtest.Noon.AddDate(-1, 0, 0) })
	if err != nil {
		return err
	}
	defer owner.Close()
	clinic, err := demo.Found(ctx, owner, func(ctx context.Context, tx *db.Tx, clinic uuid.UUID) error {
		if err := protocol.InsertFirst(ctx, tx, clinic); err != nil {
			return err
		}
		return consent.InsertFirst(ctx, tx, clinic)
	})
	if err != nil {
		return err
	}
	app, err := db.Open(ctx, appDSN)
	if err != nil {
		return err
	}
	defer app.Close()
	app.AfterWrite = pathway.Refresh
	h := demo.NewHouse(app, clinic)
	h.At(dbtest.Noon.AddDate(-1, 0, 0))
	if err := h.Approve(ctx); err != nil {
		return err
	}
	app.Clock = func() time.Time { return dbtest.Noon }
	return h.Fill(ctx)
}
