package client

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/spine"
)

// Team is who cares for a client, and who could.
type Team struct {
	Named  Named
	Caring []Caring
}

// Team reads the care team as the actor may see it.
func (s Service) Team(ctx context.Context, client uuid.UUID) (t Team, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		found, named, caring := QueueClient(b, client), QueueNamed(b, client), QueueTeam(b, client)
		if err := b.Send(ctx); err != nil {
			return err
		}
		t.Named, _ = named.Maybe()
		t.Caring = caring.All()
		_, err := found.One()
		return err
	})
	return t, err
}

// SeesAfter says whether the actor will see the client they are taking in.
func SeesAfter(ctx context.Context, prescriber, therapist uuid.UUID) bool {
	actor, err := auth.From(ctx)
	return err == nil && Sees(actor, Places(prescriber, therapist))
}

// QueueTeam reads who cares for the client now or later. The front desk sees
// everybody, others only themselves: Named is for everybody.
func QueueTeam(b *db.Batch, client uuid.UUID) *db.Rows[Caring] {
	return db.Queue[Caring](b, `
		select c.staff_id, concat_ws(', ', s.name, nullif(s.credentials, '')) as name, c.role, c.since,
		    nullif(c.until, 'infinity') as until, c.reason
		from care_team c
		join staff s on s.clinic_id = c.clinic_id and s.id = c.staff_id
		where c.client_id = $1 and c.until > app_now()
		order by c.until desc, s.name_key, c.role`, client)
}

// QueueNamed reads primary therapist and prescriber of the latest course.
func QueueNamed(b *db.Batch, client uuid.UUID) *db.Rows[Named] {
	return db.Queue[Named](b, `
		select k.id as course_id, `+spine.Open+` as course_open,
		    k.therapist_id, k.prescriber_id,
		    concat_ws(', ', t.name, nullif(t.credentials, '')) as therapist_name,
		    concat_ws(', ', p.name, nullif(p.credentials, '')) as prescriber_name
		from course k
		left join staff t on t.clinic_id = k.clinic_id and t.id = k.therapist_id
		left join staff p on p.clinic_id = k.clinic_id and p.id = k.prescriber_id
		where k.client_id = $1
		order by `+spine.LatestFirst+`
		limit 1`, client)
}

// JoinTeam puts somebody on the care team from since until until (zero: without
// end). Where they have an open place in that role already, nothing changes.
func JoinTeam(ctx context.Context, tx *db.Tx, client, staff uuid.UUID, role auth.Role, since, until time.Time, reason string) error {
	_, err := db.Exec(ctx, tx, `
		insert into care_team (id, client_id, staff_id, role, since, until, reason)
		values (@id, @client, @staff, @role, @since, coalesce(@until::timestamptz, 'infinity'), @reason)
		on conflict do nothing`, db.Named(nil, "id", db.NewID(), "client", client, "staff", staff, "role", role,
		"since", since, "until", until, "reason", reason))
	return clinicalOnly(err)
}

// FirstTeam puts the first people on a new client's care team. They come in one
// statement: whoever took the client in may name the first, and only the first.
// Somebody who names others and not themselves keeps a place for this instant, in
// which the rest of the transaction opens the course.
func FirstTeam(ctx context.Context, tx *db.Tx, client uuid.UUID, places []Place) error {
	var staff []uuid.UUID
	var roles, reasons []string
	var until []*time.Time
	add := func(p Place, reason string, end *time.Time) {
		staff, roles, reasons, until = append(staff, p.Staff), append(roles, string(p.Role)), append(reasons, reason), append(until, end)
	}
	for _, place := range places {
		add(place, "named", nil)
	}
	if !Sees(tx.Actor, places) {
		end := tx.Now.Add(time.Microsecond)
		add(Place{tx.Actor.Staff, clinicalRole(tx.Actor)}, "took the client in", &end)
	}
	_, err := db.Exec(ctx, tx, `
		insert into care_team (id, client_id, staff_id, role, until, reason)
		select gen_random_uuid(), $1, staff, role, coalesce(until, 'infinity'), reason
		from unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::text[]) as place (staff, role, until, reason)`,
		client, staff, roles, until, reasons)
	return clinicalOnly(err)
}

func clinicalRole(a auth.Actor) auth.Role {
	for _, role := range a.Roles {
		if role.Clinical() {
			return role
		}
	}
	return ""
}

// clinicalOnly turns the database's refusal into a sentence.
func clinicalOnly(err error) error {
	if db.Violates(err, "care_team_is_clinical") {
		return problem.New(problem.Conflict, "This person does not work here in that role any more. Choose somebody else.")
	}
	return err
}

// EndTeam ends somebody's open place in a role. False: there is none that the
// actor may end; only the front desk sees other people's places.
func EndTeam(ctx context.Context, tx *db.Tx, client, staff uuid.UUID, role auth.Role) (bool, error) {
	n, err := db.Exec(ctx, tx, `
		update care_team
		set until = app_now()
		where client_id = $1 and staff_id = $2 and role = $3 and until = 'infinity'`, client, staff, string(role))
	return n > 0, err
}

// QueueOnTeam asks whether the reader, or somebody they cover, cares for the client now.
func QueueOnTeam(b *db.Batch, client uuid.UUID) *db.Rows[bool] {
	return db.Queue[bool](b, `
		select exists (
		    select from care_team
		    where client_id = $1 and staff_id = any (app_staffs()) and since <= app_now() and until > app_now())`, client)
}
