package app_test

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"golang.org/x/net/html"

	"kap/internal/app"
	"kap/internal/auth"
	"kap/internal/config"
	"kap/internal/db"
	"kap/internal/dbtest"
)

// ward is the server over the demo clinic with its clients, and a second clinic whose
// one person, nina, holds every role there.
type ward struct {
	desk
	rows   map[string]row // every id that stands in a record, of both clinics
	others map[string]string
	before string // what was stored when the last exchange was answered
}

// row is where an id stands and whose it is.
type row struct{ table, client string }

func openWard(t testing.TB) *ward {
	t.Helper()
	d := dbtest.NewFrom(t, "hostile", func(ctx context.Context, appDSN, ownerDSN string) error {
		return app.FillDemo(ctx, ownerDSN, func() time.Time { return dbtest.Noon.Add(9 * time.Hour) }, nil)
	})
	d.Set(dbtest.Noon.Add(9 * time.Hour))
	s := desk{DB: d, t: t, clinic: dbtest.Clinic{Staff: map[string]auth.Actor{}}, log: &lines{}}
	s.app = app.New(app.Options{DB: d.DB, Config: config.Config{}, Key: make([]byte, 32), ShowDemo: true, Log: slog.New(slog.NewJSONHandler(s.log, nil))})
	s.handler = s.app.Handler()
	w := &ward{desk: s, rows: map[string]row{}}
	w.besideIt()
	for _, line := range w.read(`select lower(split_part(name, ' ', 1)) || ' ' || id from staff`) {
		key, id, _ := strings.Cut(line, " ")
		w.clinic.Staff[strings.ReplaceAll(key, "á", "a")] = auth.Actor{Staff: uuid.MustParse(id)}
	}
	for _, line := range w.read(everyID(w.read(`
		select c.relname || ' ' || max((a.attname = 'client_id')::int)::text from pg_class c
		join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
		where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not in ('sign_in', 'setup_link', 'submission')
		group by c.relname having bool_or(a.attname = 'clinic_id') and bool_or(a.attname = 'id')`))) {
		part := strings.Split(line, " ")
		w.rows[part[0]] = row{part[1], part[2]}
	}
	return w
}

func everyID(tables []string) string {
	var parts []string
	for _, t := range tables {
		name, of, _ := strings.Cut(t, " ")
		client := map[string]string{"1": "coalesce(client_id::text, '')", "0": "''"}[of]
		if name == "client" {
			client = "id::text"
		}
		parts = append(parts, `select id::text || ' `+name+` ' || `+client+` from "`+name+`"`)
	}
	return strings.Join(parts, " union all ")
}

// besideIt makes the second clinic, with a client of its own.
func (w *ward) besideIt() {
	clinic, nina, room, zoe := db.NewID(), db.NewID(), db.NewID(), db.NewID()
	w.run(`insert into clinic (id, name, demo) values ($1, 'Sage', true)`, clinic)
	w.run(`insert into staff (clinic_id, id, name, roles, medical_lead)
		values ($1, $2, 'Nina Stranger', '{prescriber,therapist,nurse,medical_assistant,admin,manager}', true)`, clinic, nina)
	w.run(`insert into room (clinic_id, id, name, dosing) values ($1, $2, 'Elsewhere', true)`, clinic, room)
	w.run(`insert into client (clinic_id, id, number, legal_name, born) values ($1, $2, '', 'Zoe Elsewhere', '1980-01-01')`, clinic, zoe)
	w.run(`insert into escort (clinic_id, id, client_id, name, adult) values ($1, $2, $3, 'Zacharias', true)`, clinic, db.NewID(), zoe)
}

func (w *ward) read(sql string, args ...any) []string {
	w.t.Helper()
	rows, err := w.Owner.Query(context.Background(), sql, args...)
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var one string
		if err := rows.Scan(&one); err != nil {
			w.t.Fatal(err)
		}
		all = append(all, one)
	}
	return all
}

// stored is a digest of everything that is stored but who asked and was refused.
func (w *ward) stored() string {
	w.t.Helper()
	if w.others == nil {
		w.others = map[string]string{}
		var parts []string
		for _, r := range w.read(`
			select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
			and relname not in ('audit_event', 'refusal', 'submission', 'sign_in', 'sign_in_attempt', 'pathway', 'pathway_step', 'schema_migrations')
			order by 1`) {
			parts = append(parts, `select '`+r+` ' || count(*) || ' ' || coalesce(sum(hashtextextended(xmin::text || ctid::text, 0)), 0) as line from "`+r+`" t`)
		}
		w.others["sql"] = `select string_agg(line, E'\n' order by line) from (` + strings.Join(parts, " union all ") + `) all_of_them`
	}
	return w.read(w.others["sql"])[0]
}

