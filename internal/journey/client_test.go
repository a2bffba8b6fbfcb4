package journey

import "testing"

// bothWays runs a journey in a browser and without script.
func bothWays(t *testing.T, journey func(t *testing.T, h *house, somebody func() person)) {
	t.Run("in a browser", func(t *testing.T) {
		t.Parallel()
		journey(t, openHouse(t), func() person { return newTab(t) })
	})
	t.Run("without script", func(t *testing.T) {
		t.Parallel()
		journey(t, openHouse(t), func() person { return newReader(t) })
	})
}

func TestTheFrontDeskTakesAClientIn(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, h *house, somebody func() person) {
		grace := somebody()
		h.enter(grace, "Grace Kim")
		h.takeIn(grace)
		grace.sees("Ana Ruiz")
		grace.sees("K-0001")
	})
}

// takeIn has the front desk create Ana, with Jonah and Miriam to care for her.
func (h *house) takeIn(grace person) {
	h.takeInAs(grace, "Anabel Ruiz Ortega", "Ana Ruiz")
}

// takeInAs is the same for somebody else.
func (h *house) takeInAs(grace person, legal, preferred string) {
	h.writeClient(grace, legal, preferred)
	grace.press("Save")
}

// writeClient is the form filled in, not yet saved.
func (h *house) writeClient(grace person, legal, preferred string) {
	grace.open(h.url + "/clients")
	grace.follow("New client")
	grace.fill("Legal name", legal)
	grace.fill("Preferred name", preferred)
	grace.fill("Month", "3")
	grace.fill("Day", "14")
	grace.fill("Year", "1984")
	grace.fill("Therapist", "Jonah Weiss, LCSW")
	grace.fill("Prescriber", "Miriam Halvorsen, PMHNP")
}
