package journey

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

const passphrase = "plum violin gravel otter"

// The manager engages a therapist and passes a link on; the therapist sets a password and
// is on their home page. A second link is only news once there is a password.
func TestAColleagueIsInvitedAndSignsIn(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, h *house, somebody func() person) {
		ruth, sam := somebody(), somebody()
		h.enter(ruth, "Ruth Adler")
		h.engage(ruth, "Samuel Ortega", "LPC", "Therapist")
		ruth.fill("Work e-mail", "samuel.ortega")
		ruth.press("Make a set-up link")
		ruth.sees("is not an e-mail address")
		h.look(ruth)
		ruth.fill("Work e-mail", "samule@larkspur.example")
		ruth.press("Make a set-up link")
		ruth.sees("They will sign in with samule@larkspur.example")
		ruth.open(h.url + "/staff")
		ruth.follow("Samuel Ortega, LPC")
		ruth.sees("They have not set a password yet, so nobody else is told")
		h.look(ruth)
		ruth.fill("Work e-mail", "samuel@larkspur.example")
		ruth.press("Make another set-up link")
		h.onLinkPage(ruth)
		link := shownLink(t, ruth)
		ruth.follow("Back to Staff")
		ruth.sees("Invited, not signed in yet")
		ruth.sees("The link holds until Wed Nov 25, 12:00 pm")
		h.look(ruth)
		h.setsUp(sam, link)
		sam.sees("Samuel Ortega")
		sam.sees("Today")
		if at := strings.TrimSuffix(sam.at(), "/"); at != h.url {
			t.Errorf("after setting a password at %s", at)
		}
		h.tasks(0)
		ruth.open(h.url + "/staff")
		ruth.sees("Has signed in")
		ruth.follow("Samuel Ortega, LPC")
		ruth.sees("a colleague is asked to check with them")
		h.look(ruth)
		ruth.press("Make another set-up link")
		h.tasks(1)
		miriam := somebody()
		h.enter(miriam, "Miriam Halvorsen")
		miriam.sees("Ask Samuel Ortega whether they asked for a new sign-in code")
	})
}

// engage adds somebody to the clinic.
func (h *house) engage(ruth person, name, credentials, role string) {
	h.t.Helper()
	ruth.open(h.url + "/staff")
	ruth.follow("Add a person")
	ruth.fill("Name", name)
	ruth.fill("Credentials", credentials)
	ruth.choose("Works as", role)
	ruth.press("Save")
	ruth.sees("Not invited")
}

// onLinkPage is what the manager reads before they pass the link on, also when they come
// back to it.
func (h *house) onLinkPage(ruth person) {
	h.t.Helper()
	for range 2 {
		ruth.sees("Set-up link for Samuel Ortega, LPC")
		ruth.sees("It holds until Wed Nov 25, 12:00 pm, once.")
		ruth.sees("Pass it on in person, to Samuel Ortega alone")
		ruth.sees("Add another person")
		if strings.Contains(ruth.at(), "#") {
			h.t.Errorf("the token is in the address %s", ruth.at())
		}
		ruth.open(ruth.at())
	}
	if b, inBrowser := ruth.(*tab); inBrowser {
		b.insist(call("aim", "button", "Copy link"))
		b.do(b.middle()) // a hand on the mouse: a script may not write where people paste from
		b.sees("Copied")
		if got, want := value[string](b, `getSelection().toString().trim()`), shownLink(h.t, b); got != want {
			h.t.Errorf("selected %q want %q", got, want)
		}
	}
	h.look(ruth)
}

var linkText = regexp.MustCompile(`http://\S+/set-up#[A-Za-z0-9_-]{43}`)

// shownLink is the link as text on the page.
func shownLink(t testing.TB, p person) string {
	t.Helper()
	var body string
	switch p := p.(type) {
	case *tab:
		body = value[string](p, `document.getElementById('link').innerText`)
	case *reader:
		body = words(byID(p.page, "link"))
	}
	link := linkText.FindString(body)
	if link == "" {
		t.Fatalf("no link in %q", body)
	}
	return link
}

