package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

// mutant is one break: a file with a few other characters.
type mutant struct {
	step       step
	file       file
	begin, end int
	to, what   string
	sql        bool
	overlay    string // the file that go test -overlay reads
}

func (s step) breaks(f file, begin, end int, to string) mutant {
	return mutant{step: s, file: f, begin: begin, end: end, to: to,
		what: fmt.Sprintf("%q becomes %q", strings.TrimSpace(string(f.text[begin:end])), strings.TrimSpace(to))}
}

// at is "internal/dosing/gate.go:42", with what stands in the line.
func (m mutant) at() string {
	first := m.begin + len(m.file.text[m.begin:m.end]) - len(strings.TrimLeft(string(m.file.text[m.begin:m.end]), " \t\n"))
	line := 1 + strings.Count(string(m.file.text[:first]), "\n")
	path := m.file.path
	if here, err := os.Getwd(); err == nil {
		if short, err := filepath.Rel(here, path); err == nil {
			path = short
		}
	}
	words := strings.TrimSpace(strings.Split(string(m.file.text), "\n")[line-1])
	return fmt.Sprintf("%s:%d: %s", path, line, words)
}

func (m mutant) text() []byte {
	return []byte(string(m.file.text[:m.begin]) + m.to + string(m.file.text[m.end:]))
}

// stands says whether the break compiles and prepares; then its overlay is written.
func (m *mutant) stands(ctx context.Context, schema *schema, dir string, n int) bool {
	if m.sql && !m.prepares(ctx, schema) {
		return false
	}
	broken := filepath.Join(dir, fmt.Sprintf("%d.go", n))
	m.overlay = filepath.Join(dir, fmt.Sprintf("%d.json", n))
	replace, err := json.Marshal(map[string]any{"Replace": map[string]string{m.file.path: broken}})
	if err != nil || os.WriteFile(broken, m.text(), 0o600) != nil || os.WriteFile(m.overlay, replace, 0o600) != nil {
		return false
	}
	return exec.CommandContext(ctx, "go", "build", "-overlay", m.overlay, m.step.ImportPath).Run() == nil
}

// prepares says whether the break changes a statement, and each that it changes
// prepares with the same parameters.
func (m *mutant) prepares(ctx context.Context, schema *schema) bool {
	tree, err := parser.ParseFile(token.NewFileSet(), m.file.path, m.text(), parser.SkipObjectResolution)
	if err != nil {
		return false
	}
	was, is := statementsOf(m.step.files), m.step.files
	for i, f := range is {
		if f.path == m.file.path {
			is = append(append(append([]file{}, is[:i]...), file{f.path, m.text(), tree}), is[i+1:]...)
		}
	}
	changed := 0
	for i, sql := range statementsOf(is) {
		if i < len(was) && sql != was[i] {
			changed++
			if !schema.prepares(ctx, sql) {
				return false
			}
		}
	}
	return changed > 0
}

// tried says whether all tests stay green: those of the package, then those of its users.
func (m mutant) tried(ctx context.Context) (green bool) {
	return m.green(ctx, m.step.ImportPath) && (len(m.step.users) == 0 || m.green(ctx, m.step.users...))
}

// green runs tests until one fails.
func (m mutant) green(ctx context.Context, packages ...string) bool {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	cmd := exec.CommandContext(ctx, "go", append([]string{"test", "-overlay", m.overlay, "-vet=off", "-ldflags=-w", "-count=1", "-failfast", "-p=1", "-timeout=3m"}, packages...)...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // the test binaries end with it
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	out, err := cmd.StdoutPipe()
	if err != nil || cmd.Start() != nil {
		return false
	}
	failed := false
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "--- FAIL") || strings.HasPrefix(lines.Text(), "FAIL") || strings.HasPrefix(lines.Text(), "panic:") {
			failed = true
			stop()
		}
	}
	return cmd.Wait() == nil && !failed
}
