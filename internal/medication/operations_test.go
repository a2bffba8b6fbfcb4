package medication_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/eligibility"
	"kap/internal/medication"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/sign"
)

// house is a clinic with one client on an open course, found eligible.
type house struct {
	*dbtest.DB
	dbtest.Clinic
	medication.Service
	client, course, decision uuid.UUID
}

func open(t *testing.T) house {
	t.Parallel()
	d := dbtest.New(t)
	h := house{d, d.Clinic(t), medication.Service{DB: d.DB}, db.NewID(), db.NewID(), db.NewID()}
	miriam, now := h.Staff["miriam"].Staff, d.Now()
	h.own(t, `insert into protocol (clinic_id, id, version, body, effective_from, approved_by, approved_at)
		values ($1, $2, 1, $3, '2026-11-01', $4, $5)`, h.Clinic.ID, db.NewID(), protocol.Default(), miriam, now)
	h.own(t, `insert into client (clinic_id, id, created_at, legal_name, born) values ($1, $2, $3, 'Ben Okafor', '1986-05-04')`, h.Clinic.ID, h.client, now)
	h.own(t, `insert into course (clinic_id, id, created_at, client_id, opened_at) values ($1, $2, $3, $4, $3)`, h.Clinic.ID, h.course, now, h.client)
	for name, role := range map[string]string{"miriam": "prescriber", "jonah": "therapist", "tomas": "nurse"} {
		h.own(t, `insert into care_team (clinic_id, id, created_at, client_id, staff_id, role, since, reason)
			values ($1, $2, $3, $4, $5, $6, $3, 'named')`, h.Clinic.ID, db.NewID(), now, h.client, h.Staff[name].Staff, role)
	}
	h.own(t, `insert into eligibility_decision (clinic_id, id, created_at, client_id, recorded_by, course_id, decision, indication,
		protocol_version, reasons, valid_from, valid_until, sessions, signed_at, signed_by)
		values ($1, $2, $3, $4, $5, $6, 'eligible', 'F33.2', 1, '{}', '2026-11-24', '2027-02-20', 2, $3, $5)`,
		h.Clinic.ID, h.decision, now, h.client, miriam, h.course)
	h.own(t, `insert into vitals (clinic_id, id, created_at, client_id, taken_at, weight) values ($1, $2, $3, $4, $3, 72)`,
		h.Clinic.ID, db.NewID(), now, h.client)
	return h
}

func (h house) as(name string) context.Context { return h.As(context.Background(), name) }

func (h house) own(t *testing.T, statement string, args ...any) {
	t.Helper()
	if _, err := h.Owner.Exec(context.Background(), statement, args...); err != nil {
		t.Fatal(err)
	}
}

func typed() medication.PrescriptionEntry {
	return medication.PrescriptionEntry{
		Order: medication.Order{
			Form: "lozenge", Strength: medication.Milligrams(100), UnitsDispensed: medication.Whole(6),
			StartUnits: medication.Whole(1), BoosterUnits: 1, MaxUnits: 3, MinutesInMouth: 12, AfterMouth: "spit",
			Holds:         []medication.OwnHold{{}, {Medicine: "lorazepam", Class: "benzodiazepine", Sentence: "Take it as usual.", Before: 0}},
			PDMPCheckedAt: dbtest.Noon.Add(-time.Hour),
		},
		Visit: eligibility.Visit{Mode: eligibility.Here},
	}
}

func (h house) drafted(t *testing.T, in medication.PrescriptionEntry) (id uuid.UUID, hash string) {
	t.Helper()
	id = db.NewID()
	if err := h.DraftOrder(h.as("miriam"), h.client, id, in); err != nil {
		t.Fatal(err)
	}
	r, err := h.Prescription(h.as("miriam"), h.client, id)
	if err != nil {
		t.Fatal(err)
	}
	if hash, err = sign.Shown(r.Order.Document(h.client)); err != nil {
		t.Fatal(err)
	}
	return id, hash
}

