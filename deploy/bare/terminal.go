//go:build linux

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"
	"unsafe"
)

// session is one command at a terminal of its own on the machine: it sees a
// terminal, Ctrl-C is typed, and what stands there is kept.
type session struct {
	cmd     *exec.Cmd
	began   time.Time
	ended   chan struct{}
	err     error // of the command, once it has ended
	pts     *os.File
	mu      sync.Mutex
	text    bytes.Buffer
	spokeAt time.Time
	silence time.Duration // the longest time in which nothing moved
}

// shell leads the terminal, as a person's does: Ctrl-C is for the command, and
// one that is killed leaves the shell and the terminal where they were.
const shell = `trap : INT; "$@"; code=$?; [ $code -ne 137 ] || cat >/dev/null; exit $code`

// start runs a command in the checkout as the case's person.
func (m *machine) start(command ...string) (*session, error) {
	pts, tty, err := openTerminal()
	if err != nil {
		return nil, fmt.Errorf("open a terminal: %w", err)
	}
	defer tty.Close()
	s := &session{began: time.Now(), spokeAt: time.Now(), ended: make(chan struct{}), pts: pts}
	s.cmd = &exec.Cmd{Path: "/bin/sh", Args: append([]string{"sh", "-c", shell, "sh"}, command...), Dir: m.checkout(), Env: m.environment()}
	s.cmd.Stdin, s.cmd.Stdout, s.cmd.Stderr = tty, tty, tty
	uid := uint32(m.uid())
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Chroot: m.root, Setsid: true, Setctty: true, Credential: &syscall.Credential{Uid: uid, Gid: uid}}
	if err := tty.Chown(m.uid(), m.uid()); err != nil {
		return nil, err
	}
	if err := s.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", strings.Join(command, " "), err)
	}
	m.sessions = append(m.sessions, s)
	go s.listen()
	go func() { s.err = s.cmd.Wait(); close(s.ended) }()
	return s, nil
}

// listen keeps what is written, and notes how long nothing was.
func (s *session) listen() {
	buf := make([]byte, 4096)
	for {
		n, err := s.pts.Read(buf)
		if err != nil {
			return // the last process has let go of the terminal
		}
		s.mu.Lock()
		s.silence = max(s.silence, time.Since(s.spokeAt))
		s.spokeAt = time.Now()
		s.text.Write(buf[:n])
		s.mu.Unlock()
	}
}

// keepScreens writes what stood on the case's terminals, to read when it fails.
func (m *machine) keepScreens() error {
	var all strings.Builder
	for _, s := range m.sessions {
		fmt.Fprintf(&all, "== %s\n%s\n", strings.Join(s.cmd.Args[4:], " "), strings.Join(lines(s.said()), "\n"))
	}
	return os.WriteFile(m.Screen, []byte(all.String()), 0o644)
}

func (s *session) said() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// longestSilence counts the silence that lasts, too.
func (s *session) longestSilence() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return max(s.silence, time.Since(s.spokeAt))
}

func (s *session) alive() bool {
	select {
	case <-s.ended:
		return false
	default:
		return true
	}
}

// interrupt types Ctrl-C: the terminal tells the whole process group.
func (s *session) interrupt() { _, _ = s.pts.Write([]byte{3}) }

// kill ends one process without a word; group, all that were started together.
func kill(pid int)            { _ = syscall.Kill(pid, syscall.SIGKILL) }
func (s *session) killGroup() { _ = syscall.Kill(-s.cmd.Process.Pid, syscall.SIGKILL) }

// exit is the command's exit code; 128 and more is a signal.
func (s *session) exit() int { return s.cmd.ProcessState.ExitCode() }

// lines are what a person reads at the end: a line that moved is what it last was.
func lines(said string) (all []string) {
	for line := range strings.SplitSeq(strings.ReplaceAll(said, "\r\n", "\n"), "\n") {
		line = strings.TrimRight(line, "\r ")
		line = line[strings.LastIndex(line, "\r")+1:]
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// openTerminal makes a pseudo terminal: our end, and the end programs get.
func openTerminal() (pts, tty *os.File, err error) {
	if pts, err = os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0); err != nil {
		return nil, nil, err
	}
	var unlocked, number int32
	if err = control(pts, syscall.TIOCSPTLCK, &unlocked); err == nil {
		err = control(pts, syscall.TIOCGPTN, &number)
	}
	if err == nil {
		tty, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	}
	if err != nil {
		pts.Close()
	}
	return pts, tty, err
}

func control(f *os.File, request uintptr, value *int32) error {
	if _, _, code := syscall.Syscall(syscall.SYS_IOCTL, f.Fd(), request, uintptr(unsafe.Pointer(value))); code != 0 {
		return code
	}
	return nil
}
