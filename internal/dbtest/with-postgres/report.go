package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"

	"kap/internal/progress"
)

// event is one line of go test -json (go doc test2json).
type event struct {
	Action, Package, ImportPath, Test, Output string
	Elapsed                                   float64 // seconds
}

// tally is what a test run came to.
type tally struct {
	out                     io.Writer
	line                    *progress.Line      // how far it is, below what is printed; nil: nobody watches
	said                    map[string][]string // output by package and top-level test
	failedIn                map[string]bool     // packages with a failed test
	slow                    []event
	skips                   []string // "package test"
	passed, failed, skipped int
}

// runReported runs go test -json and shows what a person wants of it, last what the
// machine lacks.
func runReported(cmd *exec.Cmd, out io.Writer, lacks error) error {
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	t := newTally(out)
	t.watched(progress.Moving(os.Stderr))
	t.read(pipe)
	err = cmd.Wait()
	t.close()
	if lacks != nil {
		fmt.Fprintln(out, lacks)
	}
	if err == nil && t.failed > 0 {
		return errors.New("tests failed")
	}
	return err
}

func newTally(out io.Writer) *tally {
	return &tally{out: out, said: map[string][]string{}, failedIn: map[string]bool{}}
}

// watched shows on a line that moves how far the run is.
func (t *tally) watched(line *progress.Line) {
	t.line, t.out = line, above{t.out, line}
}

// above writes above a line that moves.
type above struct {
	io.Writer
	line *progress.Line
}

func (a above) Write(p []byte) (int, error) {
	a.line.Clear()
	return a.Writer.Write(p)
}

func (t *tally) read(from io.Reader) {
	lines := bufio.NewReader(from)
	for {
		line, err := lines.ReadBytes('\n')
		var e event
		if json.Unmarshal(line, &e) == nil {
			t.note(e)
		} else if len(line) > 0 {
			t.out.Write(line) // not test output: show as it is
		}
		if err != nil {
			return
		}
	}
}

// note counts top-level tests and shows the output of those that failed or
// were skipped; of a package that passed, only its "ok" line.
func (t *tally) note(e event) {
	top, sub, _ := strings.Cut(e.Test, "/")
	key := e.Package + " " + top
	switch {
	case e.Action == "build-output":
		fmt.Fprint(t.out, e.Output)
	case e.Action == "output":
		t.said[key] = append(t.said[key], e.Output)
	case sub != "":
	case top != "":
		t.count(e, key)
	case e.Action == "pass":
		t.show(key, "ok ")
	case e.Action == "fail":
		t.show(key, "")
		if !t.failedIn[e.Package] {
			t.failed++ // it did not build, or broke outside a test
		}
	}
}

func (t *tally) count(e event, key string) {
	if e.Action == "run" || e.Action == "pass" {
		t.line.Say("%d passed, %d failed; %.40s", t.passed, t.failed, e.Test)
	}
	switch e.Action {
	case "pass":
		t.passed++
	case "fail":
		t.failed++
		t.failedIn[e.Package] = true
		t.show(key, "")
	case "skip":
		t.skipped++
		t.skips = append(t.skips, key)
		t.show(key, "")
	default:
		return
	}
	delete(t.said, key)
	t.slow = append(t.slow, e)
}

func (t *tally) show(key, prefix string) {
	for _, line := range t.said[key] {
		if strings.HasPrefix(line, prefix) && !strings.HasPrefix(line, "=== ") {
			fmt.Fprint(t.out, line)
		}
	}
}

// close prints the ten slowest tests, those that were skipped and, last, the count.
func (t *tally) close() {
	t.line.Clear()
	slices.SortFunc(t.slow, func(a, b event) int { return cmp.Compare(b.Elapsed, a.Elapsed) })
	fmt.Fprintln(t.out, "\nslowest:")
	for _, e := range t.slow[:min(10, len(t.slow))] {
		fmt.Fprintf(t.out, "%6.2f s  %s %s\n", e.Elapsed, e.Package, e.Test)
	}
	if t.skipped > 0 {
		fmt.Fprintln(t.out, "\nskipped (why is said above):")
	}
	for _, name := range t.skips {
		fmt.Fprintln(t.out, "  "+name)
	}
	fmt.Fprintf(t.out, "\n%d passed, %d failed, %d skipped\n", t.passed, t.failed, t.skipped)
}
