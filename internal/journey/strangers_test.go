package journey

import (
	"context"
	"net/url"
	"testing"

	"github.com/google/uuid"

	"kap/internal/auth"
)

// Another clinic's people meet Ana as they meet nobody: whatever their role, whatever
// the page, and whatever they send, the answer is that to an id that was made up.
func TestTheOtherClinicMeetsNobody(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	l := h.lives(ana)
	l.booked(0)
	h.db.Set(at(-1, 9, 0))
	check := l.riskCheck()
	for name, roles := range h.otherClinic() {
		stranger := newReader(t)
		h.enter(stranger, name)
		stranger.sees(name)
		nobody := h.url + "/clients/" + uuid.NewString()
		for _, page := range []string{"", "/course", "/appointments", "/details", "/escorts", "/team", "/pauses", "/medicines", "/measures", "/consents",
			"/supply", "/decisions/new", "/appointments/new?kind=dosing", "/appointments/" + l.Visit.String(), "/preparations/" + l.Preparation.String()} {
			stranger.open(l.address + page)
			l.unknown(stranger, func() { stranger.open(nobody + page) }, len(roles) > 1)
		}
		for _, to := range []string{"/risk-checks/new/" + uuid.NewString(), "/escorts", "/pauses", "/course/close"} {
			stranger.send("post", l.address+to, again(check))
			l.unknown(stranger, func() { stranger.send("post", nobody+to, again(check)) }, len(roles) > 1)
		}
	}
	if n := h.stored(`select count(*) from risk_check where client_id = $1`, l.ID); n != 1 {
		t.Errorf("risk checks of Ana: got %d, want the one of her intake", n)
	}
}

// unknown wants the answer that somebody has to be that of an id that was made up, and
// "not found" for whoever may do everything. No answer names Ana.
func (l *life) unknown(stranger *reader, made func(), everything bool) {
	l.t.Helper()
	status, body, at := stranger.status, ids.ReplaceAllString(stranger.body, ""), stranger.at()
	for _, name := range []string{"Ana", "Ruiz", "K-0001"} {
		stranger.missesInBody(name)
	}
	made()
	if stranger.status != status || ids.ReplaceAllString(stranger.body, "") != body {
		l.t.Errorf("%s: answered %d, a made-up id %d, or in other words:\n%s\n%s", at, status, stranger.status, body, stranger.body)
	}
	if status != 404 && (everything || status != 403) {
		l.t.Errorf("%s: answered %d", at, status)
	}
}

// riskCheck is what Jonah's page would send about Ana, all answered.
func (l *life) riskCheck() url.Values {
	l.t.Helper()
	jonah := newReader(l.t)
	l.h.enter(jonah, "Jonah Weiss")
	jonah.open(l.address + "/risk-checks/new")
	c := &care{house: l.h, jonah: jonah}
	c.answerRisk("Unchanged")
	return jonah.values(up(named(all(jonah.page, "button"), "Save the risk check"), "form"))
}

// again is what was sent, from another page.
func again(sent url.Values) url.Values {
	values := url.Values{"submission": {uuid.NewString()}}
	for name, list := range sent {
		if name != "submission" && name != "made_for" {
			values[name] = list
		}
	}
	return values
}

// otherClinic is Sage with somebody for each role and somebody for all; by name.
func (h *house) otherClinic() map[string][]auth.Role {
	h.t.Helper()
	clinic, people := uuid.New(), map[string][]auth.Role{}
	everything := []auth.Role{auth.Prescriber, auth.Therapist, auth.Nurse, auth.MedicalAssistant, auth.Admin, auth.Manager}
	people["Nina Everything"] = everything
	for _, role := range everything {
		people["Nina of "+string(role)] = []auth.Role{role}
	}
	h.run(`insert into clinic (id, name, demo) values ($1, 'Sage', true)`, clinic)
	for name, roles := range people {
		h.run(`insert into staff (clinic_id, id, name, roles, medical_lead) values ($1, $2, $3, $4, $5)`, clinic, uuid.New(), name, roles, len(roles) > 1)
	}
	return people
}

func (h *house) run(sql string, args ...any) {
	h.t.Helper()
	if _, err := h.db.Owner.Exec(context.Background(), sql, args...); err != nil {
		h.t.Fatal(err)
	}
}