// setsUp is a colleague who opens the link; without script they paste it.
func (h *house) setsUp(p person, link string) {
	h.t.Helper()
	p.open(link)
	if r, plain := p.(*reader); plain {
		r.fill("Set-up code", link)
	}
	h.look(p)
	p.fill("New password", passphrase)
	p.fill("The same password again", passphrase)
	p.press("Save and sign in")
}

// tasks wants so many open tasks about a person's code.
func (h *house) tasks(want int) {
	h.t.Helper()
	if n := h.stored(`select count(*) from task where fact_kind = 'staff' and closed_at is null`); n != want {
		h.t.Errorf("%d open tasks about a code, want %d", n, want)
	}
}

// A link that was used, and one that ran out, say so to the manager who comes back.
func TestALinkThatNoLongerHolds(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	ruth, sam := newTab(t), newReader(t)
	h.enter(ruth, "Ruth Adler")
	h.engage(ruth, "Samuel Ortega", "LPC", "Therapist")
	ruth.fill("Work e-mail", "samuel@larkspur.example")
	ruth.press("Make a set-up link")
	page, link := ruth.at(), shownLink(t, ruth)
	h.setsUp(sam, link)
	sam.again() // a second click, where no script holds it back
	sam.sees("Today")
	ruth.open(page)
	ruth.sees("Samuel Ortega used it on Tue Nov 24, 12:00 pm and set a password.")
	ruth.follow("Add another person")
	ruth.fill("Name", "Lena Brandt")
	ruth.choose("Works as", "Nurse")
	ruth.press("Save")
	ruth.fill("Work e-mail", "lena@larkspur.example")
	ruth.press("Make a set-up link")
	page, link = ruth.at(), shownLink(t, ruth)
	h.db.Advance(24 * time.Hour)
	h.enter(ruth, "Ruth Adler")
	ruth.open(h.url + "/staff")
	ruth.sees("The link has expired")
	ruth.open(page)
	ruth.sees("This link no longer holds")
	h.look(ruth)
	lena := newReader(t)
	h.setsUp(lena, link)
	lena.sees("is older than 24 hours")
	ruth.follow("Make another one")
	ruth.sees("They have not set a password yet")
}

// The pages of an invitation fit a telephone, a tablet and a desk, in light and dark; the
// pictures go to the artifacts.
func TestThePagesOfAnInvitationFit(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	ruth := newTab(t)
	h.enter(ruth, "Ruth Adler")
	h.engage(ruth, "Samuel Ortega", "LPC", "Therapist")
	member := ruth.at()
	ruth.fill("Work e-mail", "samuel.ortega.the.third@larkspur-clinic.example")
	ruth.press("Make a set-up link")
	link := ruth.at()
	for name, address := range map[string]string{"link": link, "member": member, "staff": h.url + "/staff", "set-up": h.url + "/set-up"} {
		ruth.open(address)
		for _, width := range []int64{820, 390} {
			ruth.size(width, 900)
			if wide := value[int64](ruth, `document.documentElement.scrollWidth`); wide > width {
				t.Errorf("%s: on a screen of %d the page is %d wide", name, width, wide)
			}
		}
	}
}

// The link of an invitation leads to a page that knows whose it is, with the hand on the
// password; asking for it again loses nothing.
func TestTheSetUpPageKnowsWhoseItIs(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	ruth, sam := newTab(t), newTab(t)
	h.enter(ruth, "Ruth Adler")
	h.engage(ruth, "Samuel Ortega", "LPC", "Therapist")
	ruth.fill("Work e-mail", "samuel@larkspur.example")
	ruth.press("Make a set-up link")
	link := shownLink(t, ruth)
	ruth.follow("Back to Staff")
	ruth.follow("Show the link")
	if again := shownLink(t, ruth); again != link {
		t.Errorf("the page leads to %s, and later to %s", link, again)
	}
	sam.open(link)
	for range 2 {
		sam.sees("For Samuel Ortega, LPC at Larkspur. You will sign in with samuel@larkspur.example.")
		sam.eventually(`document.querySelector('.brand').innerText.trim() === 'Larkspur'`)
		sam.eventually(`document.activeElement.id === 'password' && document.getElementById('token').value.length === 43`)
		if at := sam.at(); at != h.url+"/set-up" {
			t.Errorf("the address is %s", at)
		}
		sam.do(chromedp.Reload())
	}
}
