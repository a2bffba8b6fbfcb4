package journey

// callNextDay is Jonah's safety call, the risk check in it.
func (c *care) callNextDay() {
	j := c.jonah
	c.look(j)
	j.follow("Ana Ruiz: safety call")
	c.look(j)
	j.follow("make the risk check in the call first")
	c.checkRisk("This is the first")
	j.choose("How the call ended", "Reached the client")
	j.choose("How the client is doing", "Well")
	j.fill("In words", "Slept eight hours.")
	j.press("Save the call")
	c.look(j)
}

// checkRisk is Jonah's, with nothing found.
func (c *care) checkRisk(change string) {
	c.look(c.jonah)
	c.answerRisk(change)
	c.jonah.press("Save the risk check")
}

// answerRisk answers everything that is asked, with nothing found.
func (c *care) answerRisk(change string) {
	j := c.jonah
	j.choose("Thoughts of suicide", "None")
	for _, no := range []string{"Intends to act", "Has a plan", "Has access to means", "Attempt since the last check"} {
		j.choose(no, "No")
	}
	j.choose("Since the last check", change)
	j.choose("What was done", "Usual care")
}

// integrate is two days after the dose, signed.
func (c *care) integrate() {
	j := c.jonah
	j.open(c.ana + "/integrations")
	c.look(j)
	j.follow("Record an integration session")
	c.look(j)
	j.fill("How the client has been", "Quiet and clear; tired on the first evening.")
	j.choose("Urinary symptoms", "No")
	j.press("Save, then check risk")
	c.checkRisk("Unchanged")
	j.fill("What surfaced", "The door, again: she keeps it shut for others.")
	j.fill("Themes", "Holding on")
	j.fill("Memories, emotions", "Her father's workshop.")
	j.fill("Link to intention and goals", "Bracing began there.")
	j.choose(goals[0], "5")
	j.choose(goals[1], "4")
	j.fill("Practices agreed until the next visit", "Five minutes of not bracing before breakfast")
	j.choose("Ready for the next dosing session", "Ready")
	j.press("Save, then check and sign")
	c.look(j)
	j.press("Sign")
	c.look(j)
	j.sees("Signed")
}
