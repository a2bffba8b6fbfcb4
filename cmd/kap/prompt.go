package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"

	"kap/internal/app"
	"kap/internal/clinic"
	"kap/internal/problem"
	"kap/internal/staff"
)

var errStopped = errors.New("stopped; no clinic and no manager was made or changed")

// terminal is who init talks to.
type terminal struct {
	in     io.Reader
	out    io.Writer
	person bool // somebody is there to answer

	lines chan string
}

func thisTerminal() *terminal {
	return &terminal{in: os.Stdin, out: os.Stdout, person: answers(os.Stdin)}
}

// answers says whether somebody types into a file; /dev/null is a device too.
func answers(f *os.File) bool {
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}

// ask prints a question and waits for a line, for the end of the input, or for Ctrl-C.
func (t *terminal) ask(ctx context.Context, question string) (string, error) {
	if t.lines == nil {
		t.lines = make(chan string)
		go t.read()
	}
	fmt.Fprint(t.out, question+" ")
	select {
	case line, more := <-t.lines:
		if !more {
			fmt.Fprintln(t.out)
			return "", errStopped
		}
		return strings.TrimSpace(line), nil
	case <-ctx.Done():
		fmt.Fprintln(t.out)
		return "", errStopped
	}
}

func (t *terminal) read() {
	defer close(t.lines)
	for in := bufio.NewScanner(t.in); in.Scan(); {
		t.lines <- in.Text()
	}
}

// question is one thing init needs to know; flag is its name there.
type question struct {
	flag, text string
	into       *string
	check      func(string) error
	optional   bool
	meant      func(string) string // what was probably meant where it does not fit; nil: nothing
}

// questions are those of what init was told to do.
func (f *founding) questions() []question {
	email := question{flag: "email", text: "The manager's e-mail", into: &f.email, check: checkEmail}
	manager := question{flag: "manager", text: "The manager's name", into: &f.manager, check: checkManager}
	switch {
	case f.recover:
		email.check = needed("email") // the one they have, however it was typed
		return []question{email}
	case f.replace != "":
		email.text = "The e-mail to sign in with from now on"
		manager.text, manager.optional = "If another person takes their place, that person's name", true
		return []question{email, manager}
	}
	of := func(flag, text, field string, of func(*staff.Founding) *string, optional bool) question {
		return question{flag: flag, text: text, into: of(&f.clinic), check: checkClinic(field, of), optional: optional}
	}
	zone := of("zone", "Its time zone, like America/Denver", "zone", func(c *staff.Founding) *string { return &c.Zone }, false)
	zone.meant = clinic.NearestZone
	return []question{
		of("clinic", "The clinic's name", "clinic", func(c *staff.Founding) *string { return &c.Name }, false),
		zone,
		of("address", "Its address, as somebody would tell an ambulance", "address", func(c *staff.Founding) *string { return &c.Address }, true),
		of("phone", "Its telephone", "phone", func(c *staff.Founding) *string { return &c.Phone }, true),
		of("emergency-department", "The nearest emergency department", "emergency_department", func(c *staff.Founding) *string { return &c.EmergencyDepartment }, true),
		manager, email,
	}
}

// yes and no are what somebody answers a question with that can be answered so. Neither
// is anybody's name.
func yes(answer string) bool {
	return strings.EqualFold(answer, "y") || strings.EqualFold(answer, "yes")
}
func no(answer string) bool { return strings.EqualFold(answer, "n") || strings.EqualFold(answer, "no") }

func needed(field string) func(string) error {
	return func(typed string) error {
		if typed == "" {
			return problem.At(field, "Give the manager's e-mail.")
		}
		return nil
	}
}

func checkEmail(typed string) error {
	_, err := staff.CheckEmail(typed)
	return err
}

func checkManager(typed string) error {
	if yes(typed) || no(typed) {
		return problem.At("name", "%q is no name. Type the person's name.", typed)
	}
	return staff.MemberEntry{Name: typed, Roles: []string{"manager"}}.Check()
}

// checkClinic checks one answer as the clinic's own check does.
func checkClinic(field string, of func(*staff.Founding) *string) func(string) error {
	return func(typed string) error {
		if yes(typed) || no(typed) {
			return problem.At(field, "%q is no answer to this. Type it in full.", typed)
		}
		c := staff.Founding{Name: "Some clinic", Zone: "UTC"}
		*of(&c) = typed
		return c.Check()
	}
}