// sent is a form as somebody's page offers it, filled in.
type sent struct {
	path string
	form url.Values
}

var inClient = regexp.MustCompile(`^/clients/[0-9a-f-]{36}(/|$)`)

// forms walks every page of a client that links lead to, and fills in every form.
func (p *person) forms(client string) []sent {
	seen, queue := map[string]bool{}, []string{"/clients/" + client}
	for _, page := range []string{"/course/sessions/new", "/appointments/new?kind=integration", "/risk-checks/new", "/adverse-events/new", "/urgent",
		"/safety-calls/new", "/integrations/new", "/preparations/new", "/supply", "/prescriptions/new", "/decisions/new", "/consultations/new",
		"/consents", "/goals", "/medicines", "/escorts", "/team", "/pauses", "/appointments", "/dosing/new", "/details", "/course"} {
		queue = append(queue, "/clients/"+client+page)
	}
	var found []sent
	at := map[string]bool{}
	for len(queue) > 0 && len(seen) < 120 {
		path := queue[0]
		queue = queue[1:]
		if bare, _, _ := strings.Cut(path, "#"); seen[bare] || !strings.HasPrefix(path, "/clients/"+client) {
			continue
		} else {
			seen[bare] = true
		}
		w := p.get(path)
		if to := w.Header().Get("Location"); w.Code == 303 && strings.HasPrefix(to, "/clients/") {
			path, w = to, p.get(to)
		}
		page, err := html.Parse(strings.NewReader(w.Body.String()))
		if err != nil || w.Code != 200 {
			continue
		}
		for n := range page.Descendants() {
			switch n.Data {
			case "a":
				queue = append(queue, attr(n, "href"))
			case "form":
				if s := (sent{attr(n, "action"), filled(n)}); attr(n, "method") == "post" && inClient.MatchString(s.path) && !at[pattern(s.path)+kinds(s.form)] {
					at[pattern(s.path)+kinds(s.form)] = true
					found = append(found, s)
				}
			}
		}
	}
	return found
}

func pattern(path string) string { return anyID.ReplaceAllString(path, "-") }

// kinds tells apart two forms of one address.
func kinds(form url.Values) string { return form.Get("kind") + strings.Join(form["slot"], "") }

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// filled answers each field of a form with something it can hold.
func filled(form *html.Node) url.Values {
	v := url.Values{}
	for n := range form.Descendants() {
		name := attr(n, "name")
		if n.Type != html.ElementNode || name == "" {
			continue
		}
		value := attr(n, "value")
		switch {
		case n.Data == "textarea":
			v.Set(name, "Quartz words")
		case n.Data == "select":
			for o := range n.Descendants() {
				if o.Data == "option" && attr(o, "value") != "" && !v.Has(name) {
					v.Set(name, attr(o, "value"))
				}
			}
		case n.Data == "button" && value != "":
			v.Set(name, value)
		case n.Data != "input":
		case attr(n, "type") == "checkbox":
			v.Add(name, value)
		case attr(n, "type") == "radio":
			if !v.Has(name) {
				v.Set(name, value)
			}
		case value != "":
			v.Set(name, value)
		default:
			v.Set(name, map[string]string{"date": "2026-11-24", "time": "09:00", "number": "1", "datetime-local": "2026-11-24T09:00"}[attr(n, "type")])
			if attr(n, "inputmode") != "" {
				v.Set(name, "1")
			}
			if v.Get(name) == "" {
				v.Set(name, "Quartz")
			}
		}
	}
	return v
}

var anyID = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)

var serverTime = regexp.MustCompile(`name="server-time" content="\d+"|\d+:\d\d [ap]m`)

// alike is an answer without the ids in it, those of what was asked for and of forms,
// and without the time.
func alike(w *httptest.ResponseRecorder) string {
	return serverTime.ReplaceAllString(anyID.ReplaceAllString(w.Header().Get("Location")+"\n"+w.Body.String(), "-"), "")
}
