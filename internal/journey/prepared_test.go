package journey

// goals are Ana's, in her words.
var goals = []string{"Feel my daughter's hug again", "Sleep through without replaying the day"}

// prepare is Jonah's preparation with Ana, signed.
func (c *care) prepare() {
	j := c.jonah
	j.open(c.ana)
	c.look(j)
	j.follow("Write a preparation visit")
	c.look(j)
	j.fill("When", typed(at(2, 9, 0)))
	j.fill("Length", "60")
	j.choose("Where", "Here")
	for _, topic := range []string{"Goals", "Intention", "Hopes and fears", "Letting go of control", "Setting", "The altered state",
		"Safety and logistics", "Eating and drinking", "Medicines on the day", "Escort and the way home", "Touch", "Music", "Integration plan"} {
		j.choose("What was gone through", topic)
	}
	j.fill("Goal 1", goals[0])
	j.choose("How near do you feel to goal 1 today?", "3")
	j.fill("Goal 2", goals[1])
	j.choose("How near do you feel to goal 2 today?", "2")
	j.fill("Intention for the coming session", "To stop bracing.")
	c.conditions()
	j.press("Save the draft")
	c.look(j)
	j.sees("Draft: it counts once it is signed")
	j.press("Sign this session")
	j.sees("Signed")
}

// conditions are what Ana brings, the setting, and safety.
func (c *care) conditions() {
	j := c.jonah
	j.fill("Hopes", "To feel something again.")
	j.fill("Fears", "Not coming back.")
	j.fill("Letting go of control", "It took me years to hold on.")
	j.fill("What steadies me", "My breath, and somebody saying my name.")
	j.fill("How I signal during the session", "A raised hand: come nearer.")
	j.fill("Music", "Quiet, no voices.")
	j.fill("Eyeshades", "Yes")
	j.fill("Light", "Low")
	j.fill("Position", "Half lying")
	for _, item := range []string{"Plan for medicines on the day acknowledged", "Plan for eating and drinking acknowledged",
		"Devices for vitals ready", "Emergency plan with the address of the site", "Nearest emergency department named"} {
		j.choose(item, "Done")
	}
	j.fill("Plan for integration", "Two days after, with Jonah; a notebook beside the bed.")
}

// consent is Ana's yes to the treatment and to touch of the hand, and no to recording.
func (c *care) consent() {
	c.answer("treatment", "Yes, the client agrees", func(j person) { j.fill("Explained by", "Jonah Weiss, LCSW") })
	c.answer("touch", "Yes, to the kinds marked below", func(j person) { j.choose("Kinds of touch the client agrees to", "Holding a hand") })
	c.answer("recording", "No", func(person) {})
}

func (c *care) answer(kind, answer string, more func(j person)) {
	j := c.jonah
	j.open(c.ana + "/consents")
	c.look(j)
	j.follow("Sign " + kind)
	c.look(j)
	j.choose("The client's answer", answer)
	more(j)
	j.fill("The client's full name", "Anabel Ruiz Ortega")
	j.choose("How it is signed", "On this screen")
	j.press("Sign")
	j.sees("Anabel Ruiz Ortega")
}

// nameEscort is the front desk noting Ana's sister.
func (c *care) nameEscort() {
	g := c.grace
	g.open(c.ana)
	g.follow("Escorts")
	c.look(g)
	g.fill("Name", "Lucia Ruiz")
	g.fill("Phone", "303 555 0188")
	g.fill("Relation", "Sister")
	g.choose("", "Is 18 or older")
	g.press("Add escort")
	g.sees("Lucia Ruiz")
}

// bookFirstDosing is a week after Ana came, in Juniper with Jonah.
func (c *care) bookFirstDosing() {
	g := c.grace
	g.open(c.ana)
	c.look(g)
	g.follow("Book dosing")
	c.look(g)
	fillBooking(g, 7)
	g.press("Book the session")
	c.look(g)
	g.sees("Juniper")
}

// fillBooking is at nine on a day, in Juniper with Jonah.
func fillBooking(g person, day int) {
	g.fill("Date", typedDay(at(day, 9, 0)))
	g.fill("Start time", "09:00")
	g.fill("Room", "Juniper")
	g.fill("Therapist", "Jonah Weiss, LCSW")
}
