package journey

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"
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
	fillBooking(g, 7)
	g.choose("Booked as", "Confirmed")
	g.press("Book the session")
	g.sees("The prescriber has to say yes first")
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
	n.sees("This session is signed: the reading can no longer be added.")
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

// Nobody passes over a pressure that decides: no form is offered, a sent one is refused.
func TestAPressureThatDecidesIsNotPassedOver(t *testing.T) {
	t.Parallel()
	c := openHouse(t).asReaders()
	c.eligible()
	c.consent()
	c.bookFirstDosing()
	c.day(7, 8, 50)
	c.arrive()
	c.unusual("182", "112")
	c.waits("182/112")
	c.db.Set(at(7, 8, 55))
	c.unusual("182", "112") // the second, after five minutes of rest: this one decides
	c.waits("182/112", "cannot start")
	m := c.miriam.(*reader)
	c.room(m, "/readiness")
	if m.labelled(m.page, "Why it is safe to go ahead", writable) != nil {
		m.fail("the prescriber is offered to pass over 182/112")
	}
	m.send("post", c.session+"/overrides/G08", url.Values{"submission": {uuid.NewString()}, "reason": {"Usual for her."}, "override": {"true"}})
	if m.status != http.StatusConflict && m.status != http.StatusUnprocessableEntity {
		m.fail("the override answered %d", m.status)
	}
	c.waits("182/112")
}

// unusual is a reading that the page asks to confirm.
func (c *care) unusual(systolic, diastolic string) {
	c.room(c.tomas, "/vitals")
	c.vitals(systolic, diastolic, "Answers")
	n := c.tomas.(*reader)
	for _, box := range all(n.page, "input") {
		if attr(box, "name") == "confirmed" {
			n.ticked[box] = true
		}
	}
	n.press("Save vitals")
}

// Two book the same room at the same time: the second is told.
func TestARoomIsBookedOnce(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	c := h.asReaders()
	c.eligible()
	c.bookFirstDosing()
	other := newReader(t)
	h.enter(other, "Grace Kim")
	h.takeInAs(other, "Benjamin Falk", "Benno Falk")
	other.open(other.at() + "/appointments/new")
	other.fill("Visit", "Preparation visit")
	other.fill("Date", typedDay(at(7, 9, 0)))
	other.fill("Start time", "10:00")
	other.fill("With", "Priya Nair, LMFT")
	other.choose("How you meet", "Here")
	other.fill("Length", "60")
	other.fill("Room", "Juniper")
	other.press("Book the visit")
	if other.status != http.StatusConflict && other.status != http.StatusUnprocessableEntity {
		other.fail("booked twice: %d", other.status)
	}
	other.sees("Juniper is booked on Tue Dec 1 from 9:00 am to 12:15 pm (Dosing session, Ana Ruiz)")
}

// The front desk's day without script in a browser.
func TestABrowserWithoutScriptTakesAClientIn(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	grace := newTab(t)
	grace.scripts(false)
	h.enter(grace, "Grace Kim")
	h.takeIn(grace)
	grace.sees("K-0001")
}
