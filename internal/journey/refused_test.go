package journey

import (
	"net/http"
	"strings"
	"testing"
)

// asReaders signs everybody in without script.
func (h *house) asReaders() *care {
	return h.careFor(func() person { return newReader(h.t) })
}

// eligible is Ana found eligible, with her lozenges, prepared and her escort named.
func (c *care) eligible() {
	c.day(1, 9, 0)
	c.consult()
	c.decide()
	c.prescribe()
	c.receiveLozenges()
	c.day(2, 10, 0)
	c.prepare()
	c.nameEscort()
}

// waits says that the dose may not start: the button is there, with a reason.
func (c *care) waits(reasons ...string) {
	c.room(c.tomas, "/readiness")
	r := c.tomas.(*reader)
	for _, reason := range reasons {
		r.sees(reason)
	}
	button := named(all(r.page, "button"), "Cleared to dose")
	if button == nil || attr(button, "aria-disabled") != "true" {
		r.fail("the dose may start")
	}
}

func TestADoseIsNotBookedBeforeEligibility(t *testing.T) {
	t.Parallel()
	c := openHouse(t).asReaders()
	c.day(1, 9, 0)
	g := c.grace.(*reader)
	g.open(c.ana + "/appointments/new?kind=dosing")
	c.fillBooking(g, 7)
	g.press("Book the session")
	g.sees("With the prescriber")
	if g.status != http.StatusConflict && g.status != http.StatusUnprocessableEntity {
		t.Errorf("answered %d", g.status)
	}
}

func TestADoseWaitsForConsentAndPressure(t *testing.T) {
	t.Parallel()
	c := openHouse(t).asReaders()
	c.eligible()
	c.bookFirstDosing()
	c.day(6, 9, 0)
	c.score(c.jonah, "PHQ-9", "222222110", "14")
	c.score(c.jonah, "GAD-7", "2221110", "9")
	c.day(7, 8, 50)
	c.arrive()
	c.room(c.jonah, "")
	c.jonah.press("I am with the client")
	c.room(c.tomas, "/vitals")
	c.vitals("148", "92", "Answers")
	c.waits("Consent to treatment is missing", "148/92")
	c.consent()
	c.db.Set(at(7, 8, 56))
	c.room(c.tomas, "/vitals")
	c.vitals("148", "92", "Answers")
	c.waits("148/92")
	c.onlyThePrescriberOverrides()
	c.room(c.tomas, "/readiness")
	c.tomas.press("Cleared to dose")
	c.room(c.jonah, "/intake")
	c.jonah.sees("The lozenge was taken")
}

func (c *care) onlyThePrescriberOverrides() {
	j, m := c.jonah.(*reader), c.miriam.(*reader)
	c.room(j, "/readiness")
	if j.labelled(j.page, "Why it is safe to go ahead", writable) != nil {
		j.fail("the therapist is offered the override")
	}
	c.room(m, "/readiness")
	m.fill("Why it is safe to go ahead", "Anxious on arrival; 126/80 at home this morning.")
	m.press("Go ahead in spite of this")
}

func TestWhatIsSentTwiceIsStoredOnce(t *testing.T) {
	t.Parallel()
	c := openHouse(t).asReaders()
	c.eligible()
	c.consent()
	c.bookFirstDosing()
	c.day(6, 9, 0)
	c.score(c.jonah, "PHQ-9", "222222110", "14")
	c.score(c.jonah, "GAD-7", "2221110", "9")
	c.day(7, 8, 50)
	c.arrive()
	c.takeLozenge()
	j := c.jonah.(*reader)
	j.again()
	if j.status != http.StatusOK {
		t.Errorf("the same lozenge again answered %d", j.status)
	}
	c.inTheRoom()
	c.leave()
	j.sees("100 mg")
	j.missesInBody("200 mg")
	c.nothingAfterSigning()
}

// nothingAfterSigning looks for a reading to add.
func (c *care) nothingAfterSigning() {
	n := c.tomas.(*reader)
	c.room(n, "/vitals")
	n.sees("This session is signed.")
	if named(all(n.page, "button"), "Save vitals") != nil {
		n.fail("a signed session takes a reading")
	}
}

func TestOthersReadNothingOfAna(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	c := h.asReaders()
	c.day(1, 9, 0)
	j, g := c.jonah.(*reader), c.grace.(*reader)
	j.open(c.ana + "/decisions/new")
	c.closed(j, http.StatusForbidden)
	for _, page := range []string{"/medicines", "/measures", "/decisions", "/prescriptions", "/preparations", "/safety", "/consents", "/goals"} {
		g.open(c.ana + page)
		c.closed(g, http.StatusForbidden)
	}
	priya := newReader(t)
	h.enter(priya, "Priya Nair")
	priya.open(c.ana)
	c.closed(priya, http.StatusNotFound)
	body := priya.body
	priya.open(h.url + "/clients/0197f000-0000-7000-8000-000000000000")
	if priya.body != body {
		t.Error("a foreign client's page differs from nobody's")
	}
}

func (c *care) closed(r *reader, status int) {
	c.t.Helper()
	if r.status != status {
		r.fail("answered %d, want %d", r.status, status)
	}
	for _, name := range []string{"Ana", "Ruiz"} {
		if strings.Contains(r.body, name) {
			r.fail("the body names her: %q", name)
		}
	}
}
