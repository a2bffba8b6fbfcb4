package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// verdict is what came of a break.
type verdict string

const (
	green       verdict = "green"
	noticed     verdict = "noticed"
	endless     verdict = "endless"      // the tests did not end; somebody would notice
	noCode      verdict = "no code"      // does not compile
	noStatement verdict = "no statement" // Postgres does not prepare it
)

// book is a file of verdicts, a line each: verdict, seconds, place and break.
type book struct {
	verdicts map[string]verdict
	file     *os.File
}

func openBook(path string) (*book, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, err
	}
	text, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	b := &book{verdicts: map[string]verdict{}}
	for line := range strings.Lines(string(text)) {
		if part := strings.SplitN(strings.TrimSpace(line), "\t", 3); len(part) == 3 {
			b.verdicts[part[2]] = verdict(part[0])
		}
	}
	b.file, err = os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	return b, err
}

func (b *book) write(v verdict, m mutant) error {
	_, err := fmt.Fprintf(b.file, "%s\t%.1f\t%s\n", v, m.spent.Seconds(), m.at())
	return err
}

func (b *book) close() { b.file.Close() }
