package deploy_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"
)

// insideVariable names the folder of the world to the process that walks in it.
const insideVariable = "KAP_WALK_INSIDE"

// TestTheRunbookIsWalked takes the blocks of README.md and does what they say, top
// to bottom, in a Debian of its own: where page and program part, it is red.
func TestTheRunbookIsWalked(t *testing.T) {
	if dir := os.Getenv(insideVariable); dir != "" {
		walk(t, makeWorld(t, dir, os.Getenv("KAP_WALK_PROGRAM")))
		return
	}
	if testing.Short() {
		t.Skip("short")
	}
	dir := t.TempDir()
	if err := cannot(dir); err != nil && os.Getenv("CI") != "" && os.Geteuid() == 0 {
		t.Fatal("the runbook cannot be walked here: ", err)
	} else if err != nil {
		t.Skip("NOT WALKED: ", err)
	}
	walkApart(t, dir)
}

// walkApart runs this test again in a world of its own, with the machine's
// network as file 3, and shows what it says.
func walkApart(t *testing.T, dir string) {
	ctx, stop := context.WithTimeout(context.Background(), 8*time.Minute)
	defer stop()
	network, err := os.Open("/proc/self/ns/net")
	if err != nil {
		t.Fatal(err)
	}
	defer network.Close()
	args := append(apart, "sh", "-c", `"$@"; exit $?`, "sh", os.Args[0], "-test.run=^TestTheRunbookIsWalked$", "-test.v")
	cmd := exec.CommandContext(ctx, "unshare", args...)
	cmd.Env = append(os.Environ(), insideVariable+"="+dir, "KAP_WALK_PROGRAM="+program(t))
	cmd.ExtraFiles = []*os.File{network}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, &out)
	}
	t.Logf("%s", &out)
}

// walker follows the page and remembers what it was given on the way.
type walker struct {
	*world
	knows  knowledge
	link   string // the set-up link that init printed
	person *visitor
	passed map[string]bool // headings
}

// atEndOf says what must hold when the blocks below a heading have been walked.
var atEndOf = map[string]func(*walker){
	"3. Settings":                         settingsAreKept,
	"4. The database":                     databaseIsKept,
	"5. The certificate":                  serveNamesMigrate,
	"6. The tables":                       serveNamesInit,
	"7. The clinic and its first manager": keyIsKept,
	"8. The service":                      serviceIsKept,
	"9. The first sign-in":                managerSignsIn,
	"Backup":                              backupIsKept,
	"A new release":                       stillSignedIn,
	"Behind a proxy instead":              proxyServes,
	"Taking it away":                      nothingIsLeft,
}

func walk(t *testing.T, w *world) {
	began := time.Now()
	k := &walker{world: w, knows: whatItKnows(t, os.Getenv("KAP_WALK_PROGRAM")), passed: map[string]bool{}}
	heading := ""
	for _, b := range append(blocksOf(t, "README.md"), block{}) {
		if b.heading != heading {
			k.arrive(heading)
			heading = b.heading
		}
		k.follow(b)
	}
	for heading := range atEndOf {
		if !k.passed[heading] {
			t.Errorf("no blocks stand below %q any more; say in atEndOf what holds instead", heading)
		}
	}
	t.Logf("walked in %s", time.Since(began).Round(time.Second))
}

// arrive checks what holds at the end of a heading's blocks.
func (k *walker) arrive(heading string) {
	k.passed[heading] = true
	if check := atEndOf[heading]; check != nil {
		check(k)
	}
	if k.t.Failed() {
		k.t.Fatalf("stopped at the end of %q", heading)
	}
}

// follow does what a block says; what is short is done twice, since the page
// says that it may be repeated.
func (k *walker) follow(b block) {
	k.t.Helper()
	if path := b.file(); path != "" {
		k.put(path, b.text, 0o644)
	}
	if !b.walked() {
		return
	}
	text := b.text
	began := time.Now()
	out := k.take(b, text)
	k.t.Logf("%s (%s) %s\n%s", b, b.heading, time.Since(began).Round(10*time.Millisecond), out)
	if !strings.Contains(text, "kap init") && !strings.Contains(text, "apt-get") {
		k.take(b, text)
	}
	if link := regexp.MustCompile(`https://\S+/set-up#\S+`).FindString(out); link != "" {
		k.link = link
	}
}

