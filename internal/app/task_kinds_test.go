package app_test

import (
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"
	"golang.org/x/net/html"

	"kap/internal/task"
)

// kindsOf are the kinds of task that a file names, read from its source, so that none is
// forgotten where one comes.
func kindsOf(t *testing.T, file string) (kinds []task.Kind) {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok || len(v.Values) != 1 {
			return true
		}
		of, named := v.Type.(*ast.Ident)
		if from, other := v.Type.(*ast.SelectorExpr); other {
			of, named = from.Sel, true
		}
		word, text := v.Values[0].(*ast.BasicLit)
		if named && text && of.Name == "Kind" {
			said, _ := strconv.Unquote(word.Value)
			kinds = append(kinds, task.Kind(said))
		}
		return true
	})
	return kinds
}

// opened is an open task as its owner has it on their home.
type opened struct {
	task.Task
	owners []string // who may do it, by key
}

func (w *ward) opened() (all []opened) {
	w.t.Helper()
	for _, line := range w.read(`
		select concat_ws('|', t.kind, t.href, t.owner_role, coalesce(t.owner_staff::text, ''), coalesce(t.client_id::text, ''), t.id,
		    (select string_agg(s.id::text, ' ' order by s.name) from staff s
		     where s.clinic_id = t.clinic_id and s.disabled_at is null
		       and (s.id = t.owner_staff or t.owner_staff is null and (t.owner_role = any (s.roles) or t.owner_role = 'medical_lead' and s.medical_lead))))
		from task t
		join clinic z on z.id = t.clinic_id and z.name <> 'Sage'
		where t.closed_at is null
		order by t.since, t.id`) {
		part := strings.Split(line, "|")
		o := opened{Task: task.Task{Kind: task.Kind(part[0]), Href: part[1], ID: uuid.MustParse(part[5])}}
		if part[4] != "" {
			of := uuid.MustParse(part[4])
			o.ClientID = &of
		}
		for _, id := range strings.Fields(part[6]) {
			for key, actor := range w.clinic.Staff {
				if actor.Staff.String() == id {
					o.owners = append(o.owners, key)
				}
			}
		}
		all = append(all, o)
	}
	return all
}

// follow opens a page as somebody, and goes where it leads.
func (p *person) follow(path string) *httptest.ResponseRecorder {
	p.t.Helper()
	path, _, _ = strings.Cut(path, "#")
	w := p.get(path)
	for range 3 {
		if to := w.Header().Get("Location"); to != "" {
			w = p.get(to)
		}
	}
	return w
}

var posted = regexp.MustCompile(`<form[^>]*action="([^"]*)"|<a class="btn[^"]*" href="([^"]*)"`)

// acts are where the forms and buttons of a page lead.
func acts(page string) (all []string) {
	for _, found := range posted.FindAllStringSubmatch(page, -1) {
		all = append(all, found[1]+found[2])
	}
	return all
}

