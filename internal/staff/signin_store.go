package staff

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/db"
)

// Signed is everything a request needs to know of who is signed in.
type Signed struct {
	Data        []byte
	SignInID    uuid.UUID
	AccountID   *uuid.UUID
	Mode        string
	ExpiresAt   time.Time
	ClinicID    uuid.UUID
	ClinicName  string
	Zone        string
	Demo        bool
	Initials    string // of the clinic; empty: it has none
	StaffID     uuid.UUID
	StaffName   string
	Credentials string
	Roles       []string
	MedicalLead bool
	Staffs      []uuid.UUID
}

// Actor is the person as one who acts.
func (s Signed) Actor() auth.Actor {
	a := auth.Actor{Kind: auth.Staff, Clinic: s.ClinicID, Staff: s.StaffID, Staffs: s.Staffs,
		Name: s.StaffName, Credentials: s.Credentials, SignIn: s.SignInID}
	for _, role := range s.Roles {
		a.Roles = append(a.Roles, auth.Role(role))
	}
	if s.MedicalLead {
		a.Roles = append(a.Roles, auth.MedicalLead)
	}
	return a
}

// Lookup goes with a request's search for its sign-in and brings back what was found.
type Lookup struct {
	Active bool // a human act
	Found  *Signed
}

// Opening goes with the one commit that makes a sign-in.
type Opening struct {
	Account uuid.UUID // zero: the demo clinic, entered by choosing a person
	Staff   uuid.UUID
}

type lookupKey struct{}
type openingKey struct{}

// WithLookup and WithOpening put them where Sessions finds them.
func WithLookup(ctx context.Context, l *Lookup) context.Context {
	return context.WithValue(ctx, lookupKey{}, l)
}

// WithOpening marks the commit that makes the sign-in.
func WithOpening(ctx context.Context, o Opening) context.Context {
	return context.WithValue(ctx, openingKey{}, o)
}

// Sessions keeps sign-ins in Postgres for scs. Tokens arrive hashed. Only an
// Opening inserts; every later commit updates, so that a request in flight
// cannot bring back what was signed out.
type Sessions struct{ DB *db.DB }

// Lasts is the longest a sign-in lasts, by the transaction's clock. Without a
// human act it ends after 15 minutes (door_find decides).
const Lasts = 12 * time.Hour

// ErrGone says that the sign-in ended meanwhile.
var ErrGone = errors.New("the sign-in has ended")

// FindCtx answers the sign-in's data while it is in force.
func (s Sessions) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	look, _ := ctx.Value(lookupKey{}).(*Lookup)
	if look == nil {
		look = &Lookup{}
	}
	err = s.DB.Door(ctx, func(tx *db.Tx) error {
		signed, there, err := db.Maybe[Signed](ctx, tx, `
			select data, sign_in_id, account_id, mode, expires_at, clinic_id, clinic_name, zone, demo, initials,
			    staff_id, staff_name, credentials, roles, medical_lead, staffs
			from door_find($1, $2)`, []byte(token), look.Active)
		if there {
			look.Found, data, found = &signed, signed.Data, true
		}
		return err
	})
	return data, found, err
}

// CommitCtx opens or updates; when it ends is the database's to say.
func (s Sessions) CommitCtx(ctx context.Context, token string, data []byte, _ time.Time) error {
	if o, opening := ctx.Value(openingKey{}).(Opening); opening {
		return s.open(ctx, o, token, data)
	}
	return s.DB.Door(ctx, func(tx *db.Tx) error {
		kept, err := db.One[bool](ctx, tx, `select door_keep($1, $2)`, []byte(token), data)
		if err == nil && !kept {
			return ErrGone
		}
		return err
	})
}

func (s Sessions) open(ctx context.Context, o Opening, token string, data []byte) error {
	return s.DB.Door(ctx, func(tx *db.Tx) error {
		expiry := tx.Now.Add(Lasts)
		if o.Account == uuid.Nil {
			_, err := db.Exec(ctx, tx, `select door_open_demo($1, $2, $3, $4, $5)`,
				[]byte(token), db.NewID(), o.Staff, data, expiry)
			return err
		}
		_, err := db.Exec(ctx, tx, `select door_open($1, $2, $3, $4, $5, $6)`,
			[]byte(token), db.NewID(), o.Account, o.Staff, data, expiry)
		return err
	})
}

// DeleteCtx ends the sign-in.
func (s Sessions) DeleteCtx(ctx context.Context, token string) error {
	return s.DB.Door(ctx, func(tx *db.Tx) error {
		_, err := db.Exec(ctx, tx, `select door_close($1)`, []byte(token))
		return err
	})
}

// Find, Commit and Delete complete scs.Store; scs calls the others.
func (s Sessions) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without a context.
func (s Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx without a context.
func (s Sessions) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
