package staff_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/problem"
	"kap/internal/staff"
)

const (
	email    = "jonah@larkspur.example"
	password = "plum violin gravel otter"
)

// door is a clinic in which Jonah has an account and a password.
type door struct {
	*dbtest.DB
	t        *testing.T
	clinic   dbtest.Clinic
	staff    staff.Service
	sessions staff.Sessions
}

func open(t *testing.T) door {
	d := dbtest.New(t)
	o := door{DB: d, t: t, clinic: d.Clinic(t), staff: staff.Service{DB: d.DB}, sessions: staff.Sessions{DB: d.DB}}
	o.setUp("jonah", email, password)
	return o
}

func (o door) setUp(who, email, password string) {
	o.t.Helper()
	if _, err := o.staff.SetUp(context.Background(), o.invite(who, email), password, "10.0.0.1"); err != nil {
		o.t.Fatal(err)
	}
}

// invite is the code that Ruth passes on to somebody.
func (o door) invite(who, email string) string {
	o.t.Helper()
	form := db.NewID()
	if err := o.staff.Invite(o.as("ruth"), o.clinic.Staff[who].Staff, form, email); err != nil {
		o.t.Fatal(err)
	}
	return o.link(who, form).Token
}

func (o door) link(who string, form uuid.UUID) staff.Link {
	o.t.Helper()
	_, l, err := o.staff.Link(o.as("ruth"), o.clinic.Staff[who].Staff, form)
	if err != nil {
		o.t.Fatal(err)
	}
	return l
}

// sets says whether a code sets a password.
func (o door) sets(token, password string) bool {
	o.t.Helper()
	opening, err := o.staff.SetUp(context.Background(), token, password, "10.0.0.7")
	if err != nil && !problem.Is(err, problem.Invalid) && !problem.Is(err, problem.TooMany) {
		o.t.Fatal(err)
	}
	return err == nil && opening.Staff != uuid.Nil
}

func (o door) as(who string) context.Context { return o.clinic.As(context.Background(), who) }

// try says whether the door opens for Jonah.
func (o door) try(email, password, source string) bool {
	o.t.Helper()
	opening, err := o.staff.SignIn(context.Background(), email, password, source)
	if err != nil && !problem.Is(err, problem.Invalid) && !problem.Is(err, problem.TooMany) {
		o.t.Fatal(err)
	}
	return err == nil && opening.Staff == o.clinic.Staff["jonah"].Staff
}

func (o door) count(sql string, args ...any) (n int) {
	o.t.Helper()
	if err := o.Owner.QueryRow(context.Background(), sql, args...).Scan(&n); err != nil {
		o.t.Fatal(err)
	}
	return n
}

func TestTheRightPasswordOpensHoweverTheEmailIsWritten(t *testing.T) {
	t.Parallel()
	o := open(t)
	for _, c := range []struct {
		email, password string
		opens           bool
	}{
		{email, password, true},
		{"  Jonah@Larkspur.Example ", password, true},
		{email, strings.ToUpper(password), false},
		{email, password + " ", false},
		{email, "", false},
		{"nobody@larkspur.example", password, false},
	} {
		if got := o.try(c.email, c.password, "10.0.0.1"); got != c.opens {
			t.Errorf("%q %q: got %v want %v", c.email, c.password, got, c.opens)
		}
	}
}

func TestEveryByteOfALongPasswordCounts(t *testing.T) {
	t.Parallel()
	o := open(t)
	long := strings.Repeat("plum violin gravel otter ", 4)[:72]
	o.setUp("priya", "priya@larkspur.example", long+"x")
	_, right := o.staff.SignIn(context.Background(), "priya@larkspur.example", long+"x", "10.0.0.1")
	_, wrong := o.staff.SignIn(context.Background(), "priya@larkspur.example", long+"y", "10.0.0.1")
	if right != nil || wrong == nil {
		t.Errorf("right: %v, other byte 73: %v", right, wrong)
	}
}

func TestFiveWrongTriesRefuseTheRightOneFromThereFor15Minutes(t *testing.T) {
	t.Parallel()
	o := open(t)
	for i := range 4 {
		if o.try(email, "wrong", "10.0.0.1") || !o.try(email, password, "10.0.0.1") {
			t.Fatalf("after %d wrong tries", i+1)
		}
	}
	o.try(email, "wrong", "10.0.0.1")
	if o.try(email, password, "10.0.0.1") {
		t.Error("opened after five wrong tries")
	}
	if !o.try(email, password, "10.0.0.2") {
		t.Error("the owner is locked out elsewhere")
	}
	o.Advance(15*time.Minute - time.Second)
	if o.try(email, password, "10.0.0.1") {
		t.Error("opened within 15 minutes")
	}
	o.Advance(15*time.Minute + time.Second)
	if !o.try(email, password, "10.0.0.1") {
		t.Error("still refused after 15 minutes")
	}
}

