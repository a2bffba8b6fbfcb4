package dosingweb_test

import (
	"testing"

	"github.com/google/uuid"

	"kap/internal/testday"
)

// room is the screens over a session, with what these tests do in it.
type room struct{ testday.Room }

func openRoom(t *testing.T) room { t.Helper(); return room{testday.Open(t)} }
func arrived(t *testing.T) room  { t.Helper(); return room{testday.Arrived(t)} }

func coming(t *testing.T) (room, uuid.UUID) {
	t.Helper()
	s, visit := testday.Coming(t)
	return room{s}, visit
}
