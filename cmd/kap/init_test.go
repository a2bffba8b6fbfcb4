package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kap/internal/app"
	"kap/internal/config"
	"kap/internal/dbtest"
	"kap/internal/staff"
)

// machine is where somebody types kap init.
type machine struct {
	*dbtest.DB
	t      *testing.T
	config config.Config
}

func openMachine(t *testing.T) machine {
	t.Helper()
	t.Parallel()
	d := dbtest.New(t)
	return machine{DB: d, t: t, config: config.Config{Addr: "localhost:8080", PublicURL: "https://kap.example.org", Env: config.Production,
		DatabaseURL: d.AppDSN, OwnerDatabaseURL: d.OwnerDSN, KeyFile: filepath.Join(t.TempDir(), "keys", "key")}}
}

// init runs the command; typed are the answers of somebody at the terminal, none: nobody is there.
func (m machine) init(typed []string, args ...string) (printed string, err error) {
	var out bytes.Buffer
	term := &terminal{in: strings.NewReader(strings.Join(typed, "\n") + "\n"), out: &out, person: typed != nil}
	err = initAt(context.Background(), m.config, args, term)
	return out.String(), err
}

func (m machine) must(typed []string, args ...string) string {
	m.t.Helper()
	printed, err := m.init(typed, args...)
	if err != nil {
		m.t.Fatalf("%v\n%s", err, printed)
	}
	return printed
}

func (m machine) refuses(says string, typed []string, args ...string) {
	m.t.Helper()
	printed, err := m.init(typed, args...)
	if err == nil || !strings.Contains(err.Error(), says) {
		m.t.Errorf("%v: got %v, want %q\n%s", args, err, says, printed)
	}
	if strings.Contains(printed, "/set-up#") {
		m.t.Errorf("%v: refused and prints a link", args)
	}
}

func (m machine) count(sql string, args ...any) (n int) {
	m.t.Helper()
	if err := m.Owner.QueryRow(context.Background(), sql, args...).Scan(&n); err != nil {
		m.t.Fatal(err)
	}
	return n
}

// opens says whether the link that was printed sets a password, and signs in with it.
func (m machine) opens(printed, email string) bool {
	m.t.Helper()
	found := regexp.MustCompile(`https://kap\.example\.org/set-up#([A-Za-z0-9_-]{43})\n`).FindStringSubmatch(printed)
	if found == nil {
		m.t.Fatalf("no link in\n%s", printed)
	}
	service := staff.Service{DB: m.DB.DB}
	m.DB.DB.Clock = app.Now // init's links hold by the machine's clock
	_, err := service.SetUp(context.Background(), found[1], "plum violin gravel otter", "10.0.0.1")
	if err != nil {
		return false
	}
	_, err = service.SignIn(context.Background(), email, "plum violin gravel otter", "10.0.0.1")
	return err == nil
}

var larkspur = []string{"--clinic", "Larkspur", "--zone", "America/Denver", "--manager", "Ruth Adler", "--email", "ruth@larkspur.example"}

// with are larkspur's flags, some of them other than they are.
func with(changed ...string) []string {
	args := append([]string{}, larkspur...)
	for i := 0; i < len(changed); i += 2 {
		args = append(args, changed[i], changed[i+1]) // the last of a flag counts
	}
	return args
}

func TestInitMakesAClinicAndPrintsALinkThatOpens(t *testing.T) {
	m := openMachine(t)
	printed := m.must(nil, with("--address", "14 Larkspur Lane, Denver", "--phone", "(303) 555-0100", "--emergency-department", "Saint Luke")...)
	for _, said := range []string{"Larkspur", "America/Denver, where it is", "14 Larkspur Lane", "(303) 555-0100", "Saint Luke", "Ruth Adler", "ruth@larkspur.example", "It works once, until"} {
		if !strings.Contains(printed, said) {
			t.Errorf("%q is not shown back:\n%s", said, printed)
		}
	}
	if n := m.count(`select count(*) from clinic where address = '14 Larkspur Lane, Denver' and phone = '(303) 555-0100' and emergency_department = 'Saint Luke' and not demo`); n != 1 {
		t.Errorf("%d clinics as typed", n)
	}
	if info, err := os.Stat(m.config.KeyFile); err != nil || info.Mode().Perm() != 0o400 {
		t.Errorf("key file: %v, %v", info, err)
	}
	if !m.opens(printed, "ruth@larkspur.example") {
		t.Error("the link does not open")
	}
}

