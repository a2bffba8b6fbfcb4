package app_test

import (
	"strings"
	"testing"
	"time"

	"kap/internal/db"
)

// TestTheLogHoldsNothingOfAClient posts every form of a client with a canary in every field
// that takes words, finds them by name, phone and e-mail, and reads the log.
func TestTheLogHoldsNothingOfAClient(t *testing.T) {
	t.Parallel()
	w := openWard(t)
	client := w.clientsOf("jonah", 1)[0]
	w.run(`update client set phone = '(303) 555-0199', email = 'quartz@example.org', address = 'Quartz Street 4' where id = $1`, client)
	posted := 0
	for _, who := range []string{"jonah", "grace", w.prescriberOf(client)} {
		p := w.as(who)
		for _, find := range []string{"Quartz", "(303)+555-0199", "quartz@example.org", "1984-03-14"} {
			p.get("/clients?q=" + find)
		}
		for _, f := range p.forms(client) {
			p.Advance(2 * time.Second)
			f.form.Set("submission", db.NewID().String())
			p.post(f.path, f.form)
			posted++
		}
	}
	log := w.log.String()
	if posted < 20 || !strings.Contains(log, `"route":"/clients/{client}`) {
		t.Fatalf("%d forms were posted and logged: the walk is broken", posted)
	}
	names := w.read(`select legal_name from client where id = $1`, client)
	for _, canary := range append(names, "Quartz", "quartz", "555-0199", "555 0199", "5550199", "1984-03-14") {
		if at := strings.Index(log, canary); at >= 0 {
			t.Errorf("the log holds %q: …%s…", canary, log[max(0, at-120):min(len(log), at+60)])
		}
	}
}
