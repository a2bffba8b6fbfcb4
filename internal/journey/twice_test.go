package journey

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Two clicks are one: the page's script lets one form out, and where no script runs the
// second meets what the first one stored.
func TestTwoClicksStoreOnce(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	for _, c := range []struct {
		life             *life
		script           bool
		therapist, other string
	}{
		{h.lives(ana), true, "Jonah Weiss", "Carla Vogt"},
		{h.lives(benno), false, "Priya Nair", "Doris Lang"},
	} {
		c.life.ready()
		therapist, grace := newTab(t), newTab(t)
		therapist.scripts(c.script)
		grace.scripts(c.script)
		h.enter(therapist, c.therapist)
		therapist.open(c.life.session() + "/intake")
		h.twice(therapist, "The lozenge was taken")
		therapist.sees("since the lozenge")
		h.once(`select count(*) from intake where client_id = $1`, c.life.ID)
		h.enter(grace, "Grace Kim")
		grace.open(c.life.address + "/appointments/new?kind=dosing")
		fillBooking(grace, 14)
		grace.fill("Therapist", c.therapist+map[bool]string{true: ", LCSW", false: ", LMFT"}[c.script])
		grace.fill("Room", map[bool]string{true: "Juniper", false: "Aspen"}[c.script])
		h.twice(grace, "Book the session")
		grace.sees("Tue Dec 8, 9:00 am")
		h.once(`select count(*) from appointment where client_id = $1 and kind = 'dosing' and status = 'confirmed'`, c.life.ID)
		h.writeClient(grace, c.other, c.other)
		h.twice(grace, "Save")
		grace.sees(c.other)
		grace.sees("K-000")
		h.once(`select count(*) from client where legal_name = $1`, c.other)
	}
}

// once wants a count to be one.
func (h *house) once(sql string, args ...any) {
	h.t.Helper()
	if n := h.stored(sql, args...); n != 1 {
		h.t.Errorf("%s: got %d want 1", sql, n)
	}
}

// twice presses a button twice before there is an answer: where no script runs, the second
// form arrives when the first is stored.
func (h *house) twice(b *tab, label string) {
	b.t.Helper()
	b.insist(call("aim", "button", label))
	before, middle := h.posts.Load(), b.middle()
	h.whileHeld(func() {
		if b.noScript {
			b.do(middle)
			h.arrived(before + 1)
			b.do(middle)
			h.arrived(before + 2)
			return
		}
		if n := value[int](b, bothClicks); n != 1 {
			b.t.Errorf("the page lets %d forms out, want 1", n)
		}
		h.arrived(before + 1)
	})
	b.eventually(`!window.kapOld && document.readyState === 'complete'`)
}

// bothClicks clicks twice in one turn of the page; it comes to how many forms go out.
const bothClicks = `((n) => {
	addEventListener('submit', (e) => { if (!e.defaultPrevented) n++; });
	kapTarget.click();
	kapTarget.click();
	return n;
})(0)`

// whileHeld does something while forms are read and not answered yet.
func (h *house) whileHeld(do func()) {
	h.gate.Lock()
	defer h.gate.Unlock()
	do()
}

// middle is a click of the mouse on what was aimed at.
func (b *tab) middle() chromedp.Action[chromedp.Void] {
	b.t.Helper()
	at := value[[2]float64](b, `kapTarget.scrollIntoView({block: 'center'}), window.kapOld = true,
		((r) => [r.x + r.width / 2, r.y + r.height / 2])(kapTarget.getBoundingClientRect())`)
	return chromedp.MouseClickXY(at[0], at[1])
}

// arrived waits until so many forms were read.
func (h *house) arrived(posts int32) {
	h.t.Helper()
	tick, end := time.NewTicker(5*time.Millisecond), time.After(patience)
	defer tick.Stop()
	for h.posts.Load() < posts {
		select {
		case <-tick.C:
		case <-end:
			h.t.Fatalf("%d forms were read, want %d", h.posts.Load(), posts)
		}
	}
}
