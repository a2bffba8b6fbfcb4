package consent

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/schedule"
	"kap/internal/sign"
	"kap/internal/staff"
)

// Service records what clients agree to, and keeps the texts they read.
type Service struct {
	DB *db.DB
	// UnderTheMedicine says whether at a moment a lozenge had been taken and the client had
	// not left yet, which the dosing sessions know, a later step; app gives it. Nil: nothing
	// is signed or withdrawn.
	UnderTheMedicine func(ctx context.Context, tx *db.Tx, client uuid.UUID, at time.Time) (bool, error)
}

// witnessed is what a signature under a consent means.
const witnessed = "witness"

// Page is where a client's consents stand.
type Page struct {
	Standings []Standing
	Texts     []TextVersion // in force
	Latest    []Consent     // of each kind
	History   []Consent     // every answer, the latest first
}

// Read is the page of a client's consents.
func (s Service) Read(ctx context.Context, client uuid.UUID) (p Page, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		texts, consents := QueueTextsInForce(b), QueueConsents(b, client)
		history, visits := QueueHistory(b, client), schedule.QueueOpenVisits(b, client)
		if err := b.Send(ctx); err != nil {
			return err
		}
		p = Page{Texts: texts.All(), Latest: consents.All(), History: history.All()}
		p.Standings = Standings(p.Latest, p.Texts, FactsOf(visits.All()))
		return nil
	})
	return p, err
}

// Asking is what the page on which a client signs shows.
type Asking struct {
	Text       TextVersion
	Before     *Consent       // the latest answer, nil for none
	Explainers []staff.Member // prescribers and therapists who work here
}

// Ask is the text in force of a kind, to be read with the client and signed.
func (s Service) Ask(ctx context.Context, client uuid.UUID, kind Kind) (a Asking, err error) {
	if kind.Words() == "" {
		return a, problem.Missing()
	}
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		consents, members := QueueConsents(b, client), staff.QueueMembers(b)
		if err := b.Send(ctx); err != nil {
			return err
		}
		a.Before, a.Explainers = LatestOf(consents.All(), kind), explainers(members.All())
		a.Text, err = textInForce(ctx, v, kind)
		return err
	})
	return a, err
}

// explainers may explain the treatment: prescribers and therapists.
func explainers(members []staff.Member) []staff.Member {
	var all []staff.Member
	for _, m := range members {
		if m.Works() && (m.Is(auth.Prescriber) || m.Is(auth.Therapist)) {
			all = append(all, m)
		}
	}
	return all
}

// Answered is one answer with the text that was signed and the witness's signature.
type Answered struct {
	Consent
	Text       TextVersion
	Signatures []sign.Signature
}

// One is one answer of a client, as it was signed.
func (s Service) One(ctx context.Context, client, id uuid.UUID) (c Answered, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		if c.Consent, err = one(ctx, v, client, id); err != nil {
			return err
		}
		if c.Text, err = oneText(ctx, v, c.TextID); err != nil {
			return err
		}
		b := db.NewBatch(v)
		signatures := sign.Read(b, client, "consent", id)
		err := b.Send(ctx)
		c.Signatures = signatures.All()
		return err
	})
	return c, err
}

// Record stores what the client answered to the text of a kind that was shown, with
// the actor as witness. Another text in force by now is a Conflict.
func (s Service) Record(ctx context.Context, client, id uuid.UUID, kind Kind, e ConsentEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		if err := seen(ctx, tx, client); err != nil {
			return ev, err
		}
		text, err := textInForce(ctx, tx, kind)
		if err != nil {
			return ev, err
		}
		c := e.Consent(id, text, tx.Actor.Staff, tx.Now)
		if err := c.Check(text.Text, tx.Now); err != nil {
			return ev, err
		}
		if err := s.checkMoment(ctx, tx, client, c); err != nil {
			return ev, err
		}
		if err := insert(ctx, tx, client, c); err != nil {
			return ev, err
		}
		return audit.Did("consent.recorded", client, "consent", id), witness(ctx, tx, client, c, text.Text)
	})
}

