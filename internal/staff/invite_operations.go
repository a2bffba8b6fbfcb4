package staff

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/problem"
)

// People are everybody who works here and how far each one's sign-in has come, for
// their manager.
func (s Service) People(ctx context.Context) (people []Person, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		members, standings := QueueMembers(b), queueStandings(b)
		if err := b.Send(ctx); err != nil {
			return err
		}
		of := map[uuid.UUID]Standing{}
		for _, standing := range standings.All() {
			of[standing.StaffID] = standing
		}
		for _, m := range members.All() {
			people = append(people, Person{m, of[m.ID]})
		}
		return nil
	})
	return people, err
}

func queueStandings(b *db.Batch) *db.Rows[Standing] {
	return db.Queue[Standing](b, `
		select staff_id, email, set_up, link_until, link
		from door_standing()`)
}

// Invite gives a person an account and a set-up link for 24 hours: to an address, which
// may be another one until they have signed in, or to whoever has signed in another
// chance (lost code, forgotten password). The form's id becomes the link's.
func (s Service) Invite(ctx context.Context, id, form uuid.UUID, email string) error {
	return s.DB.Write(ctx, nil, func(tx *db.Tx) (audit.Event, error) {
		m, err := member(ctx, tx, id)
		if err != nil {
			return audit.Event{}, err
		}
		if !m.Works() {
			return audit.Event{}, problem.Newf(problem.Conflict, "%s no longer works here, so there is no sign-in to set up.", m.Name)
		}
		token := s.token(tx.Actor, id, form)
		was, err := invite(ctx, tx, id, email, token)
		if err != nil {
			return audit.Event{}, err
		}
		if _, err := db.Exec(ctx, tx, `select door_made($1, $2)`, TokenHash(token), form); err != nil {
			return audit.Event{}, err
		}
		return s.invited(ctx, tx, m, was)
	})
}

// invite answers what the invitation was; who has signed in needs no address.
func invite(ctx context.Context, tx *db.Tx, id uuid.UUID, email, token string) (was string, err error) {
	setUp, err := db.One[bool](ctx, tx, `
		select coalesce(bool_or(set_up), false)
		from door_standing()
		where staff_id = $1`, id)
	if err != nil {
		return "", err
	}
	if !setUp {
		if email, err = CheckEmail(email); err != nil {
			return "", err
		}
	}
	return db.One[string](ctx, tx, `select door_invite($1, $2, $3, $4)`, id, db.NewID(), email, TokenHash(token))
}

// invited is the event of what an invitation was. Only the code of somebody who had a
// password lets its holder in as another person: on record as such, and told.
func (s Service) invited(ctx context.Context, tx *db.Tx, m Member, was string) (event audit.Event, err error) {
	action := map[string]string{"invited": "staff.invited", "corrected": "staff.email_corrected", "renewed": "staff.password_reset"}[was]
	switch {
	case was == "taken":
		return event, problem.At("email", "Somebody else who works here signs in with that e-mail. Type %s's own.", m.Name)
	case was == "elsewhere":
		return event, problem.Newf(problem.Conflict, "%s signs in at another clinic of this server with the same password, so no manager can renew it. Whoever runs the server can, with kap init --recover.", m.Name)
	case was == "renewed" && s.Tell != nil:
		err = s.Tell(ctx, tx, m)
	}
	return audit.Did(action, uuid.Nil, "staff", m.ID), err
}

// Link is a set-up link the actor gave out, by its form's id, and whose it is.
func (s Service) Link(ctx context.Context, id, form uuid.UUID) (m Member, l Link, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		if m, err = member(ctx, v, id); err != nil {
			return err
		}
		token := s.token(v.Actor, id, form)
		l, err = db.One[Link](ctx, v, `
			select '' as token, email, expires_at, used_at
			from door_link($1, $2)`, id, TokenHash(token))
		l.Token = token
		return err
	})
	return m, l, err
}

// token is a link's, worked out from the form that made it, whom it is for, who made it,
// and the server's key. It is stored nowhere, yet its maker can see it again, and a second
// click answers the same one; nobody else can work it out.
func (s Service) token(by auth.Actor, id, form uuid.UUID) string {
	return base64.RawURLEncoding.EncodeToString(s.DB.MAC([]byte("set-up link " + form.String() + id.String() + by.Staff.String())))
}

// Holder is whom a set-up link lets in; not found where it opens nothing.
func (s Service) Holder(ctx context.Context, token string) (h Holder, found bool, err error) {
	err = s.DB.Door(ctx, func(tx *db.Tx) error {
		h, found, err = db.Maybe[Holder](ctx, tx, `
			select name, credentials, clinic, initials, email, has_password
			from door_holder($1)`, TokenHash(token))
		return err
	})
	return h, found, err
}

// SetUp stores the password of whoever holds a set-up link's token and answers whose
// sign-in to open. Sent twice, the second is a sign-in with what the first one stored.
func (s Service) SetUp(ctx context.Context, token, password, source string) (Opening, error) {
	if err := CheckPassword(password); err != nil {
		return Opening{}, err
	}
	hashed, err := hash(ctx, password)
	if err != nil {
		return Opening{}, err
	}
	o, done, used, err := s.useLink(ctx, TokenHash(token), hashed)
	if err != nil || done {
		return o, err
	}
	if used != "" {
		if o, err = s.SignIn(ctx, used, password, source); !problem.Is(err, problem.Invalid) {
			return o, err
		}
	}
	return Opening{}, problem.At("token", "This set-up code opens nothing: it was used already, is older than 24 hours, or a newer one was made. Ask the manager who gave it to you for a new one.")
}

type opened struct{ AccountID, StaffID uuid.UUID }

// useLink uses a link up, or answers the address of one that was used just now.
func (s Service) useLink(ctx context.Context, token []byte, hashed string) (o Opening, done bool, used string, err error) {
	err = s.DB.Door(ctx, func(tx *db.Tx) error {
		var in opened
		in, done, err = db.Maybe[opened](ctx, tx, `
			select account_id, staff_id
			from door_set_up($1, $2)`, token, hashed)
		if err != nil || done {
			o = Opening{Account: in.AccountID, Staff: in.StaffID}
			return err
		}
		used, err = db.One[string](ctx, tx, `select coalesce(door_used($1), '')`, token)
		return err
	})
	return o, done, used, err
}

// NewToken is 256 random bits.
func NewToken() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b)
	return base64.RawURLEncoding.EncodeToString(b)
}

// TokenHash is how a set-up token is stored.
func TokenHash(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}
