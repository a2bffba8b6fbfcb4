package progress

import (
	"errors"
	"strings"
	"testing"
)

func TestOnATerminalAStepIsWrittenOverTheOneBefore(t *testing.T) {
	var out strings.Builder
	l := &Line{out: &out, moves: true}
	l.Say("Wren Adeyemi: dose 1")
	l.Say("Theo: é")
	l.End("Filled.")
	l.Say("Next")
	l.Clear()
	l.Clear()
	if got, want := out.String(), "\rWren Adeyemi: dose 1\rTheo: é             \rFilled.\n\rNext\r    \r"; got != want {
		t.Errorf("got %q want %q", got, want)
	}
}

func TestInAFileEachStepIsALine(t *testing.T) {
	var out strings.Builder
	l := On(&out)
	l.Say("one of %d", 2)
	l.End("two")
	if got, want := out.String(), "one of 2\ntwo\n"; got != want {
		t.Errorf("got %q want %q", got, want)
	}
}

func TestAStepThatFailsHandsItsErrorOn(t *testing.T) {
	var out strings.Builder
	broken := errors.New("broken")
	if err := On(&out).During("Making the database", func() error { return broken }); err != broken {
		t.Errorf("got %v", err)
	}
	if got, want := out.String(), "Making the database …\n"; got != want {
		t.Errorf("got %q want %q", got, want)
	}
}

func TestNobodyWaitingIsTold(t *testing.T) {
	var l *Line
	l.Say("x")
	l.End("x")
	l.Clear()
	Moving(&strings.Builder{}).Say("x")
	if err := l.During("x", func() error { return nil }); err != nil {
		t.Error(err)
	}
}
