package journey

import (
	"testing"
	"time"

	"kap/internal/dbtest"
)

// care is Ana's way through the clinic, each step by the one whose work it is.
type care struct {
	*house
	grace   person // front desk
	miriam  person // prescriber
	jonah   person // therapist
	tomas   person // nurse
	ana     string // address of her record
	session string // of her first dosing session
}

// careFor signs everybody in and has the front desk take Ana in.
func (h *house) careFor(somebody func() person) *care {
	c := &care{house: h, grace: somebody(), miriam: somebody(), jonah: somebody(), tomas: somebody()}
	h.enter(c.grace, "Grace Kim")
	h.takeIn(c.grace)
	c.ana = c.grace.at()
	return c
}

// day sets the clock to so many days after Ana came, at an hour in the clinic's
// zone; everybody signs in anew.
func (c *care) day(n, hour, minute int) {
	c.db.Set(at(n, hour, minute))
	for _, p := range []person{c.grace, c.miriam, c.jonah, c.tomas} {
		c.enter(p, c.name(p))
	}
}

func (c *care) name(p person) string {
	return map[person]string{c.grace: "Grace Kim", c.miriam: "Miriam Halvorsen", c.jonah: "Jonah Weiss", c.tomas: "Tomás Lind"}[p]
}

// at is so many days after Ana came, at an hour in the clinic's zone.
func at(n, hour, minute int) time.Time {
	noon := dbtest.Noon.In(denver).AddDate(0, 0, n)
	return time.Date(noon.Year(), noon.Month(), noon.Day(), hour, minute, 0, 0, denver)
}

// typed is a moment as it is typed into a field of day and time.
func typed(t time.Time) string { return t.In(denver).Format("2006-01-02T15:04") }

// typedDay is a day as it is typed into a field.
func typedDay(t time.Time) string { return t.In(denver).Format(time.DateOnly) }

var denver = func() *time.Location {
	zone, err := time.LoadLocation("America/Denver")
	if err != nil {
		panic(err)
	}
	return zone
}()

// needs opens somebody's home, where the next thing stands: theirs, or what they wait for.
func (c *care) needs(p person, words string) {
	p.open(c.url + "/")
	p.sees("Ana Ruiz: " + words)
}

// From referral until the second dosing is to be booked, by everybody whose work it is.
func TestAnaFromReferralToTheSecondDosing(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, h *house, somebody func() person) {
		c := h.careFor(somebody)
		c.day(1, 9, 0)
		c.needs(c.miriam, "book the consultation")
		c.consult()
		c.needs(c.miriam, "decide on eligibility")
		c.decide()
		c.needs(c.jonah, "consents to sign: treatment, touch, recording")
		c.needs(c.jonah, "write the prescription")
		c.prescribe()
		c.receiveLozenges()
		c.day(2, 10, 0)
		c.prepare()
		c.consent()
		c.nameEscort()
		c.day(2, 11, 0)
		c.bookFirstDosing()
		c.day(6, 9, 0)
		c.score(c.jonah, "PHQ-9", "222222110", "14")
		c.score(c.jonah, "GAD-7", "2221110", "9")
		c.day(7, 8, 50)
		c.arrive()
		c.takeLozenge()
		c.inTheRoom()
		c.leave()
		c.day(8, 10, 0)
		c.callNextDay()
		c.day(9, 10, 0)
		c.integrate()
		c.jonah.open(c.ana)
		c.jonah.sees("Book dosing session 2")
		c.jonah.sees("about Tue Dec 15")
		c.jonah.sees("Owner Front desk")
		c.look(c.jonah)
		c.grace.open(c.url + "/")
		c.grace.sees("book dosing session 2")
		c.look(c.grace)
	})
}
