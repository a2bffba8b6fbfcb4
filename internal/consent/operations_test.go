package consent_test

import (
	"context"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/client"
	"kap/internal/consent"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/problem"
	"kap/internal/readiness"
	"kap/internal/sign"
)

// house is a clinic with the texts that come with the system, and Ana in the care of
// Jonah and Miriam.
type house struct {
	*dbtest.DB
	dbtest.Clinic
	consent.Service
	ana uuid.UUID
}

func open(t *testing.T) house {
	t.Parallel()
	d := dbtest.New(t)
	h := house{d, d.Clinic(t), consent.Service{DB: d.DB, UnderTheMedicine: readiness.UnderTheMedicine}, db.NewID()}
	owner, err := db.OpenOwner(t.Context(), d.OwnerDSN, d.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close()
	for range 2 { // again does nothing
		if err := owner.Write(t.Context(), func(tx *db.Tx) error {
			return consent.InsertFirst(t.Context(), tx, h.Clinic.ID)
		}); err != nil {
			t.Fatal(err)
		}
	}
	err = course.Service{DB: d.DB}.TakeIn(h.as("grace"), h.ana, course.ReferralEntry{
		DetailsEntry: client.Details{LegalName: "Ana Ruiz", Born: time.Date(1984, 3, 14, 0, 0, 0, 0, time.UTC), Phone: "303 555 0142"}.Entry(),
		PrescriberID: h.Staff["miriam"].Staff, TherapistID: h.Staff["jonah"].Staff,
	})
	if err != nil {
		t.Fatal(err)
	}
	d.Advance(time.Second)
	return h
}

func (h house) as(name string) context.Context { return h.As(context.Background(), name) }

// latest is the latest version of a kind.
func (h house) latest(t *testing.T, kind consent.Kind) consent.TextVersion {
	t.Helper()
	texts, err := h.Texts(h.as("ruth"))
	if err != nil {
		t.Fatal(err)
	}
	v, found := consent.TextOf(texts, kind)
	if !found {
		t.Fatalf("there is no text of %s", kind)
	}
	return v
}

func (h house) approveAs(t *testing.T, ctx context.Context, kind consent.Kind) error {
	t.Helper()
	v := h.latest(t, kind)
	shown, err := sign.Shown(v.Document())
	if err != nil {
		t.Fatal(err)
	}
	return h.ApproveText(ctx, v.ID, shown)
}

func (h house) approve(t *testing.T, kinds ...consent.Kind) {
	t.Helper()
	for _, kind := range kinds {
		if err := h.approveAs(t, h.as("miriam"), kind); err != nil {
			t.Fatal(err)
		}
	}
	h.Advance(time.Second)
}

// entry is a yes of Ana's to the latest text of a kind.
func (h house) entry(t *testing.T, kind consent.Kind) consent.ConsentEntry {
	e := consent.ConsentEntry{TextSHA256: h.latest(t, kind).SHA256(), Answer: consent.Yes, SignedName: "Ana Ruiz", SignedHow: "typed"}
	switch kind {
	case consent.Treatment:
		e.ExplainedBy = h.Staff["jonah"].Staff
	case consent.Touch:
		e.Scope = consent.Scope{"hand", "shoulder"}
	}
	return e
}

func (h house) signs(t *testing.T, kind consent.Kind) uuid.UUID {
	t.Helper()
	id := db.NewID()
	if err := h.Record(h.as("jonah"), h.ana, id, kind, h.entry(t, kind)); err != nil {
		t.Fatal(err)
	}
	h.Advance(time.Second)
	return id
}

// state is where a kind stands.
func (h house) state(t *testing.T, kind consent.Kind) consent.Standing {
	t.Helper()
	p, err := h.Read(h.as("jonah"), h.ana)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range p.Standings {
		if s.Kind == kind {
			return s
		}
	}
	t.Fatalf("%s stands nowhere", kind)
	return consent.Standing{}
}

func (h house) run(t *testing.T, sql string, args ...any) {
	t.Helper()
	if _, err := h.Owner.Exec(t.Context(), sql, args...); err != nil {
		t.Fatal(err)
	}
}

// takes begins a session with a lozenge taken now; leaves ends it.
func (h house) takes(t *testing.T) {
	h.run(t, `insert into dosing_session (clinic_id, id, client_id, course_id, status, arrived_at, started_at)
		select clinic_id, $2, client_id, id, 'dosed', $3, $3 from course where client_id = $1`, h.ana, db.NewID(), h.Now())
	h.Advance(time.Second)
}

func (h house) leaves(t *testing.T) {
	h.run(t, `update dosing_session set status = 'left', left_at = $2 where client_id = $1`, h.ana, h.Now())
	h.Advance(time.Second)
}

func TestNothingIsSignedBeforeTheTextIsApproved(t *testing.T) {
	h := open(t)
	e := h.entry(t, consent.Treatment)
	if err := h.Record(h.as("jonah"), h.ana, db.NewID(), consent.Treatment, e); !problem.Is(err, problem.Conflict) {
		t.Fatalf("got %v, want a conflict", err)
	}
	if s := h.state(t, consent.Treatment); s.Met || s.State != consent.NotApproved {
		t.Errorf("got %+v", s)
	}
	if err := h.approveAs(t, h.as("ruth"), consent.Treatment); !problem.Is(err, problem.Forbidden) {
		t.Errorf("the manager approves: got %v, want forbidden", err)
	}
	if err := h.ApproveText(h.as("miriam"), h.latest(t, consent.Treatment).ID, "another text"); !problem.Is(err, problem.Conflict) {
		t.Errorf("another text than shown: got %v, want a conflict", err)
	}
	h.approve(t, consent.Treatment)
	if s := h.state(t, consent.Treatment); s.Met || s.State != consent.AnswerNeeded {
		t.Errorf("got %+v", s)
	}
	h.signs(t, consent.Treatment)
	if s := h.state(t, consent.Treatment); !s.Met || s.State != consent.Signed {
		t.Errorf("got %+v", s)
	}
}

func TestAYesIsToTheTextThatWasShown(t *testing.T) {
	h := open(t)
	h.approve(t, consent.Treatment)
	shown := h.entry(t, consent.Treatment)
	id := h.signs(t, consent.Treatment)
	draft := consent.TextEntry{Kind: consent.Treatment, Text: h.latest(t, consent.Treatment).Body + "\nOne more risk."}
	if err := h.DraftText(h.as("ruth"), db.NewID(), draft); err != nil {
		t.Fatal(err)
	}
	if s := h.state(t, consent.Treatment); !s.Met {
		t.Errorf("a draft asks nobody again: got %+v", s)
	}
	h.approve(t, consent.Treatment)
	if s := h.state(t, consent.Treatment); s.Met || s.State != consent.NewText || !strings.Contains(s.Words, "version 2") {
		t.Errorf("got %+v", s)
	}
	if err := h.Record(h.as("jonah"), h.ana, db.NewID(), consent.Treatment, shown); !problem.Is(err, problem.Conflict) {
		t.Errorf("the text changed since it was shown: got %v, want a conflict", err)
	}
	h.signs(t, consent.Treatment)
	if s := h.state(t, consent.Treatment); !s.Met {
		t.Errorf("got %+v", s)
	}
	if c, err := h.One(h.as("jonah"), h.ana, id); err != nil || c.TextVersion != 1 || strings.Contains(c.Text.Body, "One more risk") {
		t.Errorf("the first answer keeps its text: version %d, %v", c.TextVersion, err)
	}
}

func TestTheSignatureHoldsTextAndAnswer(t *testing.T) {
	h := open(t)
	h.approve(t, consent.Touch)
	id := h.signs(t, consent.Touch)
	if err := h.Narrow(h.as("jonah"), h.ana, id, consent.NarrowingEntry{Scope: consent.Scope{"hand"}}); err != nil {
		t.Fatal(err)
	}
	c, err := h.One(h.as("jonah"), h.ana, id)
	if err != nil || len(c.Signatures) != 1 {
		t.Fatalf("got %d signatures, %v", len(c.Signatures), err)
	}
	text, err := c.Document(h.ana, c.Text.Text).Text()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(c.Signatures[0].Text, text); diff != "" {
		t.Errorf("the rows do not give the text that was signed: %s", diff)
	}
	if s := c.Signatures[0]; s.Meaning != "witness" || s.SignerName != "Jonah Weiss" {
		t.Errorf("got %s by %s", s.Meaning, s.SignerName)
	}
	_, err = h.Owner.Exec(t.Context(), `update consent set answer = 'no' where id = $1`, id)
	if !db.Signed(err) {
		t.Errorf("a signed answer changed: %v", err)
	}
}

func TestWithdrawing(t *testing.T) {
	h := open(t)
	kinds := []consent.Kind{consent.Treatment, consent.Touch, consent.Recording}
	h.approve(t, kinds...)
	for kind, met := range map[consent.Kind]bool{consent.Treatment: false, consent.Touch: true, consent.Recording: true} {
		id := h.signs(t, kind)
		if err := h.Withdraw(h.as("jonah"), h.ana, id, consent.WithdrawalEntry{}); err != nil {
			t.Fatal(err)
		}
		if s := h.state(t, kind); s.Met != met || s.State != consent.Withdrawn {
			t.Errorf("%s: got %+v", kind, s)
		}
		if err := h.Withdraw(h.as("jonah"), h.ana, id, consent.WithdrawalEntry{}); !problem.Is(err, problem.Conflict) {
			t.Errorf("%s, twice: got %v, want a conflict", kind, err)
		}
	}
	h.signs(t, consent.Treatment)
	if s := h.state(t, consent.Treatment); !s.Met {
		t.Errorf("signed again: got %+v", s)
	}
}

func TestWhileTheMedicineWorks(t *testing.T) {
	h := open(t)
	h.approve(t, consent.Treatment, consent.Touch, consent.Recording)
	treatment, touch := h.signs(t, consent.Treatment), h.signs(t, consent.Touch)
	before := h.Now()
	h.Advance(time.Minute)
	h.takes(t)
	if err := h.Withdraw(h.as("jonah"), h.ana, treatment, consent.WithdrawalEntry{}); !problem.Is(err, problem.Conflict) {
		t.Errorf("treatment: got %v, want a conflict", err)
	}
	wider, same, paper := h.entry(t, consent.Touch), h.entry(t, consent.Touch), h.entry(t, consent.Touch)
	wider.Scope = consent.Scope{"hand", "shoulder", "head"}
	if err := h.Record(h.as("jonah"), h.ana, db.NewID(), consent.Touch, wider); !problem.Is(err, problem.Invalid) {
		t.Errorf("more touch: got %v, want invalid", err)
	}
	again := db.NewID()
	if err := h.Record(h.as("jonah"), h.ana, again, consent.Touch, same); err != nil {
		t.Errorf("the same touch: got %v", err)
	}
	if err := h.Record(h.as("jonah"), h.ana, db.NewID(), consent.Recording, h.entry(t, consent.Recording)); !problem.Is(err, problem.Conflict) {
		t.Errorf("recording: got %v, want a conflict", err)
	}
	paper.Scope, paper.SignedHow, paper.SignedAt = wider.Scope, "paper", before
	if err := h.Record(h.as("jonah"), h.ana, db.NewID(), consent.Touch, paper); err != nil {
		t.Errorf("signed on paper before the lozenge, entered now: got %v", err)
	}
	less := consent.NarrowingEntry{Scope: consent.Scope{"hand"}}
	if err := h.Narrow(h.as("jonah"), h.ana, touch, less); !problem.Is(err, problem.Conflict) {
		t.Errorf("an answer that was given again since: got %v, want a conflict", err)
	}
	if err := h.Narrow(h.as("jonah"), h.ana, again, less); err != nil {
		t.Errorf("less touch: got %v", err)
	}
	if err := h.Record(h.as("jonah"), h.ana, db.NewID(), consent.Touch, paper); !problem.Is(err, problem.Conflict) {
		t.Errorf("paper older than what was taken back: got %v, want a conflict", err)
	}
	h.leaves(t)
	if err := h.Withdraw(h.as("jonah"), h.ana, treatment, consent.WithdrawalEntry{Words: "not again"}); err != nil {
		t.Errorf("after leaving: got %v", err)
	}
}

// TestTheMedicineWorksFromTheLozengeUntilLeaving: both to the second, and of this client.
func TestTheMedicineWorksFromTheLozengeUntilLeaving(t *testing.T) {
	h := open(t)
	h.approve(t, consent.Treatment)
	treatment := h.signs(t, consent.Treatment)
	withdraws := func() error { return h.Withdraw(h.as("jonah"), h.ana, treatment, consent.WithdrawalEntry{}) }
	lozenge := h.Now()
	h.takes(t)
	h.Set(lozenge)
	if err := withdraws(); !problem.Is(err, problem.Conflict) {
		t.Errorf("with the lozenge: got %v, want a conflict", err)
	}
	h.Advance(3 * time.Hour)
	left := h.Now()
	h.leaves(t)
	h.Set(left.Add(-time.Second))
	if err := withdraws(); !problem.Is(err, problem.Conflict) {
		t.Errorf("a second before leaving: got %v, want a conflict", err)
	}
	other := h.Client(t, h.Clinic)
	h.run(t, `insert into dosing_session (clinic_id, id, client_id, course_id, status, arrived_at, started_at) values ($1, $2, $3, $4, 'dosed', $5, $5)`,
		h.Clinic.ID, db.NewID(), other.ID, other.Course, lozenge)
	h.Set(left)
	if err := withdraws(); err != nil {
		t.Errorf("on leaving: got %v", err)
	}
}

// TestNothingIsSignedWhereNobodyCanSay: a service that cannot ask whether the medicine works
// permits nothing.
func TestNothingIsSignedWhereNobodyCanSay(t *testing.T) {
	h := open(t)
	h.approve(t, consent.Touch)
	id := h.signs(t, consent.Touch)
	h.UnderTheMedicine = nil
	if err := h.Record(h.as("jonah"), h.ana, db.NewID(), consent.Touch, h.entry(t, consent.Touch)); err == nil {
		t.Error("signed")
	}
	if err := h.Withdraw(h.as("jonah"), h.ana, id, consent.WithdrawalEntry{}); err == nil {
		t.Error("withdrawn")
	}
}

// TestTheTextThatCounts: of a kind the latest that is approved, in English.
func TestTheTextThatCounts(t *testing.T) {
	h := open(t)
	h.approve(t, consent.Touch, consent.Recording)
	h.plainText(t, consent.Touch, 2, "en", h.Now())
	h.plainText(t, consent.Touch, 3, "en", time.Time{})
	h.plainText(t, consent.Touch, 4, "es", h.Now())
	got := map[consent.Kind]int{}
	for _, v := range dbtest.Ask(h.as("jonah"), t, h.DB, consent.QueueTextsInForce) {
		got[v.Kind] += v.Version
	}
	if want := map[consent.Kind]int{consent.Touch: 2, consent.Recording: 1}; !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestTheLatestAnswerOfAKind: of this client, by when it was signed.
func TestTheLatestAnswerOfAKind(t *testing.T) {
	h := open(t)
	h.approve(t, consent.Touch, consent.Recording)
	touch, recording, other := h.latest(t, consent.Touch).ID, h.latest(t, consent.Recording).ID, h.Client(t, h.Clinic)
	h.answered(t, h.ana, touch, "no", h.Now().Add(-time.Hour))
	latest := h.answered(t, h.ana, touch, "yes", h.Now())
	h.answered(t, h.ana, touch, "no", h.Now().Add(-2*time.Hour))
	only := db.NewID() // which nobody explained
	h.run(t, `insert into consent (clinic_id, id, client_id, kind, text_id, text_sha256, answer, signed_at) select clinic_id, $2, $3, kind, id, sha256, 'yes', $4 from consent_text where id = $1`,
		recording, only, h.ana, h.Now().Add(-time.Hour))
	h.answered(t, other.ID, recording, "no", h.Now())
	got := map[uuid.UUID]bool{}
	for _, c := range dbtest.Ask(h.as("jonah"), t, h.DB, func(b *db.Batch) *db.Rows[consent.Consent] { return consent.QueueConsents(b, h.ana) }) {
		got[c.ID] = true
	}
	if want := map[uuid.UUID]bool{latest: true, only: true}; !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestTouchIsMadeLess(t *testing.T) {
	h := open(t)
	h.approve(t, consent.Touch)
	id := h.signs(t, consent.Touch)
	for name, scope := range map[string]consent.Scope{"nothing left": nil, "more": {"hand", "head"}, "the same": {"shoulder", "hand"}} {
		if err := h.Narrow(h.as("jonah"), h.ana, id, consent.NarrowingEntry{Scope: scope}); !problem.Is(err, problem.Invalid) {
			t.Errorf("%s: got %v, want invalid", name, err)
		}
	}
	if err := h.Narrow(h.as("jonah"), h.ana, id, consent.NarrowingEntry{Scope: consent.Scope{"hand"}}); err != nil {
		t.Fatal(err)
	}
	c, err := h.One(h.as("miriam"), h.ana, id)
	if diff := cmp.Diff(consent.Scope{"hand"}, c.Allows()); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	if s := h.state(t, consent.Touch); !s.Met || s.State != consent.Signed {
		t.Errorf("got %+v", s)
	}
}

func TestAnotherTherapistFindsNothing(t *testing.T) {
	h := open(t)
	h.approve(t, consent.Touch)
	id := h.signs(t, consent.Touch)
	priya := h.as("priya")
	if p, err := h.Read(priya, h.ana); err != nil || len(p.Latest) != 0 {
		t.Errorf("reads %d, %v", len(p.Latest), err)
	}
	for what, err := range map[string]error{
		"record":   h.Record(priya, h.ana, db.NewID(), consent.Touch, h.entry(t, consent.Touch)),
		"withdraw": h.Withdraw(priya, h.ana, id, consent.WithdrawalEntry{}),
		"narrow":   h.Narrow(priya, h.ana, id, consent.NarrowingEntry{Scope: consent.Scope{"hand"}}),
	} {
		if !problem.Is(err, problem.NotFound) {
			t.Errorf("%s: got %v, want not found", what, err)
		}
	}
	if _, err := h.One(priya, h.ana, id); !problem.Is(err, problem.NotFound) {
		t.Errorf("one: got %v", err)
	}
}

func TestARepeatIsStoredOnce(t *testing.T) {
	h := open(t)
	h.approve(t, consent.Recording)
	id := db.NewID()
	for range 2 {
		ctx := db.WithSubmission(h.as("jonah"), &db.Submission{ID: id, Posted: []byte("answer=yes")})
		if err := h.Record(ctx, h.ana, id, consent.Recording, h.entry(t, consent.Recording)); err != nil {
			t.Fatal(err)
		}
		h.Advance(time.Second)
	}
	if p, err := h.Read(h.as("jonah"), h.ana); err != nil || len(p.History) != 1 {
		t.Errorf("got %d answers, %v", len(p.History), err)
	}
}

func TestWhoExplainsTheTreatment(t *testing.T) {
	h := open(t)
	h.approve(t, consent.Treatment)
	for who, ok := range map[string]bool{"miriam": true, "priya": true, "tomas": false, "grace": false} {
		e := h.entry(t, consent.Treatment)
		e.ExplainedBy = h.Staff[who].Staff
		if err := h.Record(h.as("jonah"), h.ana, db.NewID(), consent.Treatment, e); (err == nil) != ok {
			t.Errorf("%s: got %v", who, err)
		}
	}
}

func TestWhoDraftsApprovesOnlyWhereNobodyElsePrescribes(t *testing.T) {
	h := open(t)
	lead := h.Staff["miriam"]
	lead.Roles = append(lead.Roles, auth.Manager)
	ctx := dbtest.As(context.Background(), lead)
	draft := consent.TextEntry{Kind: consent.Touch, Text: "Touch\n\nOurs."}
	if err := h.DraftText(ctx, db.NewID(), draft); err != nil {
		t.Fatal(err)
	}
	waits := func(want int) {
		t.Helper()
		var n int
		if err := h.Owner.QueryRow(t.Context(), `select count(*) from task where kind = 'approve consent text' and owner_role = 'medical_lead' and closed_at is null`).Scan(&n); err != nil || n != want {
			t.Errorf("%d drafts wait for the medical lead, %v, want %d", n, err, want)
		}
	}
	waits(1)
	if err := h.DraftText(ctx, db.NewID(), draft); !problem.Is(err, problem.Invalid) {
		t.Errorf("the same words again: got %v, want invalid", err)
	}
	second := db.NewID()
	h.run(t, `insert into staff (clinic_id, id, name, roles) values ($1, $2, 'Omar Reyes', '{prescriber}')`, h.Clinic.ID, second)
	if err := h.approveAs(t, ctx, consent.Touch); !problem.Is(err, problem.Conflict) {
		t.Errorf("two prescribers: got %v, want a conflict", err)
	}
	h.run(t, `update staff set disabled_at = now() where id = $1`, second)
	if err := h.approveAs(t, ctx, consent.Touch); err != nil || !h.latest(t, consent.Touch).OwnDraft {
		t.Errorf("one prescriber: got %v, marked %v", err, h.latest(t, consent.Touch).OwnDraft)
	}
	waits(0)
	texts, err := h.Texts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range texts {
		if v.Kind == consent.Touch && v.Version == 1 {
			err = h.ApproveText(ctx, v.ID, "")
		}
	}
	if !problem.Is(err, problem.Conflict) {
		t.Errorf("an older version: got %v, want a conflict", err)
	}
}

func TestARemoteVisitNeedsTelehealth(t *testing.T) {
	h := open(t)
	h.approve(t, consent.Telehealth)
	if s := h.state(t, consent.Telehealth); !s.Met || s.State != consent.NotAsked {
		t.Errorf("no remote visit: got %+v", s)
	}
	other, visit := h.Client(t, h.Clinic), `insert into appointment (clinic_id, id, client_id, course_id, kind, starts_at, ends_at, status, visit_mode)
		select clinic_id, $2, client_id, id, 'preparation', $3::timestamptz, $3::timestamptz + interval '1 hour', 'confirmed', 'video'
		from course where client_id = $1 and (closed_at is not null) = $4`
	h.run(t, `insert into course (clinic_id, id, client_id, opened_at, closed_at, closed_reason) values ($1, $2, $3, '2026-01-01', '2026-06-01', 'moved')`,
		h.Clinic.ID, db.NewID(), h.ana)
	h.run(t, visit, h.ana, db.NewID(), h.Now().Add(24*time.Hour), true)
	h.run(t, visit, other.ID, db.NewID(), h.Now().Add(24*time.Hour), false)
	if s := h.state(t, consent.Telehealth); !s.Met || s.State != consent.NotAsked {
		t.Errorf("a remote visit of an earlier course, and of somebody else: got %+v", s)
	}
	missed := db.NewID()
	h.run(t, visit, h.ana, missed, h.Now().Add(12*time.Hour), false)
	h.run(t, `update appointment set status = 'no_show' where id = $1`, missed)
	if s := h.state(t, consent.Telehealth); !s.Met || s.State != consent.NotAsked {
		t.Errorf("a remote visit nobody came to: got %+v", s)
	}
	h.run(t, visit, h.ana, db.NewID(), h.Now().Add(24*time.Hour), false)
	if s := h.state(t, consent.Telehealth); s.Met || s.State != consent.AnswerNeeded {
		t.Errorf("a video visit: got %+v", s)
	}
}