func TestInitRefusesBeforeAnythingIsMade(t *testing.T) {
	m := openMachine(t)
	m.config.OwnerDatabaseURL = "postgres://kap_owner@localhost:1/none" // never reached
	for _, c := range []struct {
		says string
		args []string
	}{
		{"--email: \"notanemail\" is not an e-mail address", with("--email", "notanemail")},
		{"--email", with("--email", "a@b@c.org")},
		{"Is America/Denver meant?", with("--zone", "america/denver")},
		{"Is America/Denver meant?", with("--zone", "Denver")},
		{"--zone", with("--zone", "Local")},
		{"--manager: There is a character", with("--manager", "Ruth\tAdler")},
		{"--clinic: There is a character", with("--clinic", "Lark\x1b[31mspur")},
		{"--clinic: That is too long", with("--clinic", strings.Repeat("x", 201))},
		{"--emergency-department: There", with("--emergency-department", "a\nb")},
		{"--manager: Type the person's name", with("--manager", "  ")},
		{"--email: Type the person's work e-mail", larkspur[:6]},
		{"Name the clinic", nil},
		{"--email: Give the manager's e-mail", []string{"--recover"}},
		{"use one of them", []string{"--recover", "--replace", "a@b.org", "--email", "c@d.org"}},
		{"are for a new clinic", []string{"--recover", "--email", "a@b.org", "--zone", "UTC"}},
		{"put names of several words in quotes", []string{"--clinic", "Larkspur", "Clinic"}},
	} {
		m.refuses(c.says, nil, c.args...)
	}
	if _, err := os.Stat(m.config.KeyFile); !os.IsNotExist(err) {
		t.Errorf("a key was made: %v", err)
	}
}

// At a terminal what does not fit is asked again, what may be left out may be, and nothing
// is made before a yes.
func TestInitAsksAndIsToldYes(t *testing.T) {
	m := openMachine(t)
	answers := []string{"", "Larkspur", "Denver", "America/Denver", "14 Larkspur Lane", "", "", "Ruth Adler", "notanemail", "Ruth@Larkspur.example"}
	const none = "no clinic and no manager was made"
	m.refuses(none, append(answers, "n"))
	m.refuses(none, append(answers, "9", "no"))
	m.refuses(none, answers)     // the input ends at the last question
	m.refuses(none, answers[:5]) // and in the middle
	if n := m.count(`select count(*) from clinic`); n != 0 {
		t.Fatalf("%d clinics without a yes", n)
	}
	printed := m.must(append(answers, ""))
	for _, said := range []string{"Name the clinic.", "Is America/Denver meant?", "is not an e-mail address", "the app asks for it", "Right? Enter to make this clinic"} {
		if !strings.Contains(printed, said) {
			t.Errorf("%q is not said:\n%s", said, printed)
		}
	}
	if !m.opens(printed, "ruth@larkspur.example") {
		t.Error("the link does not open")
	}
}

// Any answer is put right before anything is made, and a yes or a no is nobody's name.
func TestInitLetsEveryAnswerBePutRight(t *testing.T) {
	m := openMachine(t)
	printed := m.must([]string{"y", "Sage", "Denver", "", "14 Larkspur Lane", "", "", "yes", "Ruth Adler", "rth@larkspur.example",
		"8", "1", "Larkspur", "2", "new york", "n", "Mountain", "y", "5", "Saint Luke", "7", "ruth@larkspur.example", ""})
	for _, said := range []string{"is no answer to this", "is no name", "Is America/New_York meant? Enter or y takes it", "Type a number from 1 to 7", "7  E-mail"} {
		if !strings.Contains(printed, said) {
			t.Errorf("%q is not said:\n%s", said, printed)
		}
	}
	if n := m.count(`select count(*) from clinic where name = 'Larkspur' and zone = 'America/Denver' and emergency_department = 'Saint Luke'`); n != 1 {
		t.Errorf("%d clinics as put right", n)
	}
	if !m.opens(printed, "ruth@larkspur.example") {
		t.Error("the link does not open for the address that was put right")
	}
	m.refuses("is no name", nil, "--replace", "ruth@larkspur.example", "--email", "sam@larkspur.example", "--manager", "y")
	m.must([]string{"y", "", "yes"}, "--replace", "ruth@larkspur.example", "--email", "sam@larkspur.example")
	if n := m.count(`select count(*) from staff where name <> 'Ruth Adler'`); n != 0 {
		t.Errorf("%d managers called by an answer", n)
	}
}

func TestInitWithYesAsksNothing(t *testing.T) {
	m := openMachine(t)
	if printed := m.must([]string{}, with("--yes", "")[:len(larkspur)+1]...); strings.Contains(printed, "Right?") || strings.Contains(printed, "may be left empty") {
		t.Errorf("asked in spite of --yes:\n%s", printed)
	}
}

