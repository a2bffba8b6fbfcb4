package migrations

import (
	"fmt"
	"io"
	"strings"

	"github.com/golang-migrate/migrate/v4/database"
)

// whole runs each file and writes its number in one transaction: a file that was
// interrupted, by whatever means, was never begun, and the next run goes on there.
// The library alone marks the database first and cleans the mark afterwards; a kill
// between the two stays for somebody to look at.
type whole struct {
	database.Driver
	target int  // the version the next file leads to
	noted  bool // the file has written it
	latest uint
	say    func(format string, args ...any)
}

// SetVersion writes a version that no file has written. A version about to be reached
// is only remembered.
func (w *whole) SetVersion(version int, dirty bool) error {
	if dirty {
		w.target, w.noted = version, false
		w.say("Schema: %d of %d", max(version, 0), w.latest)
		return nil
	}
	if w.noted {
		return nil
	}
	return w.Driver.SetVersion(version, false)
}

// Run runs a file. Postgres takes statements that are sent together as one transaction.
func (w *whole) Run(file io.Reader) error {
	text, err := io.ReadAll(file)
	if err != nil {
		return err
	}
	note := "\n;\ndelete from schema_migrations;\n"
	if w.target >= 0 {
		note += fmt.Sprintf("insert into schema_migrations (version, dirty) values (%d, false);\n", w.target)
	}
	if err := w.Driver.Run(strings.NewReader(string(text) + note)); err != nil {
		return err
	}
	w.noted = true
	return nil
}
