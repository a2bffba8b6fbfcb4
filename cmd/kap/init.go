package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"strings"
	"time"

	"kap/internal/app"
	"kap/internal/config"
	"kap/internal/db"
	"kap/internal/pgserver"
	"kap/internal/problem"
	"kap/internal/staff"
)

// founding is what kap init is told, by flags or at its prompts.
type founding struct {
	clinic         staff.Founding
	manager, email string

	recover bool
	replace string // the address of the manager who is replaced
	yes     bool
}

// initCommand makes a clinic and its first manager, and prints a set-up link to
// the terminal only. It refuses beside a demo clinic, and beside an active
// manager unless told to recover or to replace one.
func initCommand(ctx context.Context, c config.Config, args []string) error {
	return initAt(ctx, c, args, thisTerminal())
}

func initAt(ctx context.Context, c config.Config, args []string, t *terminal) error {
	f, err := readFounding(args, t.out)
	if err != nil {
		return err
	}
	if err := f.checkFlags(t); err != nil {
		return byFlag(err)
	}
	made := newDatabase(c)
	err = asOwner(ctx, c, func(_ database, owner *db.Owner) error { return f.act()(ctx, c, owner, t) })
	if errors.Is(err, pgserver.ErrInUse) {
		return fmt.Errorf("the private Postgres in %s is in use: stop kap serve first (Ctrl-C where it runs), then do this again", c.PostgresFolder())
	}
	if ctx.Err() != nil || errors.Is(err, errStopped) {
		return stopped(made)
	}
	return byFlag(err)
}

// newDatabase is the folder of a private Postgres that is not there yet; empty where one is.
func newDatabase(c config.Config) string {
	if !c.PrivatePostgres() {
		return ""
	}
	dir, there, err := pgserver.Find(private(c, io.Discard))
	if err != nil || there {
		return ""
	}
	return dir
}

// stopped says what is so: a database that was made for the clinic stays.
func stopped(made string) error {
	if _, err := os.Stat(made); made == "" || err != nil {
		return errStopped
	}
	return fmt.Errorf("%w. Its empty database was made in %s and stays for the next time", errStopped, made)
}

type act func(context.Context, config.Config, *db.Owner, *terminal) error

func (f *founding) act() act {
	switch {
	case f.recover:
		return f.renew
	case f.replace != "":
		return f.exchange
	}
	return f.found
}

func readFounding(args []string, out io.Writer) (f founding, err error) {
	flags := flag.NewFlagSet("init", flag.ContinueOnError)
	flags.SetOutput(out)
	flags.StringVar(&f.clinic.Name, "clinic", "", "the clinic's `name`")
	flags.StringVar(&f.clinic.Zone, "zone", "", "its time `zone`, like America/Denver")
	flags.StringVar(&f.clinic.Address, "address", "", "its `address`, as somebody would tell an ambulance; the app asks for it otherwise")
	flags.StringVar(&f.clinic.Phone, "phone", "", "its `telephone` number")
	flags.StringVar(&f.clinic.EmergencyDepartment, "emergency-department", "", "the nearest `emergency department`")
	flags.StringVar(&f.manager, "manager", "", "the first manager's `name`")
	flags.StringVar(&f.email, "email", "", "the manager's `e-mail`")
	flags.BoolVar(&f.recover, "recover", false, "a new link for the manager of --email; every manager sees that it was made")
	flags.StringVar(&f.replace, "replace", "", "the `e-mail` of a manager that is wrong: they get the address --email, or with another --manager that person takes their place; every manager sees it")
	flags.BoolVar(&f.yes, "yes", false, "ask nothing that may be left out, and do not ask whether all is right")
	if err := flags.Parse(args); err != nil {
		return f, err
	}
	if flags.NArg() > 0 {
		return f, fmt.Errorf("%q belongs to no flag; put names of several words in quotes", flags.Arg(0))
	}
	for _, text := range []*string{&f.clinic.Name, &f.clinic.Zone, &f.clinic.Address, &f.clinic.Phone, &f.clinic.EmergencyDepartment, &f.manager, &f.email, &f.replace} {
		*text = strings.TrimSpace(*text)
	}
	return f, nil
}

// checkFlags refuses what was given and cannot be right, before anything is made or asked.
func (f *founding) checkFlags(t *terminal) error {
	if f.recover && f.replace != "" {
		return errors.New("--recover gives a manager a new link, --replace another address or a successor: use one of them")
	}
	if (f.recover || f.replace != "") && f.clinic != (staff.Founding{}) {
		return errors.New("--clinic, --zone, --address, --phone and --emergency-department are for a new clinic: leave them out here; the app changes them")
	}
	var wrong problem.Fields
	for _, q := range f.questions() {
		if *q.into != "" || !q.optional && !t.person {
			_ = wrong.Join("", q.check(*q.into))
		}
	}
	return wrong.Err()
}

