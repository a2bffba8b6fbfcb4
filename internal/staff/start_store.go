package staff

import (
	"slices"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/db"
)

// Hand is somebody who works at a clinic, or did, as its first hour asks for them.
type Hand struct {
	ID      uuid.UUID
	Name    string
	Roles   []auth.Role
	Lead    bool
	Invited bool // has an account
	Works   bool // still
}

// May says whether somebody's roles hold a permission.
func (h Hand) May(p auth.Permission) bool {
	roles := h.Roles
	if h.Lead {
		roles = append(slices.Clone(roles), auth.MedicalLead)
	}
	return auth.Actor{Roles: roles}.May(p)
}

// QueueHands reads everybody, in the order they were written down.
func QueueHands(b *db.Batch) *db.Rows[Hand] {
	return db.Queue[Hand](b, `
		select id, name, roles, medical_lead as lead, account_id is not null as invited, disabled_at is null as works
		from staff
		order by created_at, id`)
}

// QueueOnCall reads whether the last cover of every prescriber lasts still or is to come; no
// row where nobody ever was on call.
func QueueOnCall(b *db.Batch) *db.Rows[bool] {
	return db.Queue[bool](b, `
		select ends_at > app_now()
		from cover
		where staff_id is null
		order by ends_at desc
		limit 1`)
}
