package consent_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/consent"
	"kap/internal/db"
)

// lastAnswer is what Ana had answered last to a kind at a moment, as Jonah reads it.
func (h house) lastAnswer(t *testing.T, kind consent.Kind, at time.Time) consent.LastAnswer {
	t.Helper()
	var all []consent.LastAnswer
	err := h.DB.Read(h.as("jonah"), func(v *db.View) error {
		b := db.NewBatch(v)
		rows := consent.QueueLastAnswers(b, h.ana, at)
		err := b.Send(h.as("jonah"))
		all = rows.All()
		return err
	})
	if err != nil || len(all) != len(consent.Kinds) {
		t.Fatalf("got %+v, %v, want every kind", all, err)
	}
	for i, a := range all {
		if a.Kind != consent.Kinds[i] {
			t.Errorf("got %s at place %d, want %s", a.Kind, i, consent.Kinds[i])
		}
		if a.Kind == kind {
			return a
		}
	}
	return consent.LastAnswer{}
}

// plainText stores a text in one line, drafted by the manager.
func (h house) plainText(t *testing.T, kind consent.Kind, version int, language string, approved time.Time) (id uuid.UUID) {
	id = db.NewID()
	h.run(t, `insert into consent_text (clinic_id, id, kind, version, language, title, text, sha256, drafted_by)
		values ($1, $2, $3, $4, $5, 'Title', $6, sha256(convert_to($6, 'UTF8')), $7)`,
		h.Clinic.ID, id, string(kind), version, language, fmt.Sprintf("Text %d in %s.\n", version, language), h.Staff["ruth"].Staff)
	if !approved.IsZero() {
		h.run(t, `update consent_text set approved_at = $2, approved_by = $3 where id = $1`, id, approved, h.Staff["miriam"].Staff)
	}
	return id
}

// answered stores an answer to a text.
func (h house) answered(t *testing.T, client, text uuid.UUID, answer string, signed time.Time) (id uuid.UUID) {
	id = db.NewID()
	h.run(t, `insert into consent (clinic_id, id, client_id, kind, text_id, text_sha256, answer, signed_at, explained_by, created_at)
		select clinic_id, $2, $3, kind, id, sha256, $4, $5, $6, $5 from consent_text where id = $1`,
		text, id, client, answer, signed, h.Staff["jonah"].Staff)
	return id
}

// change stores what became of an answer.
func (h house) change(t *testing.T, id uuid.UUID, what string, at time.Time) {
	h.run(t, `insert into consent_change (clinic_id, id, client_id, consent_id, change, at)
		select clinic_id, $2, client_id, id, $3, $4 from consent where id = $1`, id, db.NewID(), what, at)
}

