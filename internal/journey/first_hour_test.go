package journey

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kap/internal/app"
	"kap/internal/config"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/staff"
)

// founded is a clinic as kap init makes it: its first manager, version 1 of every text as
// drafts, and nothing else.
type founded struct {
	*house
	owner *db.Owner
}

func foundClinic(t testing.TB) founded {
	t.Helper()
	d := dbtest.New(t)
	owner, err := db.OpenOwner(t.Context(), d.OwnerDSN, d.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(owner.Close)
	h := founded{&house{t: t, db: d}, owner}
	clinic, manager := db.NewID(), db.NewID()
	h.asOwner(func(ctx context.Context, tx *db.Tx) error {
		if err := staff.FoundFirst(ctx, tx, clinic, staff.Founding{Name: "Stillwater Therapy", Zone: "America/Denver"}); err != nil {
			return err
		}
		if err := staff.Engage(ctx, tx, clinic, manager, staff.MemberEntry{Name: "Ruth Adler", Roles: []string{"manager"}}); err != nil {
			return err
		}
		if err := app.FirstTexts(ctx, tx, clinic); err != nil {
			return err
		}
		_, err := staff.FirstLink(ctx, tx, clinic, manager, "ruth@example.org", firstCode)
		return err
	})
	a := app.New(app.Options{DB: d.DB, Config: config.Config{}, Key: make([]byte, 32),
		Log: slog.New(slog.NewTextHandler(testLog{t}, &slog.HandlerOptions{Level: slog.LevelError}))})
	server := httptest.NewServer(h.counting(a.Handler()))
	t.Cleanup(server.Close)
	h.url = server.URL
	return h
}

func (h founded) asOwner(do func(context.Context, *db.Tx) error) {
	h.t.Helper()
	ctx := h.t.Context()
	if err := h.owner.Write(ctx, func(tx *db.Tx) error { return do(ctx, tx) }); err != nil {
		h.t.Fatal(err)
	}
}

// firstCode is in the link that the clinic's first manager gets from the terminal.
const firstCode = "code-of-the-first-manager-0123456789abcdefg"

func TestAClinicGoesFromNothingToItsFirstClient(t *testing.T) {
	t.Parallel()
	for name, somebody := range map[string]func(t *testing.T) person{
		"in a browser":   func(t *testing.T) person { return newTab(t) },
		"without script": func(t *testing.T) person { return newReader(t) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := foundClinic(t)
			ruth, miriam := somebody(t), somebody(t)
			h.setsUp(ruth, h.url+"/set-up#"+firstCode)
			h.setsUp(miriam, h.furnish(ruth))
			h.approve(miriam)
			h.firstClient(miriam)
			ruth.open(h.url + "/")
			ruth.sees("Courses by stage")
			h.look(ruth)
			if says(ruth, "Setting up the clinic") {
				t.Error("the manager still reads the list")
			}
		})
	}
}

// furnish is what the manager does, following the list from the home each time. It
// answers the link made for the medical lead.
func (h founded) furnish(ruth person) (link string) {
	ruth.sees("Setting up the clinic, 0 of 9 done")
	ruth.sees("Waits for a medical lead")
	h.look(ruth)
	ruth.follow("Type the details")
	ruth.sees("a leaf is drawn")
	if b, inBrowser := ruth.(*tab); inBrowser {
		b.eventually(`document.activeElement.name === 'address'`)
	}
	h.look(ruth)
	ruth.press("Save")
	ruth.sees("Type the address as you would say it to emergency services.")
	ruth.fill("Address", "88 Quay Street, Suite 4, Boulder, CO 80302")
	ruth.fill("Phone", "720 555 0170")
	ruth.fill("Nearest emergency department", "Foothills Hospital, 4747 Arapahoe Avenue, 8 min by car")
	ruth.press("Save")
	ruth.sees("The clinic's details are saved.")

	ruth.follow("Rooms, one of them suited for dosing") // what comes next
	ruth.fill("Name", "Aspen")
	ruth.choose("", "Suited for dosing")
	ruth.press("Save")
	ruth.follow("Today")
	ruth.sees("2 of 9 done")

	ruth.follow("People and what they work as")
	ruth.fill("Name", "Miriam Halvorsen")
	ruth.fill("Credentials", "PMHNP")
	for _, role := range []string{"Prescriber", "Therapist", "Front desk"} {
		ruth.choose("Works as", role)
	}
	ruth.choose("", "Medical lead")
	ruth.press("Save")
	ruth.open(h.url + "/")
	ruth.sees("Not invited yet: Miriam Halvorsen")
	ruth.follow("Invite them")
	ruth.fill("Work e-mail", "miriam@example.org")
	ruth.press("Make a set-up link")
	link = shownLink(h.t, ruth)
	ruth.follow("Today")
	ruth.sees("4 of 9 done")

	ruth.follow("Weekly hours")
	ruth.fill("Person", "Miriam Halvorsen, PMHNP")
	ruth.choose("Days", "Monday")
	ruth.fill("From", "09:00")
	ruth.fill("Until", "17:00")
	ruth.press("Add")
	ruth.follow("Today")
	ruth.sees("5 of 9 done")
	ruth.sees("Waits for Miriam Halvorsen")
	h.look(ruth)
	return link
}

// approve is the medical lead, whose home leads to the exact versions to read.
func (h founded) approve(miriam person) {
	miriam.open(h.url + "/")
	miriam.sees("The protocol, read and approved")
	h.look(miriam)
	miriam.follow("Read and approve")
	miriam.press("Approve version 1")
	miriam.follow("Today")
	miriam.follow("The consent texts, read and approved")
	for range 5 {
		h.look(miriam)
		miriam.press("Approve version 1")
	}
	miriam.follow("Today")
	miriam.sees("7 of 9 done")

	miriam.follow("A prescriber on call")
	miriam.fill("Who covers", "Miriam Halvorsen, PMHNP (prescriber, therapist, front desk, medical lead)")
	miriam.fill("Until", typed(h.db.Now().Add(14*24*time.Hour)))
	miriam.press("Name the cover")
	miriam.follow("Today")
	miriam.sees("8 of 9 done")
	h.look(miriam)
}

func (h founded) firstClient(miriam person) {
	miriam.follow("Take the client in")
	miriam.fill("Legal name", "Anabel Ruiz Ortega")
	miriam.fill("Month", "3")
	miriam.fill("Day", "14")
	miriam.fill("Year", "1984")
	miriam.press("Save client")
	miriam.sees("Anabel Ruiz Ortega")
	miriam.open(h.url + "/")
	miriam.sees("Agenda")
	if says(miriam, "Setting up the clinic") {
		h.t.Error("the medical lead still reads the list")
	}
}

// says is whether the page says something now.
func says(p person, text string) bool {
	if b, inBrowser := p.(*tab); inBrowser {
		return value[bool](b, `document.body.innerText.includes(`+quote(text)+`)`)
	}
	return strings.Contains(words(p.(*reader).page), text)
}
