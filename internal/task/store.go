package task

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/spine"
)

// Open opens a task; while one of the same client, kind, fact and owner is open, also
// one that the actor cannot see, it does nothing.
func Open(ctx context.Context, tx *db.Tx, n New) error {
	n = n.ready()
	_, err := db.Exec(ctx, tx, `
		insert into task (id, client_id, course_id, kind, what, detail, href, owner_role, owner_staff,
		    due, urgent, fact_kind, fact)
		select @id, @client, @course, @kind, @what, @detail, @href, @owner_role, @owner_staff, @due, @urgent, @fact_kind, @fact
		where not exists (
		    select from task t
		    where t.client_id is not distinct from @client and t.kind = @kind
		      and t.fact_kind = @fact_kind and t.fact is not distinct from @fact
		      and t.owner_role = @owner_role and (@kind <> @by_hand or t.what = @what) and t.closed_at is null)
		on conflict do nothing`,
		db.Named(n, "id", db.NewID(), "fact_kind", n.Fact.Kind, "fact", n.Fact.ID, "by_hand", ByHand))
	if err != nil {
		return fmt.Errorf("open task %s: %w", n.Kind, err)
	}
	return nil
}

// Close closes the open tasks of a client and kind about one fact, because the
// work was done. outcome is a word or two: "called", "signed".
func Close(ctx context.Context, tx *db.Tx, client uuid.UUID, kind Kind, fact Fact, outcome string) error {
	_, err := db.Exec(ctx, tx, `
		update task
		set closed_at = app_now(), closed_by = app_staff(), outcome = @outcome
		where client_id is not distinct from @client and kind = @kind and fact_kind = @fact_kind
		  and fact is not distinct from @fact and closed_at is null`,
		db.Named(nil, "client", client, "kind", kind, "fact_kind", fact.Kind, "fact", fact.ID, "outcome", outcome))
	return err
}

// CloseEvery closes every open task of a client and kind, whatever fact opened it, but
// those about the facts to keep.
func CloseEvery(ctx context.Context, tx *db.Tx, client uuid.UUID, kind Kind, outcome string, keep ...uuid.UUID) error {
	_, err := db.Exec(ctx, tx, `
		update task
		set closed_at = app_now(), closed_by = app_staff(), outcome = @outcome
		where client_id is not distinct from @client and kind = @kind and closed_at is null
		  and (fact is null or fact <> all (@keep))`,
		db.Named(nil, "client", client, "kind", kind, "outcome", outcome, "keep", keep))
	return err
}

// CloseUntil closes every open task of a client and kind that was opened by a moment: what
// was done then answers nothing that came later. Minutes are compared as minutes, since
// that is how people type when they did it.
func CloseUntil(ctx context.Context, tx *db.Tx, client uuid.UUID, kind Kind, at time.Time, outcome string) error {
	_, err := db.Exec(ctx, tx, `
		update task
		set closed_at = app_now(), closed_by = app_staff(), outcome = $4
		where client_id = $1 and kind = $2 and closed_at is null
		  and date_trunc('minute', since) <= $3::timestamptz`,
		client, string(kind), at, outcome)
	return err
}

const columns = `t.id, t.client_id, ` + spine.Called + ` as client_name,
		    t.kind, t.what, t.detail, t.href, t.owner_role, t.owner_staff, coalesce(o.name, '') as owner_name,
		    t.since, t.due, t.urgent, t.from_pathway, t.fact_kind, t.fact,
		    t.closed_at, coalesce(d.name, '') as closed_by, t.outcome
		from task t
		left join client c on c.id = t.client_id
		left join staff o on o.id = t.owner_staff
		left join staff d on d.id = t.closed_by
		`

// QueueMine reads the open tasks of the actor, of those they cover, and of their
// roles where nobody is named: urgent first, then by when they are due. At most 200.
func QueueMine(b *db.Batch, a auth.Actor) *db.Rows[Task] {
	return db.Queue[Task](b, `
		select `+columns+`
		where t.closed_at is null and `+mine+`
		order by t.urgent desc, t.due nulls last, t.since, t.id
		limit 200`, a.Staffs, roleWords(a.Roles))
}

// QueueOfClient reads the open tasks of one client, in the order they are due.
func QueueOfClient(b *db.Batch, client uuid.UUID) *db.Rows[Task] {
	return db.Queue[Task](b, `
		select `+columns+`
		where t.client_id = $1 and t.closed_at is null
		order by t.urgent desc, t.due nulls last, t.since, t.id`, client)
}

// QueueOpen reads the open tasks of one client and kind.
func QueueOpen(b *db.Batch, client uuid.UUID, kind Kind) *db.Rows[Task] {
	return db.Queue[Task](b, `
		select `+columns+`
		where t.client_id is not distinct from @client and t.kind = @kind and t.closed_at is null
		order by t.since, t.id`, db.Named(nil, "client", client, "kind", kind))
}

// Mark is what somebody's task says beside the pathway's own: it is open, or was done.
type Mark struct {
	Kind     Kind
	Fact     *uuid.UUID
	ClosedAt time.Time // the last of its kind and fact; zero: one is open
}

// QueueMarks reads, of one client, which tasks are open that the pathway did not open,
// and when whoever was asked for information was last reminded.
func QueueMarks(b *db.Batch, client uuid.UUID) *db.Rows[Mark] {
	return db.Queue[Mark](b, `
		select kind, fact, null::timestamptz as closed_at
		from task
		where client_id = $1 and closed_at is null and not from_pathway
		union all
		select kind, fact, max(closed_at)
		from task
		where client_id = $1 and kind = $2 and closed_at is not null
		group by kind, fact`, client, string(RemindInformation))
}

// OwnerCount is how much one person or role has open.
type OwnerCount struct {
	Role    auth.Role
	Name    string // empty: anyone of the role
	N       int
	Overdue int
	Urgent  int
	Oldest  time.Time
}

// QueueOwners counts the clinic's open tasks by who has them, the oldest first.
func QueueOwners(b *db.Batch, at time.Time) *db.Rows[OwnerCount] {
	return db.Queue[OwnerCount](b, `
		select t.owner_role as role, coalesce(s.name, '') as name, count(*)::int as n,
		    (count(*) filter (where t.due < $1))::int as overdue, (count(*) filter (where t.urgent))::int as urgent,
		    min(t.since) as oldest
		from task t
		left join staff s on s.clinic_id = t.clinic_id and s.id = t.owner_staff
		where t.closed_at is null
		group by t.owner_role, s.name
		order by min(t.since)`, at)
}

func one(ctx context.Context, r db.Reader, client, id uuid.UUID) (Task, error) {
	return db.One[Task](ctx, r, `
		select `+columns+`
		where t.id = @id and t.client_id is not distinct from @client`, db.Named(nil, "id", id, "client", client))
}

func done(ctx context.Context, tx *db.Tx, client, id uuid.UUID, outcome string) error {
	return db.Change(ctx, tx, `
		update task
		set closed_at = app_now(), closed_by = app_staff(), outcome = @outcome
		where id = @id and client_id is not distinct from @client and closed_at is null`,
		db.Named(nil, "id", id, "client", client, "outcome", outcome))
}

func roleWords(roles []auth.Role) []string {
	words := make([]string, len(roles))
	for i, role := range roles {
		words[i] = string(role)
	}
	return words
}
