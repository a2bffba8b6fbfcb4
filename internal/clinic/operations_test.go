package clinic_test

import (
	"context"
	"testing"

	"kap/internal/clinic"
	"kap/internal/dbtest"
	"kap/internal/problem"
)

var entry = clinic.DetailsEntry{Details: clinic.Details{Name: "Larkspur  House", Address: "1 New Road,\n Denver", Phone: "303 555 0199",
	EmergencyDepartment: "Denver Health, 7 min by car", Zone: "America/Denver", Initials: "éÅl", Version: 1}}

func TestAManagerChangesTheDetailsOnRecord(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	s := clinic.Service{DB: d.DB}
	ruth := c.As(context.Background(), "ruth")
	if err := s.Change(ruth, entry); err != nil {
		t.Fatal(err)
	}
	got, err := s.Details(c.As(context.Background(), "jonah"))
	want := clinic.Details{Name: "Larkspur House", Address: "1 New Road, Denver", Phone: "303 555 0199", EmergencyDepartment: "Denver Health, 7 min by car",
		Zone: "America/Denver", Initials: "ÉÅL", Version: 2}
	if err != nil || got != want {
		t.Errorf("got %+v, %v want %+v", got, err, want)
	}
	var named string
	if err := d.Owner.QueryRow(t.Context(), `select purpose from audit_event where action = 'clinic.changed'`).Scan(&named); err != nil ||
		named != "name, initials, address, phone, nearest emergency department" {
		t.Errorf("the event names %q, %v", named, err)
	}
}

func TestTheLaterOfTwoManagersIsTold(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	s := clinic.Service{DB: d.DB}
	ruth := c.As(context.Background(), "ruth")
	if err := s.Change(ruth, entry); err != nil {
		t.Fatal(err)
	}
	later := entry
	later.Phone = "303 555 0111"
	if err := s.Change(ruth, later); !problem.Is(err, problem.Conflict) {
		t.Errorf("got %v", err)
	}
	if got, _ := s.Details(ruth); got.Phone != entry.Phone {
		t.Errorf("stored %q", got.Phone)
	}
}

func TestNobodyElseChangesTheDetails(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	for _, who := range []string{"miriam", "jonah", "tomas", "ada", "grace"} {
		if err := (clinic.Service{DB: d.DB}).Change(c.As(context.Background(), who), entry); !problem.Is(err, problem.Forbidden) {
			t.Errorf("%s: got %v", who, err)
		}
	}
}

// TestWhatIsSaidInAnEmergencyStays: Postgres itself takes none of it away again.
func TestWhatIsSaidInAnEmergencyStays(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	d.Clinic(t)
	for _, column := range []string{"address", "phone", "emergency_department"} {
		if _, err := d.Owner.Exec(t.Context(), `update clinic set `+column+` = ' '`); err == nil {
			t.Errorf("%s was taken away", column)
		}
		if _, err := d.Owner.Exec(t.Context(), `update clinic set `+column+` = 'another'`); err != nil {
			t.Errorf("%s cannot change: %v", column, err)
		}
	}
}

func TestEveryZoneToChooseCanBeStored(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	p, err := clinic.Service{DB: d.DB}.Page(c.As(context.Background(), "ruth"))
	if err != nil || len(p.Zones) < 300 {
		t.Fatalf("%d zones, %v", len(p.Zones), err)
	}
	for _, zone := range p.Zones {
		if _, err := d.Owner.Exec(t.Context(), `update clinic set zone = $1`, zone); err != nil {
			t.Errorf("%s: %v", zone, err)
		}
	}
}
