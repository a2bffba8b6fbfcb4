// Package auth says who acts and what their roles permit.
//
// Which clients somebody sees is not decided here but by row-level security;
// which moments allow an act (ended, withdrawn, signed) are rules of the step.
package auth

import (
	"context"
	"errors"

	"github.com/google/uuid"
)

// Role is what somebody works as. A person holds a set of them.
type Role string

// The roles of a clinic. MedicalLead is derived from staff.medical_lead.
const (
	Prescriber       Role = "prescriber"
	Therapist        Role = "therapist"
	Nurse            Role = "nurse"
	MedicalAssistant Role = "medical_assistant"
	Admin            Role = "admin" // front desk
	Manager          Role = "manager"
	MedicalLead      Role = "medical_lead"
)

// Roles lists them in the order people read them.
var Roles = []Role{Prescriber, Therapist, Nurse, MedicalAssistant, Admin, Manager, MedicalLead}

// Word is the role as people say it.
func (r Role) Word() string {
	switch r {
	case MedicalAssistant:
		return "medical assistant"
	case Admin:
		return "front desk"
	case MedicalLead:
		return "medical lead"
	}
	return string(r)
}

// Clinical says whether the role may be on a care team.
func (r Role) Clinical() bool {
	return r == Prescriber || r == Therapist || r == Nurse || r == MedicalAssistant
}

// Kind says what sort of actor acts.
type Kind string

// Staff are people; System is a worker of one clinic.
const (
	Staff  Kind = "staff"
	System Kind = "system"
)

// Actor is who acts, in which clinic, with which roles.
type Actor struct {
	Kind        Kind
	Clinic      uuid.UUID
	Staff       uuid.UUID   // zero for a worker
	Staffs      []uuid.UUID // Staff and everyone they cover now
	Name        string      // "M. Ruiz", or the worker's name
	Credentials string      // "LCSW"
	Roles       []Role
	SignIn      uuid.UUID
}

// Working is the worker's name, empty for people.
func (a Actor) Working() string {
	if a.Kind == System {
		return a.Name
	}
	return ""
}

// Worker is the actor of background work in one clinic.
func Worker(clinic uuid.UUID, name string) Actor {
	return Actor{Kind: System, Clinic: clinic, Name: name}
}

// Is says whether the actor holds any of these roles.
func (a Actor) Is(roles ...Role) bool {
	for _, have := range a.Roles {
		for _, want := range roles {
			if have == want {
				return true
			}
		}
	}
	return false
}

type key struct{}

// ErrNobody is returned where an act has no actor; there is never a default.
var ErrNobody = errors.New("no actor in context")

// With puts the actor into ctx; done once, where the sign-in is read.
func With(ctx context.Context, a Actor) context.Context { return context.WithValue(ctx, key{}, a) }

// From is the actor of ctx, or ErrNobody.
func From(ctx context.Context) (Actor, error) {
	a, ok := ctx.Value(key{}).(Actor)
	if !ok || a.Clinic == uuid.Nil {
		return Actor{}, ErrNobody
	}
	return a, nil
}
