package staff

import (
	"kap/internal/clinic"
	"kap/internal/problem"
)

// Founding is what a new clinic is called and where it is.
type Founding struct {
	Name, Zone, Address, EmergencyDepartment, Phone string

	Demo bool
}

// Check says what does not fit.
func (f Founding) Check() error {
	var fields problem.Fields
	if f.Name == "" {
		fields.Add("clinic", "Name the clinic.")
	}
	checkLine(&fields, "clinic", f.Name)
	if _, err := clinic.FindZone(f.Zone); err != nil {
		_ = fields.Join("", err)
	}
	checkLine(&fields, "address", f.Address)
	checkLine(&fields, "phone", f.Phone)
	if f.Phone != "" && !clinic.IsPhone(f.Phone) {
		fields.Add("phone", "Type the phone number with its area code, like 303 555 0142.")
	}
	checkLine(&fields, "emergency_department", f.EmergencyDepartment)
	return fields.Err()
}