func TestManyTriesAtOnceDoNotSlipThrough(t *testing.T) {
	t.Parallel()
	o := open(t)
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() { _, _ = o.staff.SignIn(context.Background(), email, "wrong", "10.0.0.1") })
	}
	group.Wait()
	if o.try(email, password, "10.0.0.1") {
		t.Error("opened after twenty wrong tries at once")
	}
}

func TestFortyWrongTriesOfAnybodyCloseTheDoorToASource(t *testing.T) {
	t.Parallel()
	o := open(t)
	for range 40 {
		o.try(uuid.NewString()+"@larkspur.example", "wrong", "10.0.0.1")
	}
	if o.try(email, password, "10.0.0.1") || !o.try(email, password, "10.0.0.2") {
		t.Error("the source is not closed, or others are")
	}
}

func TestUnknownWrongAndDisabledAreOneAnswerAndSoIsThrottled(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.setUp("priya", "priya@larkspur.example", password)
	if err := o.staff.Disable(o.as("ruth"), o.clinic.Staff["priya"].Staff, staff.LeavingEntry{}); err != nil {
		t.Fatal(err)
	}
	for range 5 {
		o.try(email, "wrong", "10.0.0.9")
		o.try("nobody@larkspur.example", "wrong", "10.0.0.9")
	}
	_, want := o.staff.SignIn(context.Background(), email, "wrong", "10.0.0.1")
	for name, c := range map[string][3]string{
		"unknown": {"nobody@larkspur.example", password, "10.0.0.1"}, "disabled": {"priya@larkspur.example", password, "10.0.0.1"},
		"no e-mail at all": {"", "", "10.0.0.1"},
	} {
		_, err := o.staff.SignIn(context.Background(), c[0], c[1], c[2])
		if err == nil || err.Error() != want.Error() {
			t.Errorf("%s: got %v want %v", name, err, want)
		}
	}
	_, known := o.staff.SignIn(context.Background(), email, password, "10.0.0.9")
	_, unknown := o.staff.SignIn(context.Background(), "nobody@larkspur.example", "wrong", "10.0.0.9")
	if p, ok := problem.As(known); !ok || p.Kind != problem.TooMany || unknown == nil || unknown.Error() != known.Error() {
		t.Errorf("too many tries: got %v, of an e-mail nobody has %v", known, unknown)
	}
	if n := o.count(`select count(*) from account where password_hash like '%' || $1 || '%'`, password); n != 0 {
		t.Error("a password is stored in clear")
	}
}

func TestASetUpCodeWorksOnceForADay(t *testing.T) {
	t.Parallel()
	o := open(t)
	token := o.invite("priya", "priya@larkspur.example")
	if o.sets(token, "short") {
		t.Error("a weak password used the code up")
	}
	o.Advance(24*time.Hour - time.Second)
	if !o.sets(token, password) {
		t.Error("refused within a day")
	}
	if o.sets(token, "gravel otter plum violin") {
		t.Error("the code worked twice")
	}
	late := o.invite("tomas", "tomas@larkspur.example")
	o.Advance(24 * time.Hour)
	if o.sets(late, password) {
		t.Error("the code worked after a day")
	}
	if n := o.count(`select count(*) from setup_link l where token_hash = $1 or l::text like '%' || $2 || '%'`, []byte(late), late); n != 0 {
		t.Error("the code is stored as it is")
	}
}

// A browser without script sends a form twice when its button is pressed twice.
func TestANewPasswordSentTwiceSignsIn(t *testing.T) {
	t.Parallel()
	o := open(t)
	token := o.invite("priya", "priya@larkspur.example")
	for range 2 {
		opening, err := o.staff.SetUp(context.Background(), token, password, "10.0.0.1")
		if err != nil || opening.Staff != o.clinic.Staff["priya"].Staff {
			t.Fatalf("got %+v, %v", opening, err)
		}
	}
	if n := o.count(`select count(*) from audit_event where action = 'account.set_up' and subject is null`); n != 2 { // Jonah's and hers
		t.Errorf("set up %d times", n)
	}
	o.Advance(11 * time.Minute)
	if o.sets(token, password) {
		t.Error("a used code still answers after eleven minutes")
	}
}

func TestASecondClickOnInviteAnswersTheSameCode(t *testing.T) {
	t.Parallel()
	o := open(t)
	form, priya := db.NewID(), o.clinic.Staff["priya"].Staff
	invite := func() string {
		ctx := db.WithSubmission(o.as("ruth"), &db.Submission{ID: form, Posted: []byte("priya")})
		if err := o.staff.Invite(ctx, priya, form, "priya@larkspur.example"); err != nil {
			t.Fatal(err)
		}
		return o.link("priya", form).Token
	}
	if first, second := invite(), invite(); first != second || len(first) < 43 {
		t.Errorf("got %q then %q", first, second)
	}
	if n := o.count(`select count(*) from setup_link where staff_id = $1`, priya); n != 1 {
		t.Errorf("%d links", n)
	}
}

