package app_test

import (
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/endpoint"
)

// TestOthersMeetNothing asks every address of a client with the ids of that client's own
// record, and posts every form of it as the care team's pages fill it in: as a therapist
// who is not on the team, as somebody of another clinic who holds every role there, and as
// nobody. The answer is that of a client who is not there, and nothing is stored.
func TestOthersMeetNothing(t *testing.T) {
	t.Parallel()
	w := openWard(t)
	for _, client := range w.clientsOf("jonah", 2) {
		var forms []sent
		for _, who := range []string{"jonah", w.prescriberOf(client), "grace"} {
			forms = append(forms, w.as(who).forms(client)...)
		}
		if len(forms) < 20 {
			t.Errorf("only %d forms were found: the walk is broken", len(forms))
		}
		for _, who := range []string{w.therapistNotOf(client), "nina"} {
			p := w.as(who)
			missing := p.get("/clients/" + db.NewID().String() + "/safety")
			before := w.stored()
			for _, route := range w.app.Routes() {
				if strings.Contains(route.Pattern, "{client}") && w.may(who, route) {
					p.isMissing(key(route), p.callWith(route, w.real(route.Pattern, client)), missing)
				}
			}
			for _, f := range forms {
				p.Advance(2 * time.Second)
				f.form.Set("submission", db.NewID().String())
				f.form.Del("made_for")
				if answer := p.post(f.path, f.form); answer.Code != 403 { // a role without the permission
					p.isMissing(who+" posts "+pattern(f.path), answer, missing)
				}
			}
			if after := w.stored(); after != before {
				t.Errorf("%s changed what is stored:\n%s", who, changed(before, after))
			}
		}
		w.nobody(forms)
	}
}

func (p *person) isMissing(what string, got, missing *httptest.ResponseRecorder) {
	p.t.Helper()
	if diff := cmp.Diff(strings.Split(alike(missing), "\n"), strings.Split(alike(got), "\n")); got.Code != 404 || diff != "" {
		p.t.Errorf("%s: got %d, which differs from a client who is not there (-missing +got):\n%s", what, got.Code, diff)
	}
}

func (w *ward) nobody(forms []sent) {
	before, p := w.stored(), &person{desk: w.desk}
	for _, f := range forms {
		if answer := p.post(f.path, f.form); answer.Code != 303 || answer.Header().Get("Location") != "/sign-in" {
			w.t.Errorf("nobody posts %s: got %d", pattern(f.path), answer.Code)
		}
	}
	if after := w.stored(); after != before {
		w.t.Errorf("nobody changed what is stored:\n%s", changed(before, after))
	}
}

// TestIdsOfAnotherClientAreThereForNobody posts every form of a client with one id in it
// exchanged for one of the same kind that belongs to another client in the same person's
// care, or to another clinic. It is answered like an id that nobody has.
func TestIdsOfAnotherClientAreThereForNobody(t *testing.T) {
	t.Parallel()
	w := openWard(t)
	w.before = w.stored()
	tried := 0
	for _, who := range []string{"jonah", "miriam", "tomas", "grace"} {
		p := w.as(who)
		for _, client := range w.clientsOf(who, 2) {
			for _, f := range p.forms(client) {
				for _, id := range w.idsIn(f) {
					if other, found := w.otherThan(id, client, who); found {
						tried++
						p.exchanged(w, f, client, id, other)
					}
				}
			}
		}
	}
	if tried < 100 {
		t.Errorf("only %d ids were exchanged: the walk is broken", tried)
	}
	t.Logf("%d ids exchanged", tried)
}

// exchanged posts f with other in the place of id, then with an id that nobody has.
func (p *person) exchanged(w *ward, f sent, client, id, other string) {
	p.t.Helper()
	p.Advance(3 * time.Second)
	before := w.before
	foreign := p.postInstead(f, id, other)
	after := w.stored()
	w.before = after
	what := w.rows[id].table + " in POST " + pattern(f.path)
	if after != before {
		p.t.Errorf("another client's %s: got %d, and it was stored:\n%s", what, foreign.Code, changed(before, after))
		return
	}
	unknown := p.postInstead(f, id, db.NewID().String())
	if foreign.Code != unknown.Code || alike(foreign) != alike(unknown) {
		p.t.Errorf("another client's %s is answered with %d, an unknown one with %d", what, foreign.Code, unknown.Code)
	}
	if foreign.Code >= 500 {
		p.t.Errorf("%s: got %d", what, foreign.Code)
	}
}

func (p *person) postInstead(f sent, id, other string) *httptest.ResponseRecorder {
	form := url.Values{}
	for name, values := range f.form {
		for _, v := range values {
			form.Add(strings.ReplaceAll(name, id, other), strings.ReplaceAll(v, id, other))
		}
	}
	form.Set("submission", db.NewID().String())
	form.Set("made_for", f.form.Get("made_for"))
	path := f.path
	if last := path[strings.LastIndex(path, "/")+1:]; strings.Contains(path, "/new/") || strings.HasSuffix(path, "/vitals/"+last) || strings.HasSuffix(path, "/impressions/"+last) {
		path = strings.TrimSuffix(path, last) + db.NewID().String()
	}
	return p.post(strings.ReplaceAll(path, id, other), form)
}

