// Package progress tells somebody at a terminal what the program is doing while
// they wait.
package progress

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// Line is one line that moves: on a terminal each step is written over the one
// before; in a file or a pipe each is a line of its own. A nil Line says nothing.
type Line struct {
	mu    sync.Mutex
	out   io.Writer
	moves bool
	shown int // characters standing on a line that moves
}

// On is a line on out.
func On(out io.Writer) *Line { return &Line{out: out, moves: terminal(out)} }

// Moving is a line on out where it moves, and none elsewhere.
func Moving(out io.Writer) *Line {
	if !terminal(out) {
		return nil
	}
	return On(out)
}

func terminal(out io.Writer) bool {
	f, ok := out.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// Say shows a step in the place of the one before.
func (l *Line) Say(format string, args ...any) { l.show(fmt.Sprintf(format, args...), false) }

// End shows the last words; they stay.
func (l *Line) End(format string, args ...any) { l.show(fmt.Sprintf(format, args...), true) }

// Clear takes away what stands on a line that moves, before others write there.
func (l *Line) Clear() {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.moves && l.shown > 0 {
		fmt.Fprint(l.out, "\r", strings.Repeat(" ", l.shown), "\r")
		l.shown = 0
	}
}

func (l *Line) show(words string, stays bool) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.moves {
		fmt.Fprintln(l.out, words)
		return
	}
	n := utf8.RuneCountInString(words)
	fmt.Fprint(l.out, "\r", words, strings.Repeat(" ", max(0, l.shown-n)))
	l.shown = n
	if stays {
		fmt.Fprintln(l.out)
		l.shown = 0
	}
}

// During shows a step while do runs, with the seconds that have passed: on a line
// that moves each second, elsewhere every ten.
func (l *Line) During(step string, do func() error) error {
	l.Say("%s …", step)
	done := make(chan struct{})
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		l.count(step, done)
	}()
	defer func() { close(done); <-stopped }()
	return do()
}

func (l *Line) count(step string, done <-chan struct{}) {
	every := 1
	if l == nil || !l.moves {
		every = 10
	}
	tick := time.NewTicker(time.Duration(every) * time.Second)
	defer tick.Stop()
	for seconds := every; ; seconds += every {
		select {
		case <-done:
			return
		case <-tick.C:
			l.Say("%s … %d s", step, seconds)
		}
	}
}