// closes is the act that closes a task of each kind: a form or button of the page to which
// it leads its owner.
var closes = map[task.Kind]string{
	task.RiskCheck: `/risk-checks/new`, "ask again": `/risk-checks/new`, task.ClinicianNow: `/urgent/[^/]+/answer$`,
	task.NextDayCall: `/safety-calls/new`, task.SafetyCall: `/safety-calls/new`, task.AnswerReview: `/reviews/[^/]+/answer$`,
	task.SignSession: `/(dosing|preparations|integrations)/[^/]+/(signature|draft|words)`, task.SignDecision: `/decisions/[^/]+/signature$`,
	task.AskInformation: `/decisions/[^/]+/information$`, task.CountLozenges: `/lozenges$`, task.ByHand: `/tasks/[^/]+$`, task.RemindInformation: `/tasks/[^/]+$`,
	task.SendLetter: `/tasks/[^/]+$`, task.BookFollowUp: booked, task.BookPreparation: booked, task.BookIntegration: booked, task.BookDosing: `/course/dosings/new`,
	task.AskBookings: `/appointments/[^/]+/(cancellation|confirmation)$`, task.ConfirmEscort: `/appointments/[^/]+/escort$`, task.CloseIncident: `/incidents/[^/]+/closing$`,
	task.TakeOver: `/presence/[^/]+/confirm$`, task.ApproveProtocol: `/protocol/[^/]+/signature$`, task.ApproveText: `/consent-texts/[^/]+/signature$`,
	"name care team": `/team$`, "name care team therapist": `/team$`, "book consultation": booked, "book second integration": booked, "book closing visit": booked,
	"consultation": `/consultations/`, "follow-up": `/consultations/`, "closing visit": `/consultations/`,
	"decide": `/decisions/new`, "look again": `/decisions/new`, "authorize sessions": `/decisions/new`, "meet conditions": `/decisions/[^/]+/conditions-met$`,
	"prescribe": `/prescriptions/`, "preparation": `/preparations/new`, "goals": `/goals$`, "consents": `/consents/[^/]+/new`, "questionnaires": `/measures/[^/]+/new`,
	"dosing session": `/dosing/new|/appointments/`, "integration": `/integrations/new`, "second integration": `/integrations/new`,
	"lift pause": `/pauses/[^/]+/lifting$`, "close course": `/course/close$`,
}

const booked = `/appointments/new/`

// unopened are the kinds that nothing opens as a task: for the last the client is here, and
// the room is where everything is done. The list only becomes shorter.
var unopened = []task.Kind{task.SignOrder, task.FinishDraft, task.CallClient, "in session"}

func TestEveryKindOfTaskHasItsAct(t *testing.T) {
	t.Parallel()
	for _, kind := range append(kindsOf(t, "../task/kind.go"), kindsOf(t, "../pathway/step.go")...) {
		if _, known := closes[kind]; known == slices.Contains(unopened, kind) {
			t.Errorf("%s: say which act closes it, or that nothing opens it", kind)
		}
	}
}

// TestEveryOpenTaskLeadsToItsAct opens every open task of the demo clinic, and of what
// happens there meanwhile, as each of its owners.
func TestEveryOpenTaskLeadsToItsAct(t *testing.T) {
	t.Parallel()
	w := openWard(t)
	happens(t, w)
	people := map[string]*person{}
	seen := map[task.Kind]bool{}
	for _, o := range w.opened() {
		seen[o.Kind] = true
		if len(o.owners) == 0 {
			t.Errorf("%s is nobody's", o.Kind)
		}
		act := regexp.MustCompile(cmp.Or(closes[o.Kind], "no act is known"))
		done := false
		for _, who := range o.owners {
			if people[who] == nil {
				people[who] = w.as(who)
			}
			page := people[who].follow(o.Where())
			done = done || page.Code == 200 && slices.ContainsFunc(acts(page.Body.String()), act.MatchString)
			if len(o.owners) == 1 && !done {
				t.Errorf("%s, %s: at %s (%d) no act %s among %q", o.Kind, who, o.Where(), page.Code, act, acts(page.Body.String()))
			}
		}
		if !done && len(o.owners) > 1 {
			t.Errorf("%s: none of %v finds %s at %s", o.Kind, o.owners, act, o.Where())
		}
	}
	for _, kind := range []task.Kind{task.ClinicianNow, task.ApproveText, task.ByHand, task.CloseIncident, task.TakeOver} {
		if !seen[kind] {
			t.Errorf("no task %q was open: the walk is broken", kind)
		}
	}
}

