package journey

import (
	"sync"
	"testing"
)

// Two at the front desk want Juniper at the same hour for two clients, and press at the
// same moment: one is booked, the other is told who has it until when.
func TestTwoBrowsersBookOneRoom(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	anas, bennos := h.lives(ana), h.lives(benno)
	desks := map[*life]*tab{anas: newTab(t), bennos: newTab(t)}
	for l, desk := range desks {
		l.accepted(7)
		h.db.Set(at(2, 16, 0))
		h.enter(desk, "Grace Kim")
		desk.open(l.address + "/appointments/new?kind=dosing")
		fillBooking(desk, 7)
		desk.fill("Therapist", l.Staff[l.Therapist].Name+", "+l.Staff[l.Therapist].Credentials)
	}
	together(t, "Book the session", desks[anas], desks[bennos])
	booked, told := anas, bennos
	if h.stored(`select count(*) from appointment where client_id = $1 and kind = 'dosing'`, anas.ID) == 0 {
		booked, told = bennos, anas
	}
	desks[booked].sees("Tue Dec 1, 9:00 am to 12:00 pm")
	desks[told].sees("Juniper is booked on Tue Dec 1 from 9:00 am to 12:15 pm (Dosing session, " + booked.Preferred + ")")
	told.kept(desks[told])
	h.once(`select count(*) from appointment where kind = 'dosing'`)
}

// together has people press the same button at the same moment.
func together(t *testing.T, label string, people ...*tab) {
	t.Helper()
	for _, p := range people {
		p.insist(call("aim", "button", label))
	}
	var pressed sync.WaitGroup
	for _, p := range people {
		pressed.Go(func() {
			if _, err := evaluate[bool](p, call("press")); err != nil {
				t.Errorf("press %q: %v", label, err)
			}
		})
	}
	pressed.Wait()
	for _, p := range people {
		p.eventually(`!window.kapOld && document.readyState === 'complete'`)
	}
}

// kept wants the booking to stand on the page as it was typed.
func (l *life) kept(desk *tab) {
	l.t.Helper()
	for label, want := range map[string]string{"Date": typedDay(at(7, 9, 0)), "Start time": "09:00", "Room": "Juniper"} {
		got := desk.typed(label)
		if got != want {
			l.t.Errorf("%s: got %q want %q", label, got, want)
		}
	}
}