func (h house) signed(t *testing.T, in medication.PrescriptionEntry) uuid.UUID {
	t.Helper()
	id, hash := h.drafted(t, in)
	if err := h.SignOrder(h.as("miriam"), h.client, id, hash); err != nil {
		t.Fatal(err)
	}
	return id
}

func (h house) active(t *testing.T) (ids []uuid.UUID) {
	t.Helper()
	err := h.DB.Read(h.as("jonah"), func(v *db.View) error {
		b := db.NewBatch(v)
		rows := medication.QueuePrescription(b, h.client)
		err := b.Send(h.as("jonah"))
		for _, o := range rows.All() {
			ids = append(ids, o.ID)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

func fieldsOf(err error) []string {
	p, _ := problem.As(err)
	if p == nil {
		return nil
	}
	var names []string
	for _, f := range p.Fields {
		names = append(names, f.Name)
	}
	return names
}

func TestAnOrderIsReadBackExactlyAndSignedAsShown(t *testing.T) {
	h := open(t)
	id, hash := h.drafted(t, typed())
	r, err := h.Prescription(h.as("jonah"), h.client, id)
	if err != nil {
		t.Fatal(err)
	}
	o := r.Order
	if o.StartUnits != 2 || o.Max().String() != "150" || len(o.Holds) != 1 || o.Holds[0].Author == "" || o.ExpiresOn.Format(time.DateOnly) != "2027-05-24" {
		t.Errorf("got %+v", o)
	}
	if err := h.SignOrder(h.as("miriam"), h.client, id, "another"); !problem.Is(err, problem.Conflict) {
		t.Errorf("another text: got %v", err)
	}
	if got := h.active(t); got != nil {
		t.Errorf("a draft is active: %v", got)
	}
	if err := h.SignOrder(h.as("miriam"), h.client, id, hash); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]uuid.UUID{id}, h.active(t)); diff != "" {
		t.Error(diff)
	}
	if err := h.ChangeOrder(h.as("miriam"), h.client, id, typed()); !problem.Is(err, problem.Conflict) {
		t.Errorf("changed after signing: got %v", err)
	}
	err = h.DB.Write(h.as("miriam"), nil, func(tx *db.Tx) (ev audit.Event, err error) {
		_, err = db.Exec(h.as("miriam"), tx, `update prescription set max_units = 9 where id = $1`, id)
		return ev, err
	})
	if !db.Signed(err) {
		t.Errorf("as the app: got %v", err)
	}
}

// TestAFormBeginsWithTheOrderItSupersedes: with no other one's amounts, with days of its own,
// and with no draft.
func TestAFormBeginsWithTheOrderItSupersedes(t *testing.T) {
	h := open(t)
	with := func(most int) medication.PrescriptionEntry {
		in := typed()
		in.MaxUnits = medication.Whole(most)
		return in
	}
	one, two := h.signed(t, with(3)), h.signed(t, with(4))
	draft, _ := h.drafted(t, with(5))
	bench, err := h.Bench(h.as("miriam"), h.client)
	if err != nil {
		t.Fatal(err)
	}
	for id, most := range map[uuid.UUID]int{one: 3, two: 4} {
		got := bench.Entry(nil, id)
		if got.Supersedes != id || got.MaxUnits != medication.Whole(most) || !got.PDMPCheckedAt.IsZero() {
			t.Errorf("got %+v, want the order with %d", got, most)
		}
		if p, err := h.Prescription(h.as("miriam"), h.client, id); err != nil || p.Order.ID != id || p.Order.MaxUnits != medication.Whole(most) {
			t.Errorf("read: got %+v, %v, want the order with %d", p.Order, err, most)
		}
	}
	for name, id := range map[string]uuid.UUID{"a draft": draft, "none": uuid.Nil} {
		if got := bench.Entry(nil, id); got.Supersedes != uuid.Nil || got.MaxUnits == medication.Whole(5) {
			t.Errorf("%s: got %+v", name, got)
		}
	}
}

func TestAnOrderSupersedesAnother(t *testing.T) {
	h := open(t)
	first := h.signed(t, typed())
	in := typed()
	in.Supersedes, in.MaxUnits = first, medication.Whole(2)
	second := h.signed(t, in)
	if diff := cmp.Diff([]uuid.UUID{second}, h.active(t)); diff != "" {
		t.Error(diff)
	}
	if err := h.EndOrder(h.as("miriam"), h.client, first, medication.EndingEntry{Reason: "again"}); !problem.Is(err, problem.Conflict) {
		t.Errorf("ended twice: got %v", err)
	}
	if err := h.EndOrder(h.as("miriam"), h.client, second, medication.EndingEntry{Reason: "Stopped"}); err != nil {
		t.Error(err)
	}
	if got := h.active(t); got != nil {
		t.Errorf("an ended order is active: %v", got)
	}
}

// held is a hold of lorazepam, hours.
func held(before, after int) func(*medication.PrescriptionEntry) {
	return func(p *medication.PrescriptionEntry) {
		p.Holds = []medication.OwnHold{{Medicine: "lorazepam", Class: "benzodiazepine", Sentence: "Not on the evening before.", Before: before, After: after}}
	}
}

func TestWhatAnOrderIsRefusedFor(t *testing.T) {
	h := open(t)
	for _, c := range []struct {
		name   string
		change func(*medication.PrescriptionEntry)
		want   []string
	}{
		{"most below start and booster", func(p *medication.PrescriptionEntry) { p.MaxUnits = 2 }, []string{"max_units"}},
		{"six refills", func(p *medication.PrescriptionEntry) { p.Refills = 6 }, []string{"refills"}},
		{"program not checked", func(p *medication.PrescriptionEntry) { p.PDMPCheckedAt = time.Time{} }, []string{"pdmp_checked_at"}},
		{"hold without a sentence", func(p *medication.PrescriptionEntry) { p.Holds = []medication.OwnHold{{Medicine: "lorazepam"}} }, []string{"holds[0].sentence"}},
		{"held for two weeks", held(24*14, 24*14), nil},
		{"not held at all", held(0, 0), nil},
		{"held longer before", held(24*14+1, 0), []string{"holds[0].before"}},
		{"held longer after", held(0, 24*14+1), []string{"holds[0].before"}},
		{"held for less than nothing before", held(-1, 0), []string{"holds[0].before"}},
		{"held for less than nothing after", held(0, -1), []string{"holds[0].before"}},
	} {
		in := typed()
		c.change(&in)
		if diff := cmp.Diff(c.want, fieldsOf(h.DraftOrder(h.as("miriam"), h.client, db.NewID(), in))); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	if _, err := h.Prescription(h.as("priya"), h.client, h.signed(t, typed())); !problem.Is(err, problem.NotFound) {
		t.Errorf("another therapist: got %v", err)
	}
}

func TestNoOrderWithoutEligibility(t *testing.T) {
	h := open(t)
	id, hash := h.drafted(t, typed())
	h.Set(time.Date(2027, 2, 21, 19, 0, 0, 0, time.UTC)) // the day after the decision ran out
	if err := h.SignOrder(h.as("miriam"), h.client, id, hash); !problem.Is(err, problem.Conflict) {
		t.Errorf("signed: got %v", err)
	}
	if err := h.DraftOrder(h.as("miriam"), h.client, db.NewID(), typed()); !problem.Is(err, problem.Conflict) {
		t.Errorf("drafted: got %v", err)
	}
}

func (h house) record(t *testing.T, in medication.MovementEntry) error {
	t.Helper()
	if in.Strength == 0 {
		in.Strength = medication.Milligrams(100)
	}
	return h.RecordSupply(h.as("tomas"), h.client, db.NewID(), in)
}

func (h house) hand(t *testing.T) string {
	t.Helper()
	s, err := h.Supply(h.as("jonah"), h.client)
	if err != nil {
		t.Fatal(err)
	}
	return s.OnHand[medication.Milligrams(100)].String()
}

func TestLostLozengesAreAQuestionForThePrescriber(t *testing.T) {
	h := open(t)
	for _, c := range []struct {
		in   medication.MovementEntry
		open int
	}{
		{medication.MovementEntry{Kind: medication.Dispensed, Units: medication.Whole(6)}, 0},
		{medication.MovementEntry{Kind: medication.Count, Units: medication.Whole(6)}, 0},
		{medication.MovementEntry{Kind: medication.Lost, Units: medication.Whole(2), Reason: "stolen with the bag"}, 1},
	} {
		if err := h.record(t, c.in); err != nil {
			t.Fatal(err)
		}
		var n int
		err := h.Owner.QueryRow(context.Background(), `select count(*) from review
			where kind = 'lozenges' and answered_at is null and (reason = 'stolen with the bag')`).Scan(&n)
		if err != nil || n != c.open {
			t.Errorf("%s: %d reviews, %v", c.in.Kind, n, err)
		}
	}
}

func TestTheLedgerCounts(t *testing.T) {
	h := open(t)
	second := h.Staff["grace"].Staff
	for _, c := range []struct {
		name string
		in   medication.MovementEntry
		want []string // fields refused
		hand string
	}{
		{"dispensed", medication.MovementEntry{Kind: medication.Dispensed, Units: medication.Whole(6), Lot: "A1"}, nil, "6"},
		{"counted right", medication.MovementEntry{Kind: medication.Count, Units: medication.Whole(6)}, nil, "6"},
		{"counted wrong", medication.MovementEntry{Kind: medication.Count, Units: medication.Whole(5)}, []string{"reason", "second_person"}, "6"},
		{"counted wrong, with reason", medication.MovementEntry{Kind: medication.Count, Units: medication.Whole(5), Reason: "one broke", SecondPerson: second}, nil, "6"},
		{"lost half a lozenge", medication.MovementEntry{Kind: medication.Lost, Units: 1, Reason: "broke"}, nil, "5.5"},
		{"lost more than there is", medication.MovementEntry{Kind: medication.Lost, Units: medication.Whole(6), Reason: "stolen"}, []string{"units"}, "5.5"},
		{"correction alone", medication.MovementEntry{Kind: medication.Correction, Corrects: medication.Dispensed, Units: 1, Less: true, Reason: "counted again"}, []string{"second_person"}, "5.5"},
		{"correction", medication.MovementEntry{Kind: medication.Correction, Corrects: medication.Dispensed, Units: 1, Less: true, Reason: "counted again", SecondPerson: second}, nil, "5"},
		{"taken by hand", medication.MovementEntry{Kind: medication.TakenLozenge, Units: 2}, []string{"kind"}, "5"},
	} {
		if diff := cmp.Diff(c.want, fieldsOf(h.record(t, c.in))); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		if got := h.hand(t); got != c.hand {
			t.Errorf("%s: %s on hand, want %s", c.name, got, c.hand)
		}
	}
	if err := h.RecordSupply(h.as("priya"), h.client, db.NewID(), medication.MovementEntry{Kind: medication.Dispensed, Strength: 1000, Units: 2}); err == nil {
		t.Error("another therapist wrote into the ledger")
	}
}

func TestASessionIsCounted(t *testing.T) {
	h := open(t)
	session := db.NewID()
	h.own(t, `insert into dosing_session (clinic_id, id, created_at, client_id, course_id, arrived_at) values ($1, $2, $3, $4, $5, $3)`,
		h.Clinic.ID, session, h.Now(), h.client, h.course)
	hundred := func(u medication.Units) []medication.Portion {
		return []medication.Portion{{Line: medication.Line{Units: u, Strength: medication.Milligrams(100)}, Lot: "A1"}}
	}
	var ledger []medication.LedgerLine
	err := h.DB.Write(h.as("jonah"), []uuid.UUID{h.client}, func(tx *db.Tx) (ev audit.Event, err error) {
		ctx := h.as("jonah")
		for _, err := range []error{
			medication.RecordBrought(ctx, tx, h.client, session, tx.Now, hundred(8)),
			medication.RecordTaken(ctx, tx, h.client, session, uuid.Nil, tx.Now, hundred(3)),
			medication.RecordLost(ctx, tx, h.client, session, tx.Now, hundred(1), "dropped", uuid.Nil),
			medication.RecordTakenHome(ctx, tx, h.client, session, tx.Now, hundred(3), "", uuid.Nil),
		} {
			if err != nil {
				return ev, err
			}
		}
		b := db.NewBatch(tx)
		rows := medication.QueueSupply(b, h.client)
		err = b.Send(ctx)
		ledger = rows.All()
		return audit.Did("supply.recorded", h.client, "dosing_session", session), err
	})
	if err != nil {
		t.Fatal(err)
	}
	counts := map[medication.MovementKind]medication.Units{}
	for _, line := range ledger {
		counts[line.Kind] += line.Units
	}
	want := map[medication.MovementKind]medication.Units{medication.Brought: 8, medication.TakenLozenge: 3, medication.Lost: 1, medication.TakenHome: 3}
	if diff := cmp.Diff(want, counts); diff != "" {
		t.Error(diff)
	}
}

// TestOrdersOfTwoStrengthsStandBesideEachOther: what they start a session with adds up, and
// has to fit the most in one session.
func TestOrdersOfTwoStrengthsStandBesideEachOther(t *testing.T) {
	h := open(t)
	first := typed() // starts with 100 mg, 150 mg at most
	of := h.signed(t, first)
	for _, c := range []struct {
		name        string
		start, most medication.Units // of 50 mg
		supersedes  uuid.UUID
		want        []string
	}{
		{"150 mg of 150", 2, 2, uuid.Nil, nil},
		{"200 mg of 150", 4, 6, uuid.Nil, []string{"max_units"}},
		{"200 mg of 200", 4, 8, uuid.Nil, nil},
		{"instead of the other", 4, 4, of, nil},
	} {
		in := typed()
		in.Strength, in.StartUnits, in.BoosterUnits, in.MaxUnits, in.Supersedes = medication.Milligrams(50), c.start, 0, c.most, c.supersedes
		err := h.DraftOrder(h.as("miriam"), h.client, db.NewID(), in)
		if diff := cmp.Diff(c.want, fields(err)); diff != "" {
			t.Errorf("%s: %v", c.name, diff)
		}
	}
	in := typed()
	in.Strength, in.StartUnits, in.BoosterUnits, in.MaxUnits = medication.Milligrams(50), 2, 0, 2
	in.BoosterFrom, in.BoosterUntil = 30, 75
	fitting := h.signed(t, in)
	r, err := h.Prescription(h.as("miriam"), h.client, fitting)
	if err != nil || r.Order.BoosterFrom != 30 || r.Order.BoosterUntil != 75 {
		t.Errorf("its booster window is %d to %d, %v", r.Order.BoosterFrom, r.Order.BoosterUntil, err)
	}
}

// TestAnOrderKeepsWhatItRestsOn: an order that does not say how the visit was held is refused,
// whatever the day; the authority of a remote one is stored, signed and comes back into the form.
func TestAnOrderKeepsWhatItRestsOn(t *testing.T) {
	h := open(t)
	in := typed()
	in.Visit = eligibility.Visit{}
	if err := h.DraftOrder(h.as("miriam"), h.client, db.NewID(), in); !problem.Is(err, problem.Invalid) {
		t.Errorf("without a visit mode: got %v", err)
	}
	in.Visit = eligibility.Visit{Mode: eligibility.Video, LastInPerson: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC), Authority: "Special registration 12"}
	id, hash := h.drafted(t, in)
	if err := h.SignOrder(h.as("miriam"), h.client, id, hash); err != nil {
		t.Fatal(err)
	}
	r, err := h.Prescription(h.as("miriam"), h.client, id)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Order.Visit; got.Mode != in.Visit.Mode || got.Authority != in.Visit.Authority || !got.LastInPerson.Equal(in.Visit.LastInPerson) {
		t.Errorf("got %+v", got)
	}
	if got := (medication.Bench{}).Entry(&r.Order, uuid.Nil).Visit; got != r.Order.Visit {
		t.Errorf("the form begins with %+v", got)
	}
}