// Ctrl-C at a prompt ends it, although nobody pressed Enter.
func TestCtrlCAtAPromptStops(t *testing.T) {
	m := openMachine(t)
	ctx, stop := context.WithCancel(context.Background())
	in, never := io.Pipe()
	defer never.Close()
	asked := writer(func(p []byte) (int, error) {
		if strings.Contains(string(p), "clinic's name") {
			stop()
		}
		return len(p), nil
	})
	if err := initAt(ctx, m.config, nil, &terminal{in: in, out: asked, person: true}); !errors.Is(err, errStopped) {
		t.Errorf("got %v", err)
	}
	if n := m.count(`select count(*) from clinic`); n != 0 {
		t.Errorf("%d clinics", n)
	}
}

type writer func([]byte) (int, error)

func (w writer) Write(p []byte) (int, error) { return w(p) }

// What stopped between the key and the clinic is done again.
func TestInitAfterAFailureHalfWay(t *testing.T) {
	m := openMachine(t)
	good := m.config.OwnerDatabaseURL
	if err := os.MkdirAll(filepath.Dir(m.config.KeyFile), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(m.config.KeyFile, []byte("half a key\n"), 0o400); err != nil {
		t.Fatal(err)
	}
	m.refuses("does not hold a key", nil, larkspur...)
	if n := m.count(`select count(*) from clinic`); n != 0 {
		t.Fatalf("%d clinics without a key", n)
	}
	if err := os.Remove(m.config.KeyFile); err != nil {
		t.Fatal(err)
	}
	m.config.OwnerDatabaseURL = "postgres://kap_owner@localhost:1/none?connect_timeout=1"
	m.refuses("", nil, larkspur...)
	m.config.OwnerDatabaseURL = good
	if !m.opens(m.must(nil, larkspur...), "ruth@larkspur.example") {
		t.Error("the link does not open")
	}
}

func TestInitBesideAClinicSaysWhatToDo(t *testing.T) {
	m := openMachine(t)
	m.must(nil, larkspur...)
	m.refuses("kap init --recover --email ruth@larkspur.example", nil, with("--clinic", "Sage")...)
	m.refuses("kap init --replace ruth@larkspur.example", []string{}) // said before anything is asked
	demo := openAnother(t)
	demo.Clinic(t)
	if _, err := demo.Owner.Exec(context.Background(), `update clinic set demo = true`); err != nil {
		t.Fatal(err)
	}
	demo.refuses("set KAP_DATA to another folder", nil, larkspur...)
	if _, err := os.Stat(demo.config.KeyFile); !os.IsNotExist(err) {
		t.Errorf("refused, and a key was made: %v", err)
	}
}

// openAnother is a second machine of one test.
func openAnother(t *testing.T) machine {
	d := dbtest.New(t)
	return machine{DB: d, t: t, config: config.Config{Env: config.Production, PublicURL: "https://kap.example.org", DatabaseURL: d.AppDSN,
		OwnerDatabaseURL: d.OwnerDSN, KeyFile: filepath.Join(t.TempDir(), "key")}}
}

func TestRecoverGivesANewLinkAndEndsTheOld(t *testing.T) {
	m := openMachine(t)
	first := m.must(nil, larkspur...)
	m.refuses("Active here: Ruth Adler (ruth@larkspur.example)", nil, "--recover", "--email", "rth@larkspur.example")
	second := m.must(nil, "--recover", "--email", "Ruth@larkspur.example")
	if m.opens(first, "ruth@larkspur.example") || !m.opens(second, "ruth@larkspur.example") {
		t.Error("the first link opens, or the second does not")
	}
	if n := m.count(`select count(*) from audit_event where action = 'account.recovered' and worker = 'kap init --recover'`); n != 1 {
		t.Errorf("%d events", n)
	}
}

// A first manager with a mistyped address, who could never sign in, is given the right one.
func TestReplaceGivesTheManagerAnotherAddress(t *testing.T) {
	m := openMachine(t)
	wrong := m.must(nil, with("--email", "rth@larkspur.example")...)
	if _, err := m.Owner.Exec(context.Background(), `update account set email = 'notanemail'`); err != nil { // as earlier versions took it
		t.Fatal(err)
	}
	m.refuses("Active here: Ruth Adler (notanemail)", nil, "--replace", "nobody@larkspur.example", "--email", "ruth@larkspur.example")
	m.refuses("--email", nil, "--replace", "notanemail", "--email", "alsonone")
	m.refuses("--email", nil, "--replace", "notanemail")
	m.refuses("no clinic and no manager was made or changed", []string{"", "n"}, "--replace", "notanemail", "--email", "ruth@larkspur.example")
	printed := m.must([]string{"", "y"}, "--replace", "notanemail", "--email", "ruth@larkspur.example")
	if m.opens(wrong, "notanemail") || !m.opens(printed, "ruth@larkspur.example") {
		t.Error("the old link opens, or the new one does not")
	}
	if n := m.count(`select count(*) from account`); n != 1 {
		t.Errorf("%d accounts", n)
	}
	if n := m.count(`select count(*) from audit_event where action = 'account.readdressed' and worker = 'kap init --replace'`); n != 1 {
		t.Errorf("%d events", n)
	}
	m.refuses("kap init --recover", nil, "--replace", "ruth@larkspur.example", "--email", "RUTH@larkspur.example")
}

// A first manager who is another person than was meant loses access, signed in or not.
func TestReplaceEngagesTheRightManager(t *testing.T) {
	m := openMachine(t)
	if !m.opens(m.must(nil, larkspur...), "ruth@larkspur.example") {
		t.Fatal("the first link does not open")
	}
	printed := m.must(nil, "--replace", "ruth@larkspur.example", "--email", "sam@larkspur.example", "--manager", "Sam Fox")
	if !strings.Contains(printed, "Ruth Adler (ruth@larkspur.example) loses access at once") {
		t.Errorf("not said:\n%s", printed)
	}
	service := staff.Service{DB: m.DB.DB}
	if _, err := service.SignIn(context.Background(), "ruth@larkspur.example", "plum violin gravel otter", "10.0.0.1"); err == nil {
		t.Error("the wrong manager signs in")
	}
	if !m.opens(printed, "sam@larkspur.example") {
		t.Error("the right manager does not")
	}
	for action, name := range map[string]string{"staff.disabled": "Ruth Adler", "staff.added": "Sam Fox"} {
		if n := m.count(`select count(*) from audit_event e join staff s on s.id = e.subject
			where action = $1 and s.name = $2 and worker = 'kap init --replace'`, action, name); n != 1 {
			t.Errorf("%s of %s: %d events", action, name, n)
		}
	}
	m.refuses("Active here: Sam Fox (sam@larkspur.example)", nil, "--replace", "ruth@larkspur.example", "--email", "x@larkspur.example")
}

// In development the address may be one that listens everywhere, and the code is there too.
func TestThePrintedLinkCanBeOpened(t *testing.T) {
	t.Parallel()
	for set, want := range map[string]string{
		"http://localhost:8080": "http://localhost:8080/set-up#code", "http://:8080": "http://localhost:8080/set-up#code",
		"http://0.0.0.0:8080": "http://localhost:8080/set-up#code", "http://[::]:8080": "http://localhost:8080/set-up#code",
		"https://kap.example.org": "https://kap.example.org/set-up#code", "http://192.168.1.4:8080": "http://192.168.1.4:8080/set-up#code",
	} {
		var out bytes.Buffer
		link := newLink("Ruth Adler", "ruth@larkspur.example", "America/Denver")
		link.token = "code"
		link.print(config.Config{PublicURL: set}, &out)
		if !strings.Contains(out.String(), "  "+want+"\n") || !strings.Contains(out.String(), "\n  code\n") {
			t.Errorf("%s: got\n%s", set, out.String())
		}
	}
}

// On a private Postgres: what was made before somebody stopped is said, and while kap serve
// runs what to do first.
func TestInitOnAPrivatePostgresSaysWhatIsSo(t *testing.T) {
	t.Parallel()
	c := tried(t)
	c.KeyFile = filepath.Join(c.Data, "key")
	stop := func() error {
		return initAt(context.Background(), c, nil, &terminal{in: strings.NewReader("Larkspur\n"), out: io.Discard, person: true})
	}
	if err := stop(); !errors.Is(err, errStopped) || !strings.Contains(err.Error(), "Its empty database was made in "+c.Data) {
		t.Errorf("the first time: %v", err)
	}
	if err := stop(); !errors.Is(err, errStopped) || strings.Contains(err.Error(), "database") {
		t.Errorf("the second time: %v", err)
	}
	d, err := openDatabase(context.Background(), c, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.stop() }()
	err = initAt(context.Background(), c, []string{"--recover", "--email", "ruth@larkspur.example"}, &terminal{out: io.Discard})
	if err == nil || !strings.Contains(err.Error(), "stop kap serve first") {
		t.Errorf("while it is served: %v", err)
	}
}
