package pgserver_test

import (
	"context"
	"os"
	"os/exec"
	"runtime"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"kap/internal/pgserver"
)

// TestHelperProcess is not a test: it is the process that gets killed below.
func TestHelperProcess(t *testing.T) {
	dir := os.Getenv("KAP_TEST_SERVER_FOLDER")
	if dir == "" {
		return // only as a child of another test
	}
	durable := os.Getenv("KAP_TEST_SERVER_DURABLE") != ""
	s, err := pgserver.Start(context.Background(), pgserver.Options{Dir: dir, Durable: durable})
	if err != nil {
		os.Stdout.WriteString("SAID " + err.Error() + "\n")
		os.Exit(1)
	}
	if durable {
		os.Stdout.WriteString("SAID started\n")
		s.Stop()
		return
	}
	os.Stdout.WriteString(s.DSN("postgres", "kap") + "\n")
	select {}
}

func TestAKilledProcessLeavesNoServerAndNoLock(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux ends a child with its parent")
	}
	dir := folder(t)
	child := exec.Command(os.Args[0], "-test.run=^TestHelperProcess$")
	child.Env = append(os.Environ(), "KAP_TEST_SERVER_FOLDER="+dir)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	said := make([]byte, 1024)
	n, err := out.Read(said)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(t.Context(), string(said[:n-1]))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	child.Process.Kill()
	child.Wait()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if _, err := conn.Exec(ctx, `select pg_sleep(10)`); err == nil {
		t.Error("the server outlives the process that started it")
	}
	start(t, dir, true) // waits for the lock of a server that is shutting down
}