func TestNobodyTakesTheManagersRoleFromThemselves(t *testing.T) {
	t.Parallel()
	o := open(t)
	ruth := o.clinic.Staff["ruth"].Staff
	if err := o.staff.Disable(o.as("ruth"), ruth, staff.LeavingEntry{}); !problem.Is(err, problem.Conflict) {
		t.Errorf("end own access: got %v", err)
	}
	if err := o.staff.Change(o.as("ruth"), ruth, staff.MemberEntry{Name: "Ruth Adler", Roles: []string{"admin"}}); !problem.Is(err, problem.Invalid) {
		t.Errorf("own role: got %v", err)
	}
	if err := o.staff.Change(o.as("ruth"), ruth, staff.MemberEntry{Name: "Ruth Adler", Roles: []string{"admin", "manager"}}); err != nil {
		t.Errorf("one more role, nobody else could give it: %v", err)
	}
	if _, err := o.Owner.Exec(context.Background(), `update staff set roles = roles || '{manager}' where id = $1`, o.clinic.Staff["grace"].Staff); err != nil {
		t.Fatal(err)
	}
	if err := o.staff.Change(o.as("ruth"), ruth, staff.MemberEntry{Name: "Ruth Adler", Roles: []string{"admin", "manager", "prescriber"}}); !problem.Is(err, problem.Invalid) {
		t.Errorf("one more role beside another manager: got %v", err)
	}
}

func TestTheDoorOpensNoWiderThanItsFunctions(t *testing.T) {
	t.Parallel()
	o := open(t)
	ask := func(ctx context.Context, door bool, sql string, args ...any) error {
		do := func(tx *db.Tx) error {
			_, err := db.Exec(ctx, tx, sql, args...)
			return err
		}
		if door {
			return o.Door(ctx, do)
		}
		return o.Keep(ctx, do)
	}
	for _, sql := range []string{
		`select forget_account(app_staff())`, `select end_links(app_clinic(), app_staff(), null)`, `select account_for(app_clinic(), app_staff(), 'x@example.org', app_staff())`,
		`select * from account`, `select * from sign_in`, `select * from sign_in_attempt`, `select * from setup_link`,
		`update account set password_hash = ''`, `delete from sign_in_attempt`, `insert into setup_link default values`,
		`select door_event(app_clinic(), app_staff(), null, '{}', 'sign_in.opened')`, `select protect('account', 'clinic')`,
	} {
		for name, ctx := range map[string]context.Context{"manager": o.as("ruth"), "therapist": o.as("jonah")} {
			if err := ask(ctx, false, sql); err == nil || !strings.Contains(err.Error(), "permission denied") {
				t.Errorf("%s, %s: got %v", name, sql, err)
			}
		}
		if err := ask(context.Background(), true, sql); err == nil {
			t.Errorf("nobody, %s: no refusal", sql)
		}
	}
	priya := o.clinic.Staff["priya"].Staff
	const invite = `select door_invite($1, $2, 'x@example.org', $3)`
	if err := ask(o.as("jonah"), false, invite, priya, db.NewID(), []byte("token")); err == nil {
		t.Error("a therapist invited")
	}
	if err := ask(o.as("jonah"), false, `select * from door_standing()`); err == nil {
		t.Error("a therapist read who was invited")
	}
	if err := ask(context.Background(), true, `select * from door_standing()`); err == nil {
		t.Error("nobody read who was invited")
	}
	elsewhere := o.Clinic(t)
	if err := ask(o.as("ruth"), false, invite, elsewhere.Staff["priya"].Staff, db.NewID(), []byte("token")); err == nil {
		t.Error("a manager invited somebody of another clinic")
	}
	if err := ask(context.Background(), true, `select door_open($1, $2, $3, $4, $5, $6)`,
		[]byte("t"), db.NewID(), db.NewID(), priya, []byte{}, o.Now().Add(time.Hour)); err == nil {
		t.Error("a sign-in opened for an account that is not the person's")
	}
}

func TestADemoPersonEntersOnlyWhereNoRealClinicIs(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	sessions, service := staff.Sessions{DB: d.DB}, staff.Service{DB: d.DB}
	enter := func(token string) error {
		ctx := staff.WithOpening(context.Background(), staff.Opening{Staff: c.Staff["jonah"].Staff})
		return sessions.CommitCtx(ctx, token, []byte("{}"), time.Time{})
	}
	if err := enter("real"); err == nil {
		t.Error("entered a real clinic without a password")
	}
	if _, err := d.Owner.Exec(context.Background(), `update clinic set demo = true`); err != nil {
		t.Fatal(err)
	}
	if err := enter("demo"); err != nil {
		t.Errorf("demo alone: %v", err)
	}
	d.Clinic(t) // a real one beside it
	if err := enter("beside"); err == nil {
		t.Error("entered a demo clinic beside a real one")
	}
	if people, err := service.DemoPeople(context.Background()); err != nil || len(people) != 0 {
		t.Errorf("people shown beside a real clinic: %d, %v", len(people), err)
	}
}
