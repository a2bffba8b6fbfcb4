package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"kap/internal/app"
	"kap/internal/clinic"
	"kap/internal/problem"
	"kap/internal/staff"
)

var errStopped = errors.New("stopped; nothing was made or changed")

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
}

// questions are those of what init was told to do.
func (f *founding) questions() []question {
	email := question{"email", "The manager's e-mail", &f.email, checkEmail, false}
	manager := question{"manager", "The manager's name", &f.manager, checkManager, false}
	switch {
	case f.recover:
		email.check = needed("email") // the one they have, however it was typed
		return []question{email}
	case f.replace != "":
		manager.text, manager.optional = "The right manager's name, if it is another person", true
		return []question{email, manager}
	}
	return []question{
		{"clinic", "The clinic's name", &f.clinic.Name, checkClinic("clinic", func(c *staff.Founding) *string { return &c.Name }), false},
		{"zone", "Its time zone, like America/Denver", &f.clinic.Zone, checkClinic("zone", func(c *staff.Founding) *string { return &c.Zone }), false},
		{"address", "Its address, as somebody would tell an ambulance", &f.clinic.Address, checkClinic("address", func(c *staff.Founding) *string { return &c.Address }), true},
		{"phone", "Its telephone", &f.clinic.Phone, checkClinic("phone", func(c *staff.Founding) *string { return &c.Phone }), true},
		{"emergency-department", "The nearest emergency department", &f.clinic.EmergencyDepartment, checkClinic("emergency_department", func(c *staff.Founding) *string { return &c.EmergencyDepartment }), true},
		manager, email,
	}
}

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
	return staff.Entry{Name: typed, Roles: []string{"manager"}}.Check()
}

// checkClinic checks one answer as the clinic's own check does.
func checkClinic(field string, of func(*staff.Founding) *string) func(string) error {
	return func(typed string) error {
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
	for {
		if *q.into, err = t.ask(ctx, text); err != nil {
			return err
		}
		if *q.into == "" && q.optional {
			return nil
		}
		wrong := q.check(*q.into)
		if wrong == nil {
			return nil
		}
		fmt.Fprintln(t.out, "  "+wrong.Error())
	}
}

// show gives back everything that was said.
func (f *founding) show(out io.Writer) {
	zone, _ := clinic.FindZone(f.clinic.Zone)
	email, _ := staff.CheckEmail(f.email)
	const later = "(not given; the app asks for it)"
	w := tabwriter.NewWriter(out, 0, 0, 3, ' ', 0)
	fmt.Fprintln(w)
	for _, line := range [][2]string{
		{"Clinic", f.clinic.Name},
		{"Time zone", f.clinic.Zone + ", where it is " + app.Now().In(zone).Format("Mon Jan 2, 3:04 pm")},
		{"Address", or(f.clinic.Address, later)},
		{"Telephone", or(f.clinic.Phone, later)},
		{"Emergency department", or(f.clinic.EmergencyDepartment, later)},
		{"First manager", f.manager},
		{"E-mail", email},
	} {
		fmt.Fprintf(w, "  %s\t%s\n", line[0], line[1])
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
	if answer = strings.ToLower(answer); answer != "y" && answer != "yes" {
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
