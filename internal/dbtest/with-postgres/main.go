// Command with-postgres runs another command beside a test cluster:
//
//	go run ./internal/dbtest/with-postgres -browser go test ./...
//	go run ./internal/dbtest/with-postgres -dir /var/cache/kap/test-0 psql 'postgres://…'
//
// The first form is make test: one cluster for all packages, and a browser where one
// can be installed. The second opens a database that a failed test kept.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"

	"kap/internal/dbtest"
	"kap/internal/pgserver"
)

func main() {
	dir := flag.String("dir", "", "folder of a cluster to open as it is; default: a free one, swept")
	browser := flag.Bool("browser", false, "the command wants a browser: install one where that is possible, say at the end where it is not")
	flag.Parse()
	if err := run(*dir, *browser, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(dir string, browser bool, command []string) error {
	if len(command) == 0 {
		return fmt.Errorf("name the command to run")
	}
	// Ctrl-C reaches the command too; we stay until it has ended and stop the server.
	signal.Notify(make(chan os.Signal, 1), os.Interrupt)
	server, err := open(dir)
	if err != nil {
		return err
	}
	defer server.Stop()
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Env = append(os.Environ(), dbtest.Variable+"="+server.DSN("postgres", "postgres"))
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	if !browser {
		return cmd.Run()
	}
	lacks := installBrowser(context.Background(), os.Stderr)
	if lacks == nil {
		return cmd.Run()
	}
	fmt.Fprintln(os.Stderr, lacks)
	defer fmt.Fprintln(os.Stderr, lacks)
	return cmd.Run()
}

func open(dir string) (*pgserver.Server, error) {
	if dir == "" {
		return dbtest.StartCluster(context.Background(), os.Stderr)
	}
	return pgserver.Start(context.Background(), pgserver.Options{Dir: dir, Log: os.Stderr})
}
