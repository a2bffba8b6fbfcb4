package pgserver_test

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"kap/internal/pgserver"
)

// kept is a server that is started again, with a pool on it, what is told of it, and
// what Keep answered once it has.
type kept struct {
	*pgserver.Server
	pool  *pgxpool.Pool
	told  chan string
	ended chan error
}

func keep(t *testing.T) kept {
	t.Helper()
	dir := folder(t)
	start(t, dir, false).Stop() // made without waiting for the disk
	s := start(t, dir, true)
	do(t, s.DSN("kap_owner", "kap"), `create table kept as select 'yes' as answer`)
	do(t, s.DSN("kap_owner", "kap"), `grant select on kept to kap_app`)
	pool, err := pgxpool.New(t.Context(), s.DSN("kap_app", "kap"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	k := kept{s, pool, make(chan string, 100), make(chan error, 1)}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		k.ended <- s.Keep(ctx, func(sentence string) { k.told <- sentence })
	}()
	t.Cleanup(func() { stop(); <-ended })
	return k
}

// kill ends the postmaster as the kernel does where memory is short.
func (k kept) kill(t *testing.T) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(k.Dir(), "data", "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(first)
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
}

// answers asks until the pool has thrown its dead connections away.
func (k kept) answers(t *testing.T) {
	t.Helper()
	var answer string
	for range 10 {
		if err := k.pool.QueryRow(t.Context(), `select answer from kept`).Scan(&answer); err == nil {
			return
		}
	}
	t.Error("the pool does not work again")
}

func TestAKilledServerIsStartedAgainAndThePoolGoesOn(t *testing.T) {
	k := keep(t)
	k.answers(t)
	k.kill(t)
	if got := <-k.told; !strings.Contains(got, "ended by itself") {
		t.Errorf("told %q", got)
	}
	select {
	case got := <-k.told:
		if got != "The database is back." {
			t.Errorf("told %q", got)
		}
	case err := <-k.ended:
		t.Fatal(err)
	}
	k.answers(t)
}

func TestAServerThatEndsAgainAndAgainIsLeftAlone(t *testing.T) {
	k := keep(t)
	for range 3 {
		k.kill(t)
		<-k.told
		select {
		case <-k.told:
		case err := <-k.ended:
			t.Fatal(err)
		}
	}
	k.kill(t)
	if err := <-k.ended; err == nil || !strings.Contains(err.Error(), "ended 4 times within a minute") {
		t.Errorf("got %v", err)
	}
	k.ended <- nil
}

func TestAKilledBackendIsMendedByTheServerItself(t *testing.T) {
	k := keep(t)
	var pid int
	if err := k.pool.QueryRow(t.Context(), `select pg_backend_pid()`).Scan(&pid); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Skipf("SKIPPED: %v", err)
	}
	for k.pool.Ping(t.Context()) != nil {
	}
	k.answers(t)
	if len(k.told) > 0 {
		t.Errorf("told %q", <-k.told)
	}
}
