package staff

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/problem"
)

// Manager is an active manager, as whoever has the machine may see them.
type Manager struct {
	ClinicID, ID uuid.UUID
	Name, Email  string // Email is empty where they have no account
	Zone         string // of their clinic
}

// Said is "Ruth Adler (ruth@larkspur.example)".
func (m Manager) Said() string {
	if m.Email == "" {
		return m.Name + " (no e-mail)"
	}
	return m.Name + " (" + m.Email + ")"
}

// Managers are the active managers of every clinic here, as owner.
func Managers(ctx context.Context, r db.Reader) ([]Manager, error) {
	return db.All[Manager](ctx, r, `
		select s.clinic_id, s.id, s.name, coalesce(a.email, '') as email, c.zone
		from staff s
		join clinic c on c.id = s.clinic_id
		left join account a on a.id = s.account_id
		where 'manager' = any(s.roles) and s.disabled_at is null
		order by s.clinic_id, s.name_key, s.id`)
}

// ManagerOf is the active manager who signs in with an address, as owner; the refusal
// says which there are. The address need not be a good one: it may be a mistyped one.
func ManagerOf(ctx context.Context, r db.Reader, email string) (Manager, error) {
	managers, err := Managers(ctx, r)
	if err != nil {
		return Manager{}, err
	}
	var said []string
	for _, m := range managers {
		if m.Email != "" && m.Email == FoldEmail(email) {
			return m, nil
		}
		said = append(said, m.Said())
	}
	if len(said) == 0 {
		return Manager{}, problem.Newf(problem.NotFound, "No active manager signs in with %q: there is no active manager here.", email)
	}
	return Manager{}, problem.Newf(problem.NotFound, "No active manager signs in with %q. Active here: %s.", email, strings.Join(said, ", "))
}

// MayFound says why no first clinic can be made here, and what to do instead.
func MayFound(ctx context.Context, r db.Reader) error {
	demo, err := db.One[bool](ctx, r, `
		select exists (
		    select from clinic
		    where demo)`)
	if err != nil {
		return err
	}
	if demo {
		return errMixed
	}
	managers, err := Managers(ctx, r)
	if err != nil || len(managers) == 0 {
		return err
	}
	m := managers[0]
	return problem.Newf(problem.Conflict, "A clinic is here already, with an active manager: %s. To give them a new link: kap init --recover --email %s. Was the address or the person wrong: kap init --replace %s --email another@address.", m.Said(), orAddress(m.Email), orAddress(m.Email))
}

func orAddress(email string) string {
	if email == "" {
		return "their@address"
	}
	return email
}

// FoundFirst is Found where no clinic with an active manager is here yet.
func FoundFirst(ctx context.Context, tx *db.Tx, id uuid.UUID, f Founding) error {
	if err := MayFound(ctx, tx); err != nil {
		return err
	}
	return Found(ctx, tx, id, f)
}

// FirstLink gives a person an account and a set-up link for 24 hours, as owner, and
// answers until when it holds; earlier links of theirs end.
func FirstLink(ctx context.Context, tx *db.Tx, clinic, person uuid.UUID, email, token string) (until time.Time, err error) {
	email = FoldEmail(email)
	if err := giveAccount(ctx, tx, clinic, person, email); err != nil {
		return until, err
	}
	if _, err := db.Exec(ctx, tx, `select end_links($1, $2, null)`, clinic, person); err != nil {
		return until, err
	}
	return db.One[time.Time](ctx, tx, `
		insert into setup_link (token_hash, account_id, clinic_id, staff_id, email, expires_at)
		select $1, s.account_id, s.clinic_id, s.id, $4, app_now() + interval '24 hours'
		from staff s
		where s.clinic_id = $2 and s.id = $3
		returning expires_at`, TokenHash(token), clinic, person, email)
}

type given struct {
	Account *uuid.UUID
	Taken   bool
}

// giveAccount joins a person to the account of an address; as owner also to one that
// signs in at another clinic of this server.
func giveAccount(ctx context.Context, tx *db.Tx, clinic, person uuid.UUID, email string) error {
	g, err := db.One[given](ctx, tx, `
		select account, taken
		from account_for($1, $2, $3, $4)`, clinic, person, email, db.NewID())
	if err != nil {
		return err
	}
	if g.Taken {
		return problem.Newf(problem.Conflict, "Somebody else who works at the clinic signs in with %s. Give the manager's own address, or have a manager change that person's roles.", email)
	}
	if g.Account != nil {
		return nil
	}
	return db.Change(ctx, tx, `
		update staff
		set account_id = (select id from account where email = $3)
		where clinic_id = $1 and id = $2`, clinic, person, email)
}

// Recover gives the manager of an e-mail a new set-up link, as owner, and leaves an event
// that every manager sees.
func Recover(ctx context.Context, tx *db.Tx, email, token string) (m Manager, until time.Time, err error) {
	if m, err = ManagerOf(ctx, tx, email); err != nil {
		return m, until, err
	}
	if err := note(ctx, tx, m.ClinicID, "kap init --recover", "account.recovered", m.ID); err != nil {
		return m, until, err
	}
	until, err = FirstLink(ctx, tx, m.ClinicID, m.ID, m.Email, token)
	return m, until, err
}

// Readdress gives a manager another address to sign in with, as owner: what the wrong one
// was given and whatever is signed in ends. Every manager sees that it was done.
func Readdress(ctx context.Context, tx *db.Tx, m Manager, email, token string) (until time.Time, err error) {
	if FoldEmail(email) == m.Email {
		return until, problem.Newf(problem.Conflict, "%s signs in with that address already. For a new link: kap init --recover --email %s.", m.Name, m.Email)
	}
	if err := note(ctx, tx, m.ClinicID, "kap init --replace", "account.readdressed", m.ID); err != nil {
		return until, err
	}
	if _, err := db.Exec(ctx, tx, `
		delete from sign_in
		where clinic_id = $1 and staff_id = $2`, m.ClinicID, m.ID); err != nil {
		return until, err
	}
	return FirstLink(ctx, tx, m.ClinicID, m.ID, email, token)
}

// Succeed ends a manager's access and engages another in their place, as owner. Every
// manager sees that it was done.
func Succeed(ctx context.Context, tx *db.Tx, m Manager, id uuid.UUID, name, email, token string) (until time.Time, err error) {
	if err := note(ctx, tx, m.ClinicID, "kap init --replace", "staff.disabled", m.ID); err != nil {
		return until, err
	}
	if err := db.Change(ctx, tx, `
		update staff
		set disabled_at = app_now()
		where clinic_id = $1 and id = $2`, m.ClinicID, m.ID); err != nil {
		return until, err
	}
	if _, err := db.Exec(ctx, tx, `select end_links($1, $2, null)`, m.ClinicID, m.ID); err != nil {
		return until, err
	}
	if err := note(ctx, tx, m.ClinicID, "kap init --replace", "staff.added", id); err != nil {
		return until, err
	}
	if err := Engage(ctx, tx, m.ClinicID, id, MemberEntry{Name: name, Roles: []string{"manager"}}); err != nil {
		return until, err
	}
	return FirstLink(ctx, tx, m.ClinicID, id, email, token)
}

// note is an event of what whoever has the machine did to a person's sign-in.
func note(ctx context.Context, tx *db.Tx, clinic uuid.UUID, by, action string, person uuid.UUID) error {
	_, err := db.Exec(ctx, tx, `
		insert into audit_event (clinic_id, actor_kind, worker, action, subject_kind, subject)
		values ($1, 'system', $2, $3, 'staff', $4)`, clinic, by, action, person)
	return err
}
