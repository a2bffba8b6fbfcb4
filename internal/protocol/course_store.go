package protocol

import (
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
