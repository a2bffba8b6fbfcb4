package staff

import (
	"context"

	"github.com/alexedwards/argon2id"
	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/problem"
)

// DemoPerson is somebody of the demo clinic who can be signed in as.
type DemoPerson struct {
	StaffID           uuid.UUID
	Name, Credentials string
	Roles             []string
	MedicalLead       bool
}

// Member is the person as one of the clinic's.
func (p DemoPerson) Member() Member {
	return Member{ID: p.StaffID, MemberEntry: MemberEntry{Name: p.Name, Credentials: p.Credentials, Roles: p.Roles, MedicalLead: p.MedicalLead}}
}

type login struct {
	AccountID    uuid.UUID
	PasswordHash string
}

// errNotRight is said alike of what is unknown, disabled, not set up and wrong.
var errNotRight = problem.New(problem.Invalid, "E-mail or password is not right. After several wrong tries in a row, wait 15 minutes. A manager makes whoever forgot it a new set-up link.")

// SignIn compares and answers whose sign-in to open. Unknown, disabled and wrong are one
// answer, and a source that has tried too often is told to wait whatever it types, after
// the same time. Two tries run at a time, from
// counting those before to storing this one: many at once do not slip through.
func (s Service) SignIn(ctx context.Context, email, password, source string) (o Opening, err error) {
	err = inTurn(ctx, func() error {
		o, err = s.try(ctx, email, password, source)
		return err
	})
	return o, err
}

func (s Service) try(ctx context.Context, email, password, source string) (Opening, error) {
	var known login
	email = FoldEmail(email)
	err := s.DB.Door(ctx, func(tx *db.Tx) (err error) {
		known, _, err = db.Maybe[login](ctx, tx, `
			select account_id, password_hash
			from door_look_up($1, $2)`, email, source)
		return err
	})
	if err != nil {
		return Opening{}, err
	}
	if !matches(password, known.PasswordHash) {
		return Opening{}, s.failed(ctx, email, source)
	}
	return s.membership(ctx, known.AccountID)
}

func (s Service) failed(ctx context.Context, email, source string) error {
	var waits bool
	err := s.DB.Door(ctx, func(tx *db.Tx) (err error) {
		if waits, err = db.One[bool](ctx, tx, `select door_wait($1, $2)`, email, source); err != nil || waits {
			return err
		}
		_, err = db.Exec(ctx, tx, `select door_failed($1, $2)`, email, source)
		return err
	})
	switch {
	case err != nil:
		return err
	case waits:
		return problem.New(problem.TooMany, "There were too many wrong tries from here. Wait 15 minutes, then try again. A manager makes whoever forgot the password a new set-up link.")
	}
	return errNotRight
}

func (s Service) membership(ctx context.Context, account uuid.UUID) (o Opening, err error) {
	err = s.DB.Door(ctx, func(tx *db.Tx) error {
		staff, err := db.All[uuid.UUID](ctx, tx, `select staff_id from door_memberships($1)`, account)
		if err == nil && len(staff) > 0 {
			o = Opening{Account: account, Staff: staff[0]}
		}
		return err
	})
	if err == nil && o.Staff == uuid.Nil {
		err = errNotRight
	}
	return o, err
}

// DemoPeople are who can be signed in as, in the demo clinic alone.
func (s Service) DemoPeople(ctx context.Context) (people []DemoPerson, err error) {
	err = s.DB.Door(ctx, func(tx *db.Tx) error {
		people, err = db.All[DemoPerson](ctx, tx, `
			select `+db.Columns[DemoPerson]()+`
			from door_demo_people()`)
		return err
	})
	return people, err
}

var atATime = make(chan struct{}, 2)

// inTurn waits for a place and gives it back; whoever left is not waited for.
func inTurn(ctx context.Context, do func() error) error {
	select {
	case atATime <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-atATime }()
	return do()
}

func hash(ctx context.Context, password string) (hashed string, err error) {
	err = inTurn(ctx, func() error {
		hashed, err = argon2id.CreateHash(password, hashing)
		return err
	})
	return hashed, err
}
