// Package clientweb is the screens of the person in care: list, taking in,
// details, care team, medicines and allergies, escorts.
package clientweb

import (
	"kap/internal/auth"
	"kap/internal/client"
	"kap/internal/course"
	"kap/internal/endpoint"
	"kap/internal/staff"
)

// Screens are the pages of this step.
type Screens struct {
	Clients client.Service
	Courses course.Service // taking in opens a course, naming goes with it
	Staff   staff.Service
}

// Routes is every URL of the step with the permission it takes.
func (s Screens) Routes() []endpoint.Route {
	routes := []endpoint.Route{endpoint.Get("/clients", auth.ViewDesk, "clients.listed", s.list)}
	routes = append(routes, endpoint.Create("/clients/new", auth.CreateClient, "", s.takeInForm())...)
	const one = "/clients/{client}"
	return append(routes,
		endpoint.Get(one+"/details", auth.ViewDesk, "details.viewed", fresh(s.detailsPage)),
		endpoint.Post(one+"/details", auth.EditClient, s.detailsForm()),
		endpoint.Post(one+"/former-names/{name}/removal", auth.EditClient, s.removeNameForm()),
		endpoint.Get(one+"/team", auth.ViewDesk, "care_team.viewed", fresh(s.teamPage)),
		endpoint.Post(one+"/team", auth.NameCareTeam, s.teamForm()),
		endpoint.Get(one+"/escorts", auth.ViewDesk, "escorts.viewed", fresh(s.escortsPage)),
		endpoint.Post(one+"/escorts", auth.EditClient, s.escortForm()),
		endpoint.Post(one+"/escorts/{escort}/end", auth.EditClient, s.endEscortForm()),
		endpoint.Get(one+"/medicines", auth.ViewCare, "medicines.viewed", fresh(s.medicinesPage)),
		endpoint.Post(one+"/medicines", auth.EditMedicines, s.medicineForm()),
		endpoint.Post(one+"/medicines/{medicine}/stop", auth.EditMedicines, s.stopMedicineForm()),
		endpoint.Post(one+"/allergies", auth.EditMedicines, s.allergyForm()),
		endpoint.Post(one+"/allergies/{allergy}/end", auth.EditMedicines, s.endAllergyForm()),
	)
}