// ask fills in what no flag said. What cannot be left out is asked again until it fits.
func (f *founding) ask(ctx context.Context, t *terminal) error {
	for _, q := range f.questions() {
		if *q.into != "" || !t.person || q.optional && f.yes {
			continue
		}
		if err := q.put(ctx, t); err != nil {
			return err
		}
	}
	return nil
}

func (q question) put(ctx context.Context, t *terminal) (err error) {
	text := q.text + ":"
	if q.optional {
		text = q.text + " (may be left empty):"
	}
	asked := text
	for {
		before := *q.into
		if *q.into, err = t.ask(ctx, asked); err != nil {
			return err
		}
		if asked != text {
			*q.into = q.taken(*q.into, before)
		}
		if *q.into == "" && q.optional {
			return nil
		}
		wrong := q.check(*q.into)
		if wrong == nil {
			return nil
		}
		if asked = text; q.meant != nil && q.meant(*q.into) != "" {
			asked = "  " + wrong.Error() + " Enter or y takes it, or type another:"
			continue
		}
		if !no(*q.into) || q.meant == nil {
			fmt.Fprintln(t.out, "  "+wrong.Error())
		}
	}
}

// taken is the answer to whether something else was meant than was typed before: that,
// or what was typed instead.
func (q question) taken(answer, before string) string {
	if answer == "" || yes(answer) {
		return q.meant(before)
	}
	return answer
}

// settle shows everything that was said until it is right: any of it can be answered anew.
func (f *founding) settle(ctx context.Context, t *terminal) error {
	for {
		f.show(t.out)
		if f.yes || !t.person {
			return nil
		}
		answer, err := t.ask(ctx, "Right? Enter to make this clinic, the number of what to change, or n to stop:")
		if err != nil {
			return err
		}
		if answer == "" || yes(answer) {
			return nil
		}
		if no(answer) {
			return errStopped
		}
		if err := f.change(ctx, t, answer); err != nil {
			return err
		}
	}
}

// change asks one question again, by its number in what is shown.
func (f *founding) change(ctx context.Context, t *terminal, number string) error {
	all := f.questions()
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(all) {
		fmt.Fprintf(t.out, "  Type a number from 1 to %d, Enter or n.\n", len(all))
		return nil
	}
	return all[n-1].put(ctx, t)
}

// show gives back everything that was said, numbered as it is asked.
func (f *founding) show(out io.Writer) {
	zone, _ := clinic.FindZone(f.clinic.Zone)
	email, _ := staff.CheckEmail(f.email)
	const later = "(not given; the app asks for it)"
	w := tabwriter.NewWriter(out, 0, 0, 3, ' ', 0)
	fmt.Fprintln(w)
	for i, line := range [][2]string{
		{"Clinic", f.clinic.Name},
		{"Time zone", f.clinic.Zone + ", where it is " + app.Now().In(zone).Format("Mon Jan 2, 3:04 pm")},
		{"Address", or(f.clinic.Address, later)},
		{"Telephone", or(f.clinic.Phone, later)},
		{"Emergency department", or(f.clinic.EmergencyDepartment, later)},
		{"First manager", f.manager},
		{"E-mail", email},
	} {
		fmt.Fprintf(w, "  %d  %s\t%s\n", i+1, line[0], line[1])
	}
	_ = w.Flush()
	fmt.Fprintln(out)
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// confirm asks whether all is right, where somebody is there to say so.
func (f *founding) confirm(ctx context.Context, t *terminal, question string) error {
	if f.yes || !t.person {
		return nil
	}
	answer, err := t.ask(ctx, question+" [y/N]")
	if err != nil {
		return err
	}
	if !yes(answer) {
		return errStopped
	}
	return nil
}

// flagOf are the fields of a check that have another name as a flag.
var flagOf = map[string]string{"name": "manager", "emergency_department": "emergency-department"}

// byFlag says each sentence with the flag it belongs to.
func byFlag(err error) error {
	p, ok := problem.As(err)
	if !ok || len(p.Fields) == 0 {
		return err
	}
	var all []error
	for _, f := range p.Fields {
		all = append(all, fmt.Errorf("--%s: %s", or(flagOf[f.Name], f.Name), f.Message))
	}
	return errors.Join(all...)
}