// found makes the clinic.
func (f *founding) found(ctx context.Context, c config.Config, owner *db.Owner, t *terminal) error {
	if err := owner.Read(ctx, func(v *db.View) error { return staff.MayFound(ctx, v) }); err != nil {
		return err
	}
	if err := f.ask(ctx, t); err != nil {
		return err
	}
	if err := f.settle(ctx, t); err != nil {
		return err
	}
	link := newLink(f.manager, f.email, f.clinic.Zone)
	return link.made(ctx, c, owner, t.out, func(tx *db.Tx) error { return f.make(ctx, tx, &link) })
}

func (f *founding) make(ctx context.Context, tx *db.Tx, link *setUpLink) (err error) {
	clinic, manager := db.NewID(), db.NewID()
	if err := staff.FoundFirst(ctx, tx, clinic, f.clinic); err != nil {
		return err
	}
	if err := staff.Engage(ctx, tx, clinic, manager, staff.MemberEntry{Name: f.manager, Roles: []string{"manager"}}); err != nil {
		return err
	}
	if err := app.FirstTexts(ctx, tx, clinic); err != nil {
		return err
	}
	link.until, err = staff.FirstLink(ctx, tx, clinic, manager, f.email, link.token)
	return err
}

// renew gives a manager a new link.
func (f *founding) renew(ctx context.Context, c config.Config, owner *db.Owner, t *terminal) error {
	if err := f.ask(ctx, t); err != nil {
		return err
	}
	m, err := managerOf(ctx, owner, f.email)
	if err != nil {
		return err
	}
	link := newLink(m.Name, m.Email, m.Zone)
	return link.made(ctx, c, owner, t.out, func(tx *db.Tx) (err error) {
		_, link.until, err = staff.Recover(ctx, tx, f.email, link.token)
		return err
	})
}

// exchange gives a wrong manager another address, or ends their access and engages
// whoever should have been it.
func (f *founding) exchange(ctx context.Context, c config.Config, owner *db.Owner, t *terminal) error {
	m, err := managerOf(ctx, owner, f.replace)
	if err != nil {
		return err
	}
	if err := f.ask(ctx, t); err != nil {
		return err
	}
	another := f.manager != "" && f.manager != m.Name
	if !another {
		f.manager = m.Name
	}
	fmt.Fprintln(t.out, f.exchangeWords(m, another))
	if err := f.confirm(ctx, t, "Do this?"); err != nil {
		return err
	}
	link := newLink(f.manager, f.email, m.Zone)
	return link.made(ctx, c, owner, t.out, func(tx *db.Tx) (err error) {
		if another {
			link.until, err = staff.Succeed(ctx, tx, m, db.NewID(), f.manager, f.email, link.token)
		} else {
			link.until, err = staff.Readdress(ctx, tx, m, f.email, link.token)
		}
		return err
	})
}

func (f *founding) exchangeWords(m staff.Manager, another bool) string {
	if another {
		return fmt.Sprintf("\n%s loses access at once. %s becomes a manager in their place and signs in with %s.", m.Said(), f.manager, staff.FoldEmail(f.email))
	}
	return fmt.Sprintf("\n%s signs in with %s from now on. Links and sign-ins of the other address end at once.", m.Said(), staff.FoldEmail(f.email))
}

func managerOf(ctx context.Context, owner *db.Owner, email string) (m staff.Manager, err error) {
	err = owner.Read(ctx, func(v *db.View) error {
		m, err = staff.ManagerOf(ctx, v, email)
		return err
	})
	return m, err
}

// setUpLink is what a manager sets their password with.
type setUpLink struct {
	token       string
	name, email string
	zone        *time.Location
	until       time.Time
}

func newLink(name, email, zone string) setUpLink {
	at, err := time.LoadLocation(zone)
	if err != nil {
		at = time.UTC
	}
	return setUpLink{token: staff.NewToken(), name: name, email: staff.FoldEmail(email), zone: at}
}

// made does what makes the link and prints it. The key file comes last: a clinic that
// could not be made leaves none behind.
func (l *setUpLink) made(ctx context.Context, c config.Config, owner *db.Owner, out io.Writer, do func(*db.Tx) error) error {
	err := owner.Write(ctx, func(tx *db.Tx) error {
		if err := do(tx); err != nil {
			return err
		}
		_, err := app.MakeKey(c.KeyFile)
		return err
	})
	if err == nil {
		l.print(c, out)
	}
	return err
}

func (l *setUpLink) print(c config.Config, out io.Writer) {
	page := reachable(c.PublicURL) + "/set-up"
	fmt.Fprintf(out, "\nThis link sets the password of %s, who signs in with %s.\nIt works once, until %s:\n\n  %s#%s\n",
		l.name, l.email, l.until.In(l.zone).Format("Mon Jan 2, 3:04 pm")+" in "+l.zone.String(), page, l.token)
	fmt.Fprintf(out, "\nOr open %s and type the code:\n\n  %s\n\n", page, l.token)
	if !c.InProduction() {
		fmt.Fprintf(out, "kap serve must be running; where it says another address, open /set-up there.\n\n")
	}
}

// reachable is an address somebody can open: what listens everywhere is this machine.
func reachable(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	host, port, err := net.SplitHostPort(u.Host)
	if ip := net.ParseIP(host); err == nil && (host == "" || ip != nil && ip.IsUnspecified()) {
		u.Host = net.JoinHostPort("localhost", port)
	}
	return u.String()
}
