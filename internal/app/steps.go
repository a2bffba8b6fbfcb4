package app

import (
	"context"
	"net/http"

	"github.com/alexedwards/scs/v2"
	"github.com/google/uuid"

	"kap/internal/auditlog"
	"kap/internal/auditlog/auditlogweb"
	"kap/internal/chart"
	"kap/internal/chart/chartweb"
	"kap/internal/client"
	"kap/internal/client/clientweb"
	"kap/internal/clinic"
	"kap/internal/clinic/clinicweb"
	"kap/internal/consent"
	"kap/internal/consent/consentweb"
	"kap/internal/course"
	"kap/internal/course/courseweb"
	"kap/internal/db"
	"kap/internal/demo"
	"kap/internal/dosing"
	"kap/internal/dosing/dosingweb"
	"kap/internal/eligibility"
	"kap/internal/eligibility/eligibilityweb"
	"kap/internal/endpoint"
	"kap/internal/integration"
	"kap/internal/integration/integrationweb"
	"kap/internal/measure"
	"kap/internal/measure/measureweb"
	"kap/internal/medication"
	"kap/internal/medication/medicationweb"
	"kap/internal/pathway"
	"kap/internal/pause"
	"kap/internal/pause/pauseweb"
	"kap/internal/preparation"
	"kap/internal/preparation/preparationweb"
	"kap/internal/protocol"
	"kap/internal/protocol/protocolweb"
	"kap/internal/readiness"
	"kap/internal/readiness/readinessweb"
	"kap/internal/safety"
	"kap/internal/safety/safetyweb"
	"kap/internal/schedule"
	"kap/internal/schedule/scheduleweb"
	"kap/internal/staff"
	"kap/internal/staff/staffweb"
	"kap/internal/task"
	"kap/internal/task/taskweb"
	"kap/internal/today"
	"kap/internal/today/todayweb"
	"kap/web/ui"
)

// steps are the services of the care pathway, in order of care.
type steps struct {
	db       *db.DB
	signIns  *scs.SessionManager
	showDemo bool
	address  func(*http.Request) string // by which people reach the server

	clinic      clinic.Service
	staff       staff.Service
	pause       pause.Service
	protocol    protocol.Service
	task        task.Service
	client      client.Service
	schedule    schedule.Service
	safety      safety.Service
	consent     consent.Service
	measure     measure.Service
	eligibility eligibility.Service
	medication  medication.Service
	course      course.Service
	preparation preparation.Service
	readiness   readiness.Service
	dosing      dosing.Service
	integration integration.Service
	pathway     pathway.Service
	chart       chart.Service
	today       today.Service
	auditlog    auditlog.Service
}

func newSteps(d *db.DB, signIns *scs.SessionManager, showDemo bool) steps {
	return steps{
		db: d, signIns: signIns, showDemo: showDemo,
		clinic: clinic.Service{DB: d}, staff: staff.Service{DB: d, Tell: tellOfCode}, pause: pause.Service{DB: d, Hold: schedule.HoldPaused, Lifted: course.ConfirmPaused}, protocol: protocol.Service{DB: d, Drafted: tellOfDraft, Approved: closeDrafts},
		task: task.Service{DB: d}, client: client.Service{DB: d, Decided: eligibility.DecidedCourse},
		schedule: schedule.Service{DB: d, LastDosing: course.LastDosing}, safety: safety.Service{DB: d, SafetyCalls: integration.QueueSafetyCalls}, consent: consent.Service{DB: d, UnderTheMedicine: readiness.UnderTheMedicine},
		measure: measure.Service{DB: d, Doses: dosing.QueueDoses, FirstLozenge: course.QueueFirstLozenge}, eligibility: eligibility.Service{DB: d, Doses: course.QueueDoses, Settled: course.Settle, Declined: course.Decline}, medication: medication.Service{DB: d},
		course: course.Service{DB: d}, preparation: preparation.Service{DB: d}, readiness: readiness.Service{DB: d}, dosing: dosing.Service{DB: d},
		integration: integration.Service{DB: d}, pathway: pathway.Service{DB: d}, chart: chart.Service{DB: d},
		today: today.Service{DB: d}, auditlog: auditlog.Service{DB: d},
	}
}

// routes is every step's, in order of care.
func (s steps) routes() []endpoint.Route {
	courses := courseweb.Screens{Courses: s.course}
	var all []endpoint.Route
	for _, of := range [][]endpoint.Route{
		staffweb.Screens{Staff: s.staff, SignIns: s.signIns, ShowDemo: s.showDemo, Address: s.address}.Routes(),
		clinicweb.Screens{Clinic: s.clinic, Schedule: s.schedule}.Routes(),
		pauseweb.Screens{Pause: s.pause}.Routes(),
		protocolweb.Screens{Protocol: s.protocol, Consents: s.consent}.Routes(),
		taskweb.Screens{Task: s.task}.Routes(),
		clientweb.Screens{Clients: s.client, Courses: s.course, Staff: s.staff}.Routes(),
		scheduleweb.Screens{Schedule: s.schedule, Courses: s.course}.Routes(),
		safetyweb.Screens{Safety: s.safety, Clients: s.client}.Routes(),
		consentweb.Screens{Consents: s.consent}.Routes(),
		measureweb.Screens{Measures: s.measure}.Routes(),
		eligibilityweb.Screens{Eligibility: s.eligibility}.Routes(),
		medicationweb.Screens{Medication: s.medication}.Routes(),
		courses.Routes(), courses.BookingRoutes(),
		preparationweb.Screens{Preparations: s.preparation}.Routes(),
		readinessweb.Screens{Readiness: s.readiness}.Routes(),
		dosingweb.Screens{Dosing: s.dosing, Clients: s.client}.Routes(),
		integrationweb.Screens{Integrations: s.integration, Clients: s.client}.Routes(),
		chartweb.Screens{Charts: s.chart}.Routes(),
		todayweb.Screens{Today: s.today}.Routes(),
		auditlogweb.Screens{Record: s.auditlog}.Routes(),
	} {
		all = append(all, of...)
	}
	return all
}

// afterWrite keeps the pathway of a client current; a failure is reported.
func (s steps) afterWrite(report func(context.Context, error)) func(context.Context, *db.Tx, uuid.UUID) error {
	return pathway.Hook(report)
}

// header is the identity bar of a client's pages.
func (s steps) header(ctx context.Context, person uuid.UUID) (*ui.Header, error) {
	return chart.Header(ctx, s.db, person)
}

// house is the demo clinic with the services it is built through.
func (s steps) house(c demo.Clinic) demo.House {
	s.db.AfterWrite = pathway.Refresh // here a failure stops the building
	return demo.NewHouse(s.db, c)
}