// happens is what the demo clinic has not at this hour: a call of the front desk and a
// hand-over, through the pages; an incident, somebody who left against advice and a draft,
// as those steps store them.
func happens(t *testing.T, w *ward) {
	t.Helper()
	client := w.clientsOf("jonah", 1)[0]
	room := "/clients/" + client + "/dosing/" + w.read(`select id::text from dosing_session where client_id = $1 and status = 'dosed'`, client)[0]
	for _, act := range []struct {
		who, path string
		form      url.Values
	}{
		{"grace", "/clients/" + client + "/urgent", nil},
		{"jonah", room + "/presence/hand-over", url.Values{"staff": {w.clinic.Staff["tomas"].Staff.String()}}},
	} {
		if answer := w.as(act.who).post(act.path, act.form); answer.Code != 303 {
			t.Fatalf("%s posts %s: %d %s\n%s", act.who, act.path, answer.Code, answer.Body, w.log)
		}
	}
	w.Plant(t, `insert into incident (clinic_id, id, client_id, kind, words) select clinic_id, $2, id, 'unplanned', 'Outside the plan' from client where id = $1`, client, client)
	w.Plant(t, `insert into consent_text (clinic_id, id, kind, version, title, text, sha256) select clinic_id, $2, kind, version + 1, title, text || ' Ours.', sha256(convert_to(text || ' Ours.', 'UTF8'))
		from consent_text where kind = 'touch' and clinic_id = (select clinic_id from client where id = $1) order by version desc limit 1`, client, client)
	for _, of := range [][]string{
		{client, string(task.CloseIncident), "prescriber", "/clients/" + client + "/safety"},
		{client, string(task.ByHand), "prescriber", room},
		{"", string(task.ApproveText), "medical_lead", "/consent-texts/" + client},
	} {
		w.Plant(t, `insert into task (clinic_id, id, client_id, kind, what, owner_role, href)
			select clinic_id, gen_random_uuid(), nullif($2, '')::uuid, $3, 'Look', $4, $5 from client where id = $1`, client, of[0], of[1], of[2], of[3])
	}
}

// asShown is what a form would send untouched.
func asShown(form *html.Node) url.Values {
	v := url.Values{}
	for n := range form.Descendants() {
		switch kind := attr(n, "type"); {
		case n.Data == "select":
			for o := range n.Descendants() {
				if o.Data == "option" && has(o, "selected") {
					v.Set(attr(n, "name"), attr(o, "value"))
				}
			}
		case n.Data == "textarea" && n.FirstChild != nil:
			v.Set(attr(n, "name"), n.FirstChild.Data)
		case n.Data != "input" || (kind == "checkbox" || kind == "radio") && !has(n, "checked"):
		default:
			v.Add(attr(n, "name"), attr(n, "value"))
		}
	}
	return v
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// formOf is a form of a page by the end of its address, as the page fills it in.
func formOf(t *testing.T, page, under string) (path string, form url.Values) {
	t.Helper()
	parsed, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range parsed.Descendants() {
		if n.Data == "form" && strings.Contains(attr(n, "action"), under) {
			return attr(n, "action"), asShown(n)
		}
	}
	t.Fatalf("no form leads to %s", under)
	return "", nil
}

// TestTheMedicalLeadIsToldOfADraft: until the version is approved.
func TestTheMedicalLeadIsToldOfADraft(t *testing.T) {
	t.Parallel()
	w := openWard(t)
	const told = "ead the new version of the protocol"
	ruth, miriam := w.as("ruth"), w.as("miriam")
	path, form := formOf(t, ruth.follow("/protocol/new").Body.String(), "/protocol/new")
	answer := ruth.post(path, form)
	if answer.Code != 303 {
		t.Fatalf("drafted: %d %s", answer.Code, answer.Body)
	}
	version := answer.Header().Get("Location")
	if page := miriam.get("/").Body.String(); !strings.Contains(page, told) || !strings.Contains(page, version) {
		t.Error("the medical lead's home says nothing of the draft")
	}
	path, form = formOf(t, miriam.get(version).Body.String(), "/signature")
	if answer := miriam.post(path, form); answer.Code != 303 {
		t.Fatalf("approved: %d %s", answer.Code, answer.Body)
	}
	if strings.Contains(miriam.get("/").Body.String(), told) {
		t.Error("the draft waits after it was approved")
	}
}
