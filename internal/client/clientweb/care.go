package clientweb

import (
	"net/http"
	"time"

	"github.com/a-h/templ"

	"kap/internal/client"
	"kap/internal/endpoint"
	"kap/internal/protocol"
	"kap/web/ui"
)

func (s Screens) medicineForm() endpoint.Form[client.MedicineEntry] {
	return endpoint.Form[client.MedicineEntry]{
		Page: s.medicinesPage,
		Submit: func(r *http.Request, in client.MedicineEntry) (endpoint.Answer, error) {
			return toMedicines(r), s.Clients.AddMedicine(r.Context(), endpoint.Client(r), endpoint.ID(r), in)
		},
	}
}

// stopped is the day somebody stopped a medicine; zero is today.
type stopped struct {
	On time.Time `form:"stopped_on" label:"Stopped on" as:"date"`
}

func (s Screens) stopMedicineForm() endpoint.Form[stopped] {
	return endpoint.Form[stopped]{
		Page: s.medicinesPage,
		Submit: func(r *http.Request, in stopped) (endpoint.Answer, error) {
			return toMedicines(r), s.Clients.StopMedicine(r.Context(), endpoint.Client(r), endpoint.Param(r, "medicine"), in.On)
		},
	}
}

func (s Screens) allergyForm() endpoint.Form[client.AllergyEntry] {
	return endpoint.Form[client.AllergyEntry]{
		Page: s.medicinesPage,
		Submit: func(r *http.Request, in client.AllergyEntry) (endpoint.Answer, error) {
			return toMedicines(r), s.Clients.AddAllergy(r.Context(), endpoint.Client(r), endpoint.ID(r), in)
		},
	}
}

func (s Screens) endAllergyForm() endpoint.Form[struct{}] {
	return endpoint.Form[struct{}]{
		Page: s.medicinesPage,
		Submit: func(r *http.Request, _ struct{}) (endpoint.Answer, error) {
			return toMedicines(r), s.Clients.EndAllergy(r.Context(), endpoint.Client(r), endpoint.Param(r, "allergy"))
		},
	}
}

func toMedicines(r *http.Request) endpoint.Answer {
	return endpoint.SeeOther("%s", path(r, "/medicines"))
}

// careForms are the forms of the medicines page.
type careForms struct {
	medicine, allergy ui.Form
	stop, end         func(id string) ui.Form
}

func (s Screens) medicinesPage(r *http.Request, f ui.Form) (templ.Component, error) {
	care, err := s.Clients.Care(r.Context(), endpoint.Client(r))
	if err != nil {
		return nil, err
	}
	forms := careForms{
		medicine: formFor(r, f, path(r, "/medicines"), "", client.MedicineEntry{}),
		allergy:  formFor(r, f, path(r, "/allergies"), "allergy-", client.AllergyEntry{}),
		stop: func(id string) ui.Form {
			return formFor(r, f, path(r, "/medicines/"+id+"/stop"), "stop-"+id+"-", stopped{care.Today})
		},
		end: func(id string) ui.Form {
			return formFor(r, f, path(r, "/allergies/"+id+"/end"), "end-"+id+"-", struct{}{})
		},
	}
	return medicinesPage(care, forms), nil
}

// classes are the kinds of the protocol's list, and that it is none of them.
func classes(b protocol.Body) []ui.Option {
	options := []ui.Option{{Value: client.NotListed, Label: "Not in our list"}}
	for _, m := range b.Medicines {
		options = append(options, ui.Option{Value: m.Class, Label: m.Name})
	}
	return options
}
