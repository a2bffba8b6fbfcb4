package app_test

import (
	"bytes"
	"flag"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/google/go-cmp/cmp"

	"kap/internal/config"
	"kap/internal/db"
	"kap/internal/endpoint"
)

var update = flag.Bool("update", false, "write the access table as it is")

// roles are the columns of the access table and who stands for each.
var roles = []struct{ word, who string }{
	{"prescriber", "samuel"}, {"therapist", "jonah"}, {"nurse", "tomas"}, {"assistant", "ada"},
	{"desk", "grace"}, {"manager", "ruth"}, {"lead", "miriam"},
}

var param = regexp.MustCompile(`\{[^}]+\}`)

// address is a route's with the client in it and other ids that nobody has.
func address(route endpoint.Route, client string) string {
	path := strings.Replace(route.Pattern, "/clients/{client}", client, 1)
	return param.ReplaceAllStringFunc(path, func(name string) string {
		switch name {
		case "{kind}", "{item}", "{instrument}", "{slot}":
			return "nothing"
		}
		return db.NewID().String()
	})
}

func (p *person) call(route endpoint.Route) *httptest.ResponseRecorder {
	p.Advance(2 * time.Second)
	if route.Method == "GET" {
		return p.get(address(route, p.client))
	}
	return p.post(address(route, p.client), nil)
}

// TestAccess asks every route as every role, and as nobody, and holds the
// answers to a table that a clinic's manager can read.
func TestAccess(t *testing.T) {
	t.Parallel()
	s := open(t, config.Config{})
	s.client = s.takeIn("Zebulon Quartzwhisker")
	may := map[string][]string{}
	for _, role := range roles {
		p := s.as(role.who)
		for _, route := range s.app.Routes() {
			may[key(route)] = append(may[key(route)], p.cell(role.word, route))
		}
	}
	for _, route := range s.app.Routes() {
		s.asNobody(route)
	}
	compare(t, s.table(may))
	if found := leaks(s.log.String()); found != nil {
		t.Errorf("the log holds %v of a client", found)
	}
}

func key(r endpoint.Route) string { return r.Method + " " + r.Pattern }

// cell is what one role meets at one route.
func (p *person) cell(role string, route endpoint.Route) string {
	if route.Open {
		return "yes"
	}
	if route.Pattern == "/sign-out" {
		return map[bool]string{true: "yes", false: "-"}[p.cookie != nil]
	}
	w := p.call(route)
	switch {
	case w.Code == 403:
		if found := leaks(w.Body.String()); found != nil {
			p.t.Errorf("%s, %s: the refusal holds %v", key(route), role, found)
		}
		return "-"
	case w.Code == 401 || w.Code >= 500 || w.Code == 303 && strings.HasPrefix(w.Header().Get("Location"), "/sign-in"):
		p.t.Errorf("%s, %s: got %d %s", key(route), role, w.Code, w.Header().Get("Location"))
	}
	return "yes"
}

func (s desk) asNobody(route endpoint.Route) {
	w := (&person{desk: s}).call(route)
	if found := leaks(w.Body.String()); found != nil {
		s.t.Errorf("%s, nobody: the answer holds %v", key(route), found)
	}
	to := w.Header().Get("Location")
	if !route.Open && (w.Code != 303 || !strings.HasPrefix(to, "/sign-in")) {
		s.t.Errorf("%s, nobody: got %d %q", key(route), w.Code, to)
	}
}

// table is what a manager reads.
func (s desk) table(may map[string][]string) []byte {
	var b bytes.Buffer
	b.WriteString("Who may open or send what. Whose record it is, is decided beside this: a client\n" +
		"not in one's care is not there. The lead is a prescriber too. Made by asking the\n" +
		"server; go test ./internal/app -run Access -update writes it.\n\n")
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprint(w, "address\t")
	for _, role := range roles {
		fmt.Fprint(w, role.word+"\t")
	}
	fmt.Fprintln(w, "permission")
	for _, route := range s.app.Routes() {
		permission := string(route.Permission)
		if route.Open {
			permission = "anybody"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", key(route), strings.Join(may[key(route)], "\t"), permission)
	}
	_ = w.Flush()
	return b.Bytes()
}

func compare(t *testing.T, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", "access.txt")
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
		t.Errorf("who may what changed; if it should, run go test ./internal/app -run Access -update (-was +is):\n%s", diff)
	}
}

// TestAnotherTherapistMeetsNothing asks every page and form of the client as
// somebody who may, but not for this client.
func TestAnotherTherapistMeetsNothing(t *testing.T) {
	t.Parallel()
	s := open(t, config.Config{})
	s.client = s.takeIn("Zebulon Quartzwhisker")
	priya := s.as("priya")
	missing := priya.get("/clients/" + db.NewID().String() + "/course")
	for _, route := range s.app.Routes() {
		if !strings.Contains(route.Pattern, "{client}") || !s.clinic.Staff["priya"].May(route.Permission) {
			continue
		}
		w := priya.call(route)
		if w.Code != 404 || leaks(w.Body.String()) != nil {
			t.Errorf("%s: got %d, holding %v", key(route), w.Code, leaks(w.Body.String()))
		}
		if route.Method == "GET" && w.Body.Len() != missing.Body.Len() {
			t.Errorf("%s: foreign and missing differ:\n%s\n%s", key(route), w.Body, missing.Body)
		}
	}
}
