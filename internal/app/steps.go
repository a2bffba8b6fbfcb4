package app

import (
	"context"

	"github.com/alexedwards/scs/v2"
	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/endpoint"
	"kap/internal/staff"
	"kap/internal/staff/staffweb"
	"kap/web/ui"
)

// steps are the services of the care pathway, in order of care.
type steps struct {
	db       *db.DB
	signIns  *scs.SessionManager
	showDemo bool

	staff staff.Service
}

func newSteps(d *db.DB, signIns *scs.SessionManager, showDemo bool) steps {
	return steps{db: d, signIns: signIns, showDemo: showDemo, staff: staff.Service{DB: d}}
}

// routes is every step's, in order of care.
func (s steps) routes() []endpoint.Route {
	var all []endpoint.Route
	for _, of := range [][]endpoint.Route{
		staffweb.Screens{Staff: s.staff, SignIns: s.signIns, ShowDemo: s.showDemo}.Routes(),
	} {
		all = append(all, of...)
	}
	return all
}

// afterWrite keeps the pathway of a client current.
func (s steps) afterWrite() func(context.Context, *db.Tx, uuid.UUID) error { return nil }

// header is the identity bar of a client's pages.
func (s steps) header(ctx context.Context, client uuid.UUID) (*ui.Header, error) {
	return &ui.Header{ID: client}, nil
}