func (k *walker) take(b block, text string) string {
	k.t.Helper()
	out, err := k.sh(text)
	if err != nil {
		log, _ := os.ReadFile(k.root + "/var/log/kap.log")
		k.t.Fatalf("%s (%s): %v\n%s\n%s\nthe service's log:\n%s", b, b.heading, err, text, out, log)
	}
	return out
}

func settingsAreKept(k *walker) {
	k.modes("750 root:kap /etc/kap", "640 root:kap /etc/kap/env", "600 root:root /etc/kap/owner.env")
	if env := k.must(`cat /etc/kap/env /etc/kap/owner.env`); strings.Contains(env, "_PASSWORD") {
		k.t.Errorf("a password is missing:\n%s", env)
	}
	k.refused(`runuser -u kap -- cat /etc/kap/owner.env`)
	k.refused(`runuser -u kap -- sh -c 'echo >>/etc/kap/env'`)
	k.refused(`runuser -u kap -- touch /etc/kap/x`)
	k.refused(`runuser -u nobody -- cat /etc/kap/env`)
}

// modes compares mode, owner and path of files.
func (k *walker) modes(wanted ...string) {
	k.t.Helper()
	for _, want := range wanted {
		path := want[strings.Index(want, "/"):]
		if got := strings.TrimSpace(k.must(`stat --format='%a %U:%G %n' ` + path)); got != want {
			k.t.Errorf("got %s, want %s", got, want)
		}
	}
}

// asRole runs a statement by the address of a settings file.
func asRole(file, name, statement string) string {
	return fmt.Sprintf(`. %s; psql --no-psqlrc -tA -v ON_ERROR_STOP=1 -c "%s" "$%s"`, file, statement, name)
}

func asApp(statement string) string { return asRole("/etc/kap/env", "KAP_DATABASE_URL", statement) }
func asOwner(statement string) string {
	return asRole("/etc/kap/owner.env", "KAP_OWNER_DATABASE_URL", statement)
}

func databaseIsKept(k *walker) {
	if got := k.must(asApp(`show jit`)); got != "off\n" {
		k.t.Errorf("jit is %q for kap_app", got)
	}
	k.refused(asApp(`create schema mine`))
	if said := k.refused(`PGPASSWORD=wrong psql -h 127.0.0.1 -U kap_app kap -c 'select 1'`); !strings.Contains(said, "password authentication failed") {
		k.t.Errorf("a wrong password: got %s", said)
	}
	k.must(`runuser -u postgres -- psql -qc "create role stranger login password 'x'"`)
	if said := k.refused(`PGPASSWORD=x psql -h 127.0.0.1 -U stranger kap -c 'select 1'`); !strings.Contains(said, "permission denied for database") {
		k.t.Errorf("another role: got %s", said)
	}
}

// tooEarly starts serve as the service does and says what it answered.
func (k *walker) tooEarly(settings string) string {
	k.t.Helper()
	return k.refused(`set -a; . /etc/kap/env; KAP_ADDR=localhost:8443; ` + settings + ` timeout 8 setpriv --reuid kap --regid kap --clear-groups kap serve`)
}

// serveNamesMigrate: with a key but no tables, serve says what comes first.
func serveNamesMigrate(k *walker) {
	k.modes("640 root:kap /etc/kap/tls/cert.pem", "640 root:kap /etc/kap/tls/key.pem")
	k.must(`openssl rand -hex 32 >/tmp/early; chown kap /tmp/early; chmod 400 /tmp/early`)
	if said := k.tooEarly(`KAP_KEY_FILE=/tmp/early;`); !strings.Contains(said, "kap migrate") {
		k.t.Errorf("serve before migrate does not name it:\n%s", said)
	}
}

// serveNamesInit: with tables but no key, serve says what comes first.
func serveNamesInit(k *walker) {
	if said := k.tooEarly(""); !strings.Contains(said, "kap init") {
		k.t.Errorf("serve before init does not name it:\n%s", said)
	}
}