func TestWhatWasAnsweredLastAtAMoment(t *testing.T) {
	h := open(t)
	now := h.Now()
	earlier, later := now.Add(-time.Hour), now.Add(time.Microsecond)
	h.run(t, `alter table consent disable trigger user`) // signed ones stay for good; a case takes its own away
	h.run(t, `alter table consent_text disable trigger user`)
	second := h.plainText(t, consent.Treatment, 2, "en", now.Add(-48*time.Hour))
	touch := h.plainText(t, consent.Touch, 2, "en", now.Add(-48*time.Hour))
	somebody := db.NewID()
	h.run(t, `insert into client (clinic_id, id, number, legal_name, born) values ($1, $2, '', 'Bo Lund', '1990-01-01')`, h.Clinic.ID, somebody)
	h.run(t, `insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason) values ($1, $2, $3, $4, 'therapist', '2026-01-01', 'named')`,
		h.Clinic.ID, db.NewID(), somebody, h.Staff["jonah"].Staff)
	for _, c := range []struct {
		name  string
		rows  func()
		state consent.State
	}{
		{"never asked", func() {}, consent.AnswerNeeded},
		{"a yes", func() { h.answered(t, h.ana, second, "yes", earlier) }, consent.Signed},
		{"a yes of this very moment", func() { h.answered(t, h.ana, second, "yes", now) }, consent.Signed},
		{"a yes of later", func() { h.answered(t, h.ana, second, "yes", later) }, consent.AnswerNeeded},
		{"somebody else's yes", func() { h.answered(t, somebody, second, "yes", earlier) }, consent.AnswerNeeded},
		{"a yes to another kind", func() { h.answered(t, h.ana, touch, "yes", earlier) }, consent.AnswerNeeded},
		{"a no", func() { h.answered(t, h.ana, second, "no", earlier) }, consent.SaidNo},
		{"a no after a yes", func() {
			h.answered(t, h.ana, second, "no", earlier)
			h.answered(t, h.ana, second, "yes", earlier.Add(-time.Hour))
		}, consent.SaidNo},
		{"a yes after a no", func() {
			h.answered(t, h.ana, second, "yes", earlier)
			h.answered(t, h.ana, second, "no", earlier.Add(-time.Hour))
		}, consent.Signed},
		{"withdrawn", func() {
			h.change(t, h.answered(t, h.ana, second, "yes", earlier), "withdrawn", earlier.Add(time.Minute))
		}, consent.Withdrawn},
		{"withdrawn this very moment", func() { h.change(t, h.answered(t, h.ana, second, "yes", earlier), "withdrawn", now) }, consent.Withdrawn},
		{"withdrawn later", func() { h.change(t, h.answered(t, h.ana, second, "yes", earlier), "withdrawn", later) }, consent.Signed},
		{"narrowed", func() {
			h.change(t, h.answered(t, h.ana, second, "yes", earlier), "narrowed", earlier.Add(time.Minute))
		}, consent.Signed},
		{"an earlier one withdrawn", func() {
			h.change(t, h.answered(t, h.ana, second, "yes", earlier.Add(-time.Hour)), "withdrawn", earlier.Add(-time.Minute))
			h.answered(t, h.ana, second, "yes", earlier)
		}, consent.Signed},
		{"somebody else's withdrawn", func() {
			h.answered(t, h.ana, second, "yes", earlier)
			h.change(t, h.answered(t, somebody, second, "yes", earlier), "withdrawn", earlier)
		}, consent.Signed},
		{"of the text before", func() {
			h.answered(t, h.ana, h.plainText(t, consent.Treatment, 3, "en", now.Add(-72*time.Hour)), "yes", earlier)
			h.plainText(t, consent.Treatment, 4, "en", earlier)
		}, consent.NewText},
		{"a text approved this very moment", func() {
			h.answered(t, h.ana, second, "yes", earlier)
			h.plainText(t, consent.Treatment, 3, "en", now)
		}, consent.NewText},
		{"a text approved later", func() {
			h.answered(t, h.ana, second, "yes", earlier)
			h.plainText(t, consent.Treatment, 3, "en", later)
		}, consent.Signed},
		{"a draft", func() {
			h.answered(t, h.ana, second, "yes", earlier)
			h.plainText(t, consent.Treatment, 3, "en", time.Time{})
		}, consent.Signed},
		{"a text of another language", func() {
			h.answered(t, h.ana, second, "yes", earlier)
			h.plainText(t, consent.Treatment, 3, "es", earlier)
		}, consent.Signed},
		{"a text of another kind", func() {
			h.answered(t, h.ana, second, "yes", earlier)
			h.plainText(t, consent.Recording, 3, "en", earlier)
		}, consent.Signed},
	} {
		h.run(t, `delete from consent_change`)
		h.run(t, `delete from consent`)
		h.run(t, `delete from consent_text where version > 2`)
		c.rows()
		got := h.lastAnswer(t, consent.Treatment, now)
		if s := got.Stand(consent.CourseFacts{}); s.State != c.state || s.Met != (c.state == consent.Signed) {
			t.Errorf("%s: got %+v, %+v, want %s", c.name, got, s, c.state)
		}
	}
	h.run(t, `delete from consent`)
	h.run(t, `update consent_text set approved_at = null, approved_by = null where kind = 'treatment'`)
	if got := h.lastAnswer(t, consent.Treatment, now).Stand(consent.CourseFacts{}); got.State != consent.NotApproved || got.Met {
		t.Errorf("no text approved: got %+v", got)
	}
}
