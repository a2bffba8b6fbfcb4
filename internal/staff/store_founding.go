package staff

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/problem"
)

// Founding is what a new clinic is called and where it is.
type Founding struct {
	Name, Zone, Address, EmergencyDepartment, Phone string

	Demo bool
}

// Check says what does not fit.
func (f Founding) Check() error {
	var fields problem.Fields
	if f.Name == "" {
		fields.Add("clinic", "Name the clinic.")
	}
	if _, err := time.LoadLocation(f.Zone); err != nil || f.Zone == "" {
		fields.Add("zone", "%q is not a time zone; write it like America/Denver.", f.Zone)
	}
	return fields.Err()
}

// Found makes a clinic, as owner. A demo clinic and a real one never share a database.
func Found(ctx context.Context, tx *db.Tx, id uuid.UUID, f Founding) error {
	if err := f.Check(); err != nil {
		return err
	}
	mixed, err := db.One[bool](ctx, tx, `
		select exists (
		    select from clinic
		    where demo <> $1)`, f.Demo)
	if err != nil {
		return err
	}
	if mixed {
		return problem.New(problem.Conflict, "A demo clinic and a real clinic never share a database. Use an empty one.")
	}
	_, err = db.Exec(ctx, tx, `
		insert into clinic (id, name, zone, address, emergency_department, phone, demo)
		values ($1, $2, $3, $4, $5, $6, $7)`,
		id, f.Name, f.Zone, f.Address, f.EmergencyDepartment, f.Phone, f.Demo)
	return err
}

// Engage adds a person to a clinic, as owner.
func Engage(ctx context.Context, tx *db.Tx, clinic, id uuid.UUID, e Entry) error {
	if err := e.Check(); err != nil {
		return err
	}
	_, err := db.Exec(ctx, tx, `
		insert into staff (clinic_id, id, name, credentials, roles, medical_lead)
		values ($1, $2, $3, $4, $5, $6)`, clinic, id, e.Name, e.Credentials, e.Roles, e.MedicalLead)
	return err
}

// FirstLink gives a person an account and a set-up link for 24 hours, as owner.
func FirstLink(ctx context.Context, tx *db.Tx, clinic, person uuid.UUID, email, token string) error {
	_, err := db.Exec(ctx, tx, `
		insert into account (id, email)
		values ($1, lower(btrim($2)))
		on conflict (email) do nothing`, db.NewID(), email)
	if err != nil {
		return err
	}
	account, err := db.One[uuid.UUID](ctx, tx, `
		select id
		from account
		where email = lower(btrim($1))`, email)
	if err != nil {
		return err
	}
	err = db.Change(ctx, tx, `
		update staff
		set account_id = $3
		where clinic_id = $1 and id = $2`, clinic, person, account)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, tx, `
		insert into setup_link (token_hash, account_id, clinic_id, staff_id, expires_at)
		values ($1, $2, $3, $4, app_now() + interval '24 hours')`, TokenHash(token), account, clinic, person)
	return err
}

// FoundFirst is Found where no clinic with an active manager is here yet.
func FoundFirst(ctx context.Context, tx *db.Tx, id uuid.UUID, f Founding) error {
	managed, err := db.One[bool](ctx, tx, `
		select exists (
		    select from staff
		    where 'manager' = any(roles) and disabled_at is null)`)
	if err != nil {
		return err
	}
	if managed {
		return problem.New(problem.Conflict, "A clinic with an active manager is here. To give that manager a new link, add --recover --email with their e-mail.")
	}
	return Found(ctx, tx, id, f)
}

// Recover gives the manager of an e-mail a new set-up link, as owner, and
// leaves an event that every manager sees.
func Recover(ctx context.Context, tx *db.Tx, email, token string) error {
	person, found, err := db.Maybe[membership](ctx, tx, `
		select s.clinic_id, s.id
		from staff s
		join account a on a.id = s.account_id
		where a.email = lower(btrim($1)) and 'manager' = any(s.roles) and s.disabled_at is null
		limit 1`, email)
	if err != nil {
		return err
	}
	if !found {
		return problem.New(problem.NotFound, "No active manager has that e-mail.")
	}
	_, err = db.Exec(ctx, tx, `
		insert into audit_event (clinic_id, actor_kind, worker, action, subject_kind, subject)
		values ($1, 'system', 'kap init --recover', 'account.recovered', 'staff', $2)`, person.ClinicID, person.ID)
	if err != nil {
		return err
	}
	return FirstLink(ctx, tx, person.ClinicID, person.ID, email, token)
}

type membership struct{ ClinicID, ID uuid.UUID }