func keyIsKept(k *walker) {
	k.modes("400 kap:kap /etc/kap/key")
	k.refused(`runuser -u nobody -- cat /etc/kap/key`)
	k.refused(`runuser -u postgres -- cat /etc/kap/key`)
	if k.link == "" {
		k.t.Error("init printed no set-up link")
	}
	// row-level security holds the role that serves, and not the owner
	if got := k.must(asOwner(`select count(*) from clinic`)); got != "1\n" {
		k.t.Errorf("the owner sees %q clinics", got)
	}
	for _, table := range []string{"clinic", "staff", "client", "audit_event"} {
		if got, err := k.sh(asApp(`select count(*) from ` + table)); err == nil && got != "0\n" {
			k.t.Errorf("kap_app, signed in as nobody, sees %q of %s", got, table)
		}
	}
	k.refused(asApp(`select count(*) from account`))
}

func serviceIsKept(k *walker) {
	if out, err := k.sh(`command -v systemd-analyze >/dev/null || exit 0; systemd-analyze verify /etc/systemd/system/kap.service`); err != nil || strings.Contains(out, "kap.service") {
		k.t.Errorf("systemd-analyze: %v\n%s", err, out)
	}
	process := "/proc/$(cat /run/walk/kap.pid)/"
	for _, c := range []struct{ what, sh, want string }{
		{"user", `stat --format=%U:%G ` + process + `status`, "kap:kap"},
		{"capabilities", `sed -n 's/^CapEff:\s*0*//p' ` + process + `status`, "400"},
		{"new privileges", `sed -n 's/^NoNewPrivs:\s*//p' ` + process + `status`, "1"},
		{"the owner's address", `tr '\0' '\n' <` + process + `environ | grep -c -i owner || true`, "0"},
		{"its own address", `tr '\0' '\n' <` + process + `environ | grep -c ^KAP_DATABASE_URL= || true`, "1"},
	} {
		if got := strings.TrimSpace(k.must(c.sh)); got != c.want {
			k.t.Errorf("%s of the service: got %s, want %s", c.what, got, c.want)
		}
	}
}

func managerSignsIn(k *walker) {
	k.person = k.visit("/etc/kap/tls/cert.pem")
	k.person.setUp(k.link)
	k.person.seesHome()
}

func stillSignedIn(k *walker) { k.person.seesHome() }

func backupIsKept(k *walker) {
	k.modes("700 root:root /var/backups/kap")
	if out := k.must(`cd /var/backups/kap; ls part 2>/dev/null || true; stat --format=%a *.dump`); out != "600\n" {
		k.t.Errorf("got %s, want one dump that only root reads", out)
	}
}

// proxyServes: the same browser is still signed in, through nginx; http leads to https.
func proxyServes(k *walker) {
	k.person.seesHome()
	said := k.must(`curl --silent --head http://kap.example.org/sign-in`)
	if !strings.Contains(said, "308") || !strings.Contains(said, "https://kap.example.org/sign-in") {
		k.t.Errorf("http: got %s", said)
	}
	said = k.must(`curl --silent --head --cacert /etc/kap/tls/cert.pem https://kap.example.org/sign-in`)
	if !strings.Contains(strings.ToLower(said), "server: nginx") {
		k.t.Errorf("nginx did not answer:\n%s", said)
	}
	k.refused(`curl --silent --fail --insecure --header 'Host: elsewhere.example.org' https://127.0.0.1/sign-in`)
}

func nothingIsLeft(k *walker) {
	if out := k.must(`cd /; ls -d /etc/kap /usr/local/bin/kap* /etc/systemd/system/kap.service 2>/dev/null || true
		getent passwd kap || true
		runuser -u postgres -- psql -tAc "select rolname from pg_roles where rolname like 'kap%' union select datname from pg_database where datname like 'kap%'"`); out != "" {
		k.t.Errorf("left behind:\n%s", out)
	}
	k.refused(`curl --silent http://localhost:9090/livez`)
}