// checkMoment refuses an explainer who may not explain, a yes older than what the
// client took back since, and more than stood before while the medicine works.
func (s Service) checkMoment(ctx context.Context, tx *db.Tx, client uuid.UUID, c Consent) error {
	if err := checkExplainer(ctx, tx, c); err != nil {
		return err
	}
	taken, err := lastTakenBack(ctx, tx, client, c.Kind)
	if err != nil {
		return err
	}
	if err := c.TakenBackSince(taken); err != nil {
		return err
	}
	under, err := s.under(ctx, tx, client, c.SignedAt)
	if err != nil || !under {
		return err
	}
	before, err := latest(ctx, tx, client, c.Kind)
	if err != nil {
		return err
	}
	return c.UnderTheMedicine(before)
}

// under asks whether the medicine works; where nobody can say, nothing goes on.
func (s Service) under(ctx context.Context, tx *db.Tx, client uuid.UUID, at time.Time) (bool, error) {
	if s.UnderTheMedicine == nil {
		return false, errors.New("consent: nobody says whether the client is under the medicine")
	}
	return s.UnderTheMedicine(ctx, tx, client, at)
}

func checkExplainer(ctx context.Context, tx *db.Tx, c Consent) error {
	if c.ExplainedBy == uuid.Nil {
		return nil
	}
	b := db.NewBatch(tx)
	members := staff.QueueMembers(b)
	if err := b.Send(ctx); err != nil {
		return err
	}
	for _, m := range explainers(members.All()) {
		if m.ID == c.ExplainedBy {
			return nil
		}
	}
	return problem.At("explained_by", "Choose a prescriber or therapist who works here.")
}

func witness(ctx context.Context, tx *db.Tx, client uuid.UUID, c Consent, text Text) error {
	document := c.Document(client, text)
	shown, err := sign.Shown(document)
	if err != nil {
		return err
	}
	return sign.Sign(ctx, tx, document, witnessed, shown)
}

// Withdraw takes a consent back at the client's wish. Treatment can be withdrawn until the
// lozenge is taken, and again once the client has left.
func (s Service) Withdraw(ctx context.Context, client, id uuid.UUID, w WithdrawalEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (audit.Event, error) {
		return audit.Did("consent.withdrawn", client, "consent", id), s.withdraw(ctx, tx, client, id, w)
	})
}

func (s Service) withdraw(ctx context.Context, tx *db.Tx, client, id uuid.UUID, w WithdrawalEntry) error {
	c, err := standingOne(ctx, tx, client, id)
	if err != nil {
		return err
	}
	under, err := s.under(ctx, tx, client, tx.Now)
	if err != nil {
		return err
	}
	if err := c.MayWithdraw(under); err != nil {
		return err
	}
	if w.By == "" {
		w.By = "client"
	}
	return insertChange(ctx, tx, client, id, "withdrawn", nil, w.By, w.Words)
}

// Narrow leaves less of a consent to touch, at any moment.
func (s Service) Narrow(ctx context.Context, client, id uuid.UUID, n NarrowingEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (audit.Event, error) {
		return audit.Did("consent.narrowed", client, "consent", id), NarrowTx(ctx, tx, client, id, n)
	})
}

// NarrowTx is Narrow inside another act's transaction.
func NarrowTx(ctx context.Context, tx *db.Tx, client, id uuid.UUID, n NarrowingEntry) error {
	c, err := standingOne(ctx, tx, client, id)
	if err != nil {
		return err
	}
	if err := n.Check(c); err != nil {
		return err
	}
	return insertChange(ctx, tx, client, id, "narrowed", n.Scope, "client", n.Words)
}

// standingOne is an answer that no later one replaced.
func standingOne(ctx context.Context, tx *db.Tx, client, id uuid.UUID) (Consent, error) {
	c, err := one(ctx, tx, client, id)
	if err != nil {
		return c, err
	}
	now, err := latest(ctx, tx, client, c.Kind)
	if err == nil && now.ID != c.ID {
		err = problem.New(problem.Conflict, "The client has answered this again since. Open the consents and change the answer that holds now.")
	}
	return c, err
}
