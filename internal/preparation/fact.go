package preparation

import "github.com/google/uuid"

// Fact is the visit at which something was rated or agreed. The zero Fact is none.
type Fact struct {
	Kind string // preparation_session, integration_session, consultation
	ID   uuid.UUID
}

func (f Fact) id() *uuid.UUID {
	if f.ID == uuid.Nil {
		return nil
	}
	return &f.ID
}

// factOf is the fact of a preparation session.
func factOf(session uuid.UUID) Fact { return Fact{"preparation_session", session} }
