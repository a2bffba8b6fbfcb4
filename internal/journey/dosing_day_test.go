package journey

import (
	"strings"
	"time"
)

// lozengeAt is when Ana takes her first lozenge.
var lozengeAt = at(7, 9, 30)

// since sets the clock to so many minutes after the lozenge.
func (c *care) since(minutes int) { c.db.Set(lozengeAt.Add(time.Duration(minutes) * time.Minute)) }

// arrive is the nurse receiving Ana: she is here, and how she is.
func (c *care) arrive() {
	n := c.tomas
	c.look(n)
	n.sees("Ana Ruiz")
	n.follow("Open the visit")
	c.look(n)
	n.press("The client is here")
	c.session = sessionOf(n.at())
	c.look(n)
	c.room(n, "")
	n.follow("Arrival check")
	c.look(n)
	c.checkArrival()
}

// sessionOf is the address of the session to which a page belongs.
func sessionOf(address string) string {
	const id = len("01a20e12-ffaf-7755-bda6-5202bf6c499c")
	before, after, _ := strings.Cut(address, "/dosing/")
	return before + "/dosing/" + after[:id]
}

// checkArrival is everything asked at the door, each as it should be.
func (c *care) checkArrival() {
	n := c.tomas
	n.fill("Last food", typed(at(7, 4, 30)))
	n.fill("Last drink", typed(at(7, 6, 30)))
	n.fill("Weight", "160")
	n.choose("Unit", "lb")
	for _, yes := range []string{"Does the client want to go ahead today?", "Were the holds kept?", "18 or older?",
		"Can they collect the client and stay?", "Name and birth date match the label?", "Count and label read together?"} {
		n.choose(yes, "Yes")
	}
	for _, no := range []string{"Did any medicine or supplement change?", "Does the client seem intoxicated?", "Alcohol since the last contact?",
		"THC since the last contact?", "Another psychedelic since the last contact?", "Anything else since the last contact?",
		"Ketamine or esketamine anywhere else?", "Intent?", "A plan?", "An attempt since the last contact?", "A sign of psychosis?",
		"A sign of mania?", "Confusion?", "Vomiting?", "Ill in any other way?", "New urinary symptoms?", "Could the client be pregnant?",
		"A ride service alone?"} {
		n.choose(no, "No")
	}
	n.choose("Thoughts of suicide today", "None")
	n.fill("Name", "Lucia Ruiz")
	n.fill("Phone", "303 555 0188")
	n.fill("Confirmed at", typed(at(7, 8, 45)))
	n.fill("Who of us spoke with or texted them", "Grace Kim")
	n.choose("How", "Call")
	n.fill("First label: mg of one", "100")
	n.fill("First label: lot", "LK-2207")
	n.fill("First label: brought", "6")
	n.fill("Prescriber or on-call who answered today", "Miriam Halvorsen")
	n.fill("Answered at", typed(at(7, 8, 45)))
	n.press("Save the answers")
	n.sees("Lucia Ruiz, confirmed by call at 8:45 am")
}

// takeLozenge is the reading before, Jonah with Ana, readiness signed, the lozenge.
func (c *care) takeLozenge() {
	c.db.Set(at(7, 9, 15))
	c.room(c.tomas, "/vitals")
	c.vitals("118", "76", "Answers")
	c.room(c.jonah, "")
	c.look(c.jonah)
	c.jonah.press("I am with the client")
	c.room(c.tomas, "/readiness")
	c.look(c.tomas)
	c.tomas.sees("Agreed: treatment and touch. Not agreed: recording")
	c.tomas.press("Cleared to dose")
	c.db.Set(lozengeAt)
	c.room(c.jonah, "/readiness")
	c.jonah.follow("Record the lozenge")
	c.look(c.jonah)
	c.jonah.press("The lozenge was taken")
	c.look(c.jonah)
}

// room opens a page of Ana's session; whoever was away longer signs in first.
func (c *care) room(p person, page string) {
	p.open(c.session + page)
	if strings.Contains(p.at(), "/sign-in?") {
		p.press(c.name(p))
	}
}

// vitals is one reading by the nurse, with the page open.
func (c *care) vitals(systolic, diastolic, response string) {
	n := c.tomas
	c.look(n)
	n.fill("Systolic", systolic)
	n.fill("Diastolic", diastolic)
	n.fill("Heart rate", "72")
	n.fill("SpO2", "98")
	n.choose("Response", response)
	n.press("Save vitals")
}

// inTheRoom is the time until Ana is back.
func (c *care) inTheRoom() {
	c.since(12)
	c.room(c.jonah, "")
	c.look(c.jonah)
	c.jonah.sees("12 min")
	c.jonah.sees("since the lozenge")
	c.jonah.press("Eyeshades on")
	c.jonah.sees("Eyeshades on, 9:42 am")
	c.since(40)
	c.room(c.tomas, "")
	c.tomas.follow("Record vitals")
	c.vitals("132", "84", "Answers")
	c.since(90)
	c.room(c.tomas, "")
	c.tomas.follow("Record vitals")
	c.vitals("122", "78", "Answers")
	c.since(100)
	c.impressions()
}

func (c *care) impressions() {
	j := c.jonah
	c.room(j, "")
	j.follow("Impressions")
	c.look(j)
	j.choose("How it was expressed", "Talk")
	j.fill("Impressions", "A door she had held shut stood open; nobody was behind it.")
	j.fill("The client's own words", "I was not bracing.")
	j.fill("Emotion 1", "Relief")
	j.fill("Intensity 1", "8")
	j.fill("What helped", "A hand on the back of hers.")
	j.press("Save impressions")
}

// leave is two hours after the lozenge, home with Lucia, signed by Jonah.
func (c *care) leave() {
	c.since(124)
	c.room(c.tomas, "")
	c.tomas.follow("Record vitals")
	c.vitals("120", "78", "Answers")
	j := c.jonah
	c.room(j, "")
	j.follow("Leaving")
	c.look(j)
	j.choose("Knows person, place, time and situation", "4 of 4")
	for _, yes := range []string{"Walks steadily", "Nausea is controlled", "Back to how this client usually is",
		"Mood and thoughts of suicide asked", "Written instructions given", "The escort is here"} {
		j.choose(yes, "Yes")
	}
	j.choose("The client leaves", "Left with the escort")
	j.fill("Name of the escort", "Lucia Ruiz")
	j.press("Record leaving")
	c.look(j)
	c.countLozenges()
	c.since(140)
	c.room(j, "/signature")
	c.look(j)
	j.press("Sign the session")
	c.look(j)
	j.sees("Signed")
}

func (c *care) countLozenges() {
	j := c.jonah
	c.room(j, "/leaving")
	c.look(j)
	j.fill("100 mg taken home", "5")
	j.press("Save the count")
}
