package protocol

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/spine"
)

// QueueTreated reads the versions that the courses one treats go by.
func QueueTreated(b *db.Batch) *db.Rows[Version] {
	return db.Queue[Version](b, `
		select `+columns+`
		where p.version in (
		    select k.protocol_version
		    from course k
		    where `+spine.Open+` and `+spine.Treated+`)`)
}

// QueueOfSession reads the version that a session is judged by at a moment: the one it began
// with, by its number; before it began, its course's; without either, the one that counted.
func QueueOfSession(b *db.Batch, number int, course uuid.UUID, at time.Time) *db.Rows[Version] {
	return db.Queue[Version](b, `
		with own as (
		    select coalesce(nullif($1, 0), (select k.protocol_version from course k where k.id = $2), 0) as number)
		select `+columns+`
		where p.approved_at is not null
		  and (p.version = (select own.number from own)
		    or p.approved_at <= $3
		      and p.effective_from <= (select ($3 at time zone c.zone)::date from clinic c where c.id = p.clinic_id))
		order by p.version = (select own.number from own) desc, p.version desc
		limit 1`, number, course, at)
}

// BodyFor is the protocol that a course goes by: the version of its number where it is
// among those read, else the one in force.
func BodyFor(number int, versions, inForce *db.Rows[Version]) Body {
	for _, v := range versions.All() {
		if v.Number == number {
			return v.Body
		}
	}
	return BodyOf(inForce)
}
