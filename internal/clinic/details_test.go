package clinic

import (
	"slices"
	"strings"
	"testing"

	"kap/internal/problem"
)

var (
	stored = Details{Name: "Larkspur", Address: "2140 Larkspur Street", Phone: "303 555 0142", EmergencyDepartment: "Denver Health", Zone: "America/Denver", Version: 3}
	known  = []string{"America/Chicago", "America/Denver", "America/New_York", "EST5EDT", "Etc/UTC", "Europe/Berlin", "Mars/Olympus", "posix/America/Denver"}
)

func typedOver(change func(*DetailsEntry)) DetailsEntry {
	e := DetailsEntry{Details: stored}
	change(&e)
	return e
}

func TestWhatCanBeOnRecord(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*DetailsEntry)
		field  string // refused here; empty: stored
		says   string
	}{
		{"as it stands", func(*DetailsEntry) {}, "", ""},
		{"no name", func(e *DetailsEntry) { e.Name = "" }, "name", ""},
		{"a name of 80 letters", func(e *DetailsEntry) { e.Name = strings.Repeat("n", 80) }, "", ""},
		{"a name of 81", func(e *DetailsEntry) { e.Name = strings.Repeat("n", 81) }, "name", ""},
		{"address taken away", func(e *DetailsEntry) { e.Address = "" }, "address", ""},
		{"phone taken away", func(e *DetailsEntry) { e.Phone = "" }, "phone", ""},
		{"a phone of 6 digits", func(e *DetailsEntry) { e.Phone = "555 014" }, "phone", ""},
		{"a phone of 7", func(e *DetailsEntry) { e.Phone = "555 0142" }, "", ""},
		{"emergency department taken away", func(e *DetailsEntry) { e.EmergencyDepartment = "" }, "emergency_department", ""},
		{"an address nobody reads aloud", func(e *DetailsEntry) { e.Address = strings.Repeat("a", 201) }, "address", ""},
		{"an address of marks without a shape", func(e *DetailsEntry) { e.Address = "\u200b\u00a0." }, "address", ""},
		{"a phone that cannot be dialed", func(e *DetailsEntry) { e.Phone = "٣٠٣٥٥٥٠١٤٢" }, "phone", ""},
		{"a phone nobody writes down", func(e *DetailsEntry) { e.Phone = "303 555 0142" + strings.Repeat(" ext", 10) }, "phone", ""},
		{"three initials", func(e *DetailsEntry) { e.Initials = "ÅBC" }, "", ""},
		{"four", func(e *DetailsEntry) { e.Initials = "ABCD" }, "initials", "like L,"},
		{"a digit", func(e *DetailsEntry) { e.Initials = "K9" }, "initials", ""},
		{"another zone without the tick", func(e *DetailsEntry) { e.Zone = "America/Chicago" }, "zone_understood", "from America/Denver to America/Chicago"},
		{"another zone with it", func(e *DetailsEntry) { e.Zone, e.ZoneUnderstood = "America/Chicago", true }, "", ""},
		{"a tick for an unknown zone", func(e *DetailsEntry) { e.Zone, e.ZoneUnderstood = "Nowhere", true }, "zone", "write it like America/Denver"},
		{"known to the database alone", func(e *DetailsEntry) { e.Zone, e.ZoneUnderstood = "Mars/Olympus", true }, "zone", ""},
		{"known to the program alone", func(e *DetailsEntry) { e.Zone, e.ZoneUnderstood = "Asia/Tokyo", true }, "zone", ""},
		{"the machine's own", func(e *DetailsEntry) { e.Zone, e.ZoneUnderstood = "Local", true }, "zone", ""},
		{"no zone", func(e *DetailsEntry) { e.Zone, e.ZoneUnderstood = "", true }, "zone", "Type the clinic's time zone"},
		{"as people say it", func(e *DetailsEntry) { e.Zone = "Eastern time" }, "zone", "Is America/New_York meant?"},
		{"a city", func(e *DetailsEntry) { e.Zone = "new york" }, "zone", "Is America/New_York meant?"},
		{"a slip", func(e *DetailsEntry) { e.Zone = "America/Chicagp" }, "zone", "Is America/Chicago meant?"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := typedOver(c.change).Check(stored, known)
			if c.field == "" {
				if err != nil {
					t.Fatalf("refused: %v", err)
				}
				return
			}
			p, ok := problem.As(err)
			if !ok || len(p.Fields) != 1 || p.Fields[0].Name != c.field || !strings.Contains(p.Fields[0].Message, c.says) {
				t.Errorf("got %+v want %s: %s", p, c.field, c.says)
			}
		})
	}
}

func TestWhatADosingDayWaitsFor(t *testing.T) {
	if err := stored.Reachable(); err != nil {
		t.Errorf("refused: %v", err)
	}
	for word, change := range map[string]func(*Details){
		"address": func(d *Details) { d.Address = "" }, "phone": func(d *Details) { d.Phone = " " },
		"nearest emergency department": func(d *Details) { d.EmergencyDepartment = "" },
	} {
		d := stored
		change(&d)
		if err := d.Reachable(); !problem.Is(err, problem.Conflict) || !strings.Contains(err.Error(), "The clinic's "+word+" must") {
			t.Errorf("no %s: %v", word, err)
		}
	}
}

func TestInitialsAreSuggestedByTheName(t *testing.T) {
	for name, want := range map[string]string{"Larkspur": "L", "Stillwater Therapy": "ST", "House of the Quiet Mind and Body": "HQM", "42 Elm": "E", "": ""} {
		if got := Suggest(name); got != want {
			t.Errorf("%q: got %q want %q", name, got, want)
		}
	}
}

func TestZonesToChooseAmong(t *testing.T) {
	want := []string{"America/Chicago", "America/Denver", "America/New_York", "Europe/Berlin"}
	if got := Zones(known); !slices.Equal(got, want) {
		t.Errorf("got %q want %q", got, want)
	}
}