// idsIn are the ids of rows in a form's address and values.
func (w *ward) idsIn(f sent) []string {
	var ids []string
	for _, id := range anyID.FindAllString(f.path+" "+f.form.Encode(), -1) {
		if r, known := w.rows[id]; known && r.table != "client" && id != f.form.Get("made_for") && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// otherThan is a row of the same table: another client's whom the person sees, or, where
// the table is no client's, another clinic's.
func (w *ward) otherThan(id, client, who string) (string, bool) {
	table := w.rows[id].table
	sql, args := `select id::text from "`+table+`" where clinic_id <> (select clinic_id from client where id = $1) limit 1`, []any{client}
	if w.rows[id].client != "" {
		sql = `select t.id::text from "` + table + `" t join client c on c.id = t.client_id
			where t.client_id <> $1 and t.clinic_id = (select clinic_id from client where id = $1)
			order by exists (select from care_team m where m.client_id = t.client_id and m.staff_id = $2 and m.until > $3) desc, t.id desc limit 1`
		args = []any{client, w.clinic.Staff[who].Staff, w.Now()}
	}
	found := w.read(sql, args...)
	return strings.Join(found, ""), len(found) == 1
}

// clientsOf are clients in somebody's care with most in their record, somebody in session first.
func (w *ward) clientsOf(who string, n int) []string {
	return w.read(`
		select c.id::text from client c
		where exists (select from care_team m where m.client_id = c.id and m.until > $2 and m.since <= $2 and m.staff_id = $1)
		or 'admin' = any ((select roles from staff where id = $1)::text[]) and c.clinic_id = (select clinic_id from staff where id = $1)
		order by exists (select from dosing_session s where s.client_id = c.id and s.status = 'dosed') desc,
		    (select count(*) from audit_event e where e.client = c.id) desc
		limit $3`, w.clinic.Staff[who].Staff, w.Now(), n)
}

func (w *ward) prescriberOf(client string) string {
	return w.read(`select lower(split_part(s.name, ' ', 1)) from course c join staff s on s.id = c.prescriber_id
		where c.client_id = $1 order by c.opened_at desc limit 1`, client)[0]
}

func (w *ward) therapistNotOf(client string) string {
	return w.read(`select lower(split_part(name, ' ', 1)) from staff s
		where 'therapist' = any (roles) and clinic_id = (select clinic_id from client where id = $1)
		and not exists (select from care_team m where m.client_id = $1 and m.staff_id = s.id and m.until > $2)
		order by name limit 1`, client, w.Now())[0]
}

func (w *ward) may(who string, route endpoint.Route) bool {
	return who == "nina" || auth.Actor{Roles: []auth.Role{auth.Therapist}}.May(route.Permission)
}

// real is an address's pattern with the ids of the client's own rows in it.
func (w *ward) real(pattern, client string) string {
	return param.ReplaceAllStringFunc(pattern, func(name string) string {
		switch name {
		case "{client}":
			return client
		case "{kind}":
			return "treatment"
		case "{instrument}":
			return "phq9"
		case "{item}", "{slot}":
			return "G08"
		}
		for id, r := range w.rows {
			if r.client == client && slices.Contains(tables[name], r.table) {
				return id
			}
		}
		return db.NewID().String()
	})
}

func (p *person) callWith(route endpoint.Route, path string) *httptest.ResponseRecorder {
	p.Advance(2 * time.Second)
	if route.Method == "GET" {
		return p.get(path)
	}
	return p.post(path, nil)
}

var tables = map[string][]string{
	"{preparation}": {"preparation_session"}, "{consultation}": {"consultation"}, "{decision}": {"eligibility_decision"},
	"{pause}": {"pause"}, "{review}": {"review"}, "{task}": {"task"}, "{prescription}": {"prescription"},
	"{integration}": {"integration_session"}, "{check}": {"risk_check"}, "{incident}": {"incident"}, "{escalation}": {"escalation"},
	"{event}": {"adverse_event", "dosing_event"}, "{session}": {"dosing_session"}, "{intake}": {"intake"}, "{reading}": {"vitals"},
	"{presence}": {"presence"}, "{impression}": {"impression"}, "{appointment}": {"appointment"}, "{escort}": {"escort"},
	"{medicine}": {"medicine"}, "{allergy}": {"allergy"}, "{consent}": {"consent"}, "{response}": {"measure_response"},
}

func changed(before, after string) string {
	var lines []string
	was := strings.Split(before, "\n")
	for _, line := range strings.Split(after, "\n") {
		if !slices.Contains(was, line) {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
