package problem_test

import (
	"errors"
	"fmt"
	"testing"

	"kap/internal/problem"
)

func TestAProblemIsFoundThroughWrapping(t *testing.T) {
	err := fmt.Errorf("book: %w", problem.Newf(problem.Conflict, "Room %d is taken.", 2))
	if !problem.Is(err, problem.Conflict) || problem.Is(err, problem.Invalid) {
		t.Errorf("kind of %v not found", err)
	}
	if problem.Is(errors.New("broken"), problem.Conflict) {
		t.Error("a plain error is not a problem")
	}
}

func TestFieldsKeepTheirOrderAndTakeAPrefix(t *testing.T) {
	var f problem.Fields
	f.Add("name", "Name is missing.")
	if err := f.Join("lines[1].", problem.At("units", "Units are halves.")); err != nil {
		t.Fatal(err)
	}
	p, _ := problem.As(f.Err())
	if len(p.Fields) != 2 || p.Fields[1].Name != "lines[1].units" || p.Error() != "Name is missing." {
		t.Errorf("got %+v", p)
	}
	if err := f.Join("", errors.New("broken")); err == nil {
		t.Error("a plain error must come back")
	}
	if (problem.Fields{}).Err() != nil {
		t.Error("no fields, no error")
	}
}
