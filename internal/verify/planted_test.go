package verify_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"kap/internal/app"
	"kap/internal/db"
	"kap/internal/dbtest"
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
	{"I8", "a signature under a row that is not signed", "consent_text",
		`update consent_text set approved_at = null, approved_by = null where kind = 'touch'`},
	{"I8", "what was signed is not there", "preparation_session",
		`update preparation_session set client_id = client_id, id = gen_random_uuid()
		where id = (select subject from signature where subject_kind = 'preparation_session' limit 1)`},
	{"I8", rowsChanged, "dosing_session", `update dosing_session set words = words || '.' where signed_at is not null`},
	{"I8", rowsChanged, "vitals", `update vitals set heart_rate = heart_rate + 1
		where id = (select v.id from vitals v join dosing_session s on s.id = v.session_id where s.signed_at is not null limit 1)`},
	{"I8", rowsChanged, "dosing_event", `delete from dosing_event
		where id = (select v.id from dosing_event v join dosing_session s on s.id = v.session_id where s.signed_at is not null limit 1)`},
	{"I8", rowsChanged, "intake_line", `update intake_line set lot = lot || 'x'
		where id = (select l.id from intake_line l join intake i on i.id = l.intake_id join dosing_session s on s.id = i.session_id
		    where s.signed_at is not null limit 1)`},
	{"I8", rowsChanged, "consultation", `update consultation set answers = jsonb_set(answers, '{why_now}', '"x"') where signed_at is not null`},
	{"I8", rowsChanged, "eligibility_decision", `update eligibility_decision set rationale = rationale || '.' where signed_at is not null`},
	{"I8", rowsChanged, "prescription", `update prescription set units_dispensed = units_dispensed + 1 where signed_at is not null`},
	{"I8", rowsChanged, "preparation_session", `update preparation_session set intention = 'x' where signed_at is not null`},
	{"I8", rowsChanged, "integration_session", `update integration_session set surfaced = 'x' where signed_at is not null`},
	{"I8", rowsChanged, "goal_rating", `update goal_rating set rating = 10 - rating
		where rating <> 5 and fact in (select id from integration_session where signed_at is not null)`},
	{"I8", rowsChanged, "consent", `update consent set signed_name = 'x' where kind = 'treatment'`},
	{"I8", rowsChanged, "consent_text", `update consent_text set text = text || '.', sha256 = sha256(convert_to(text || '.', 'UTF8')) where kind = 'recording'`},
	{"I8", rowsChanged, "protocol", `update protocol set effective_from = effective_from - 1`},
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
	{"N1", "a name is found and sorted by another key than its own; kap migrate mends it", "client",
		`update client set legal_name = 'Łucja Reyes'
		where id = (select id from client order by legal_key limit 1)`},
	{"S3", "a dosing day and its session began at different times", "dosing_day",
		`update dosing_day set started_at = started_at + interval '1 second'
		where id = (select dosing_day_id from dosing_session where status = 'signed' order by started_at limit 1)`},
}

const rowsChanged = "the rows no longer say what was signed"

// TestEachPlantedFaultIsNamedByItsRule plants one after the other in the same clinic, and
// takes each back.
func TestEachPlantedFaultIsNamedByItsRule(t *testing.T) {
	t.Parallel()
	d := dbtest.NewFrom(t, "demo", fill)
	for _, fault := range planted {
		t.Run(fault.rule+" "+fault.table+" "+fault.says, func(t *testing.T) {
			err := db.AtOnce(t.Context(), d.OwnerDSN, func(o *db.Once) error {
				owner := o.Owner(d.Now)
				plant(t, owner, fault.table, fault.statement)
				for _, f := range found(t, owner) {
					if f.Rule == fault.rule && f.Says == fault.says {
						return errTakenBack
					}
				}
				return errors.New("not found")
			})
			if !errors.Is(err, errTakenBack) {
				t.Error(err)
			}
		})
	}
}

var errTakenBack = errors.New("taken back")

func TestTheDemoHasNoFindings(t *testing.T) {
	t.Parallel()
	for _, f := range everything(t, dbtest.NewFrom(t, "demo", fill)) {
		t.Error(f)
	}
}

// TestWhatHappensAfterSigningIsNoFinding: a row below a signed session is taken out of the
// record later, or was before; somebody is called something else by now.
func TestWhatHappensAfterSigningIsNoFinding(t *testing.T) {
	t.Parallel()
	owner := asOwner(t, dbtest.NewFrom(t, "demo", fill))
	plant(t, owner, "dosing_event", `update dosing_event set entered_in_error_at = now()
		where id = (select e.id from dosing_event e join dosing_session s on s.id = e.session_id where s.signed_at is not null limit 1)`)
	plant(t, owner, "dosing_event", `insert into dosing_event (clinic_id, id, client_id, session_id, kind, entered_in_error_at)
		select clinic_id, gen_random_uuid(), client_id, id, 'tears', signed_at - interval '1 minute' from dosing_session where signed_at is not null`)
	plant(t, owner, "staff", `update staff set name = name || ' Lind-Moss', name_key = name_key || ' lind moss', credentials = 'PhD'`)
	for _, f := range found(t, owner) {
		t.Error(f)
	}
}

// plant changes one row while the triggers of its table are asleep.
func plant(t *testing.T, owner *db.Owner, table, statement string) {
	t.Helper()
	err := owner.Write(t.Context(), func(tx *db.Tx) error {
		if _, err := db.Exec(t.Context(), tx, `alter table `+table+` disable trigger user`); err != nil {
			return err
		}
		changed, err := db.Exec(t.Context(), tx, statement)
		if err == nil && changed == 0 {
			err = errors.New("nothing to plant it in")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func everything(t *testing.T, d *dbtest.DB) []verify.Finding {
	t.Helper()
	return found(t, asOwner(t, d))
}

func asOwner(t *testing.T, d *dbtest.DB) *db.Owner {
	t.Helper()
	owner, err := db.OpenOwner(t.Context(), d.OwnerDSN, d.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(owner.Close)
	return owner
}

func found(t *testing.T, owner *db.Owner) []verify.Finding {
	t.Helper()
	findings, err := verify.Everything(t.Context(), owner)
	if err != nil {
		t.Fatal(err)
	}
	return findings
}

// fill is the demo clinic as of the tests' noon.
func fill(ctx context.Context, _, ownerDSN string) error {
	return app.FillDemo(ctx, ownerDSN, func() time.Time { return dbtest.Noon }, nil)
}
