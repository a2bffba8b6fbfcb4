package app

import (
	"context"

	"github.com/alexedwards/scs/v2"
	"github.com/google/uuid"

	"kap/internal/client"
	"kap/internal/client/clientweb"
	"kap/internal/course"
	"kap/internal/course/courseweb"
	"kap/internal/db"
	"kap/internal/endpoint"
	"kap/internal/pause"
	"kap/internal/pause/pauseweb"
	"kap/internal/protocol"
	"kap/internal/protocol/protocolweb"
	"kap/internal/staff"
	"kap/internal/staff/staffweb"
	"kap/internal/task"
	"kap/internal/task/taskweb"
	"kap/web/ui"
)

// steps are the services of the care pathway, in order of care.
type steps struct {
	db       *db.DB
	signIns  *scs.SessionManager
	showDemo bool

	staff    staff.Service
	pause    pause.Service
	protocol protocol.Service
	task     task.Service
	client   client.Service
	course   course.Service
}

func newSteps(d *db.DB, signIns *scs.SessionManager, showDemo bool) steps {
	return steps{
		db: d, signIns: signIns, showDemo: showDemo,
		staff: staff.Service{DB: d}, pause: pause.Service{DB: d}, protocol: protocol.Service{DB: d},
		task: task.Service{DB: d}, client: client.Service{DB: d}, course: course.Service{DB: d},
	}
}

// routes is every step's, in order of care.
func (s steps) routes() []endpoint.Route {
	var all []endpoint.Route
	for _, of := range [][]endpoint.Route{
		staffweb.Screens{Staff: s.staff, SignIns: s.signIns, ShowDemo: s.showDemo}.Routes(),
		pauseweb.Screens{Pause: s.pause}.Routes(),
		protocolweb.Screens{Protocol: s.protocol}.Routes(),
		taskweb.Screens{Task: s.task}.Routes(),
		clientweb.Screens{Clients: s.client, Courses: s.course, Staff: s.staff}.Routes(),
		courseweb.Screens{Courses: s.course}.Routes(),
	} {
		all = append(all, of...)
	}
	return all
}

// afterWrite keeps the pathway of a client current.
func (s steps) afterWrite() func(context.Context, *db.Tx, uuid.UUID) error { return nil }

// header is the identity bar of a client's pages.
func (s steps) header(ctx context.Context, client uuid.UUID) (*ui.Header, error) {
	return s.client.Header(ctx, client)
}
