//go:build linux

// Command bare tries the README's two commands on machines that have nothing:
// fresh Debian 12 and 13, as root and as an ordinary user, with odd folders and
// settings. make bare runs it, as root; it takes its settings by name:
//
//	make bare                                    every case, then the table in deploy/README.md
//	make bare CASE='13 root'                     the cases whose name holds this, or each word of it
//	make bare SOURCE=../other                    the last commit of another checkout
//	make bare FRESH=1                            Debian and everything kept from before made anew
//	make bare WARM=1                             nothing compiled from nothing: quick, its builds say little
//	make bare MIRROR=… CACHE=… PATIENCE=3 TABLE=…
//
// A machine is a root folder made by debootstrap once and kept in CACHE; each
// case gets a throw-away layer over it, its own processes and mounts, and the
// network of this machine. The mirror, the module proxy and the npm registry
// are those of this machine's settings. Nothing is written outside CACHE.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"strconv"
	"strings"
	"syscall"
)

// settings are what make was given.
type settings struct {
	cache, source, mirror, table string
	phrase                       string // of the cases wanted; "": all
	fresh, warm                  bool
	patience                     int // times the usual limits, on a busy machine
}

func settingsOf(env func(string) string) settings {
	patience, _ := strconv.Atoi(env("PATIENCE"))
	return settings{
		cache:    cmp.Or(env("CACHE"), "/var/cache/kap-bare"),
		source:   cmp.Or(env("SOURCE"), "."),
		mirror:   env("MIRROR"),
		table:    cmp.Or(env("TABLE"), "deploy/README.md"),
		phrase:   strings.TrimSpace(env("CASE")),
		fresh:    env("FRESH") != "",
		warm:     env("WARM") != "",
		patience: max(1, patience),
	}
}

// What this program starts dies with the thread that started it, so everything
// is started from the one thread that lives as long as the process.
func init() { runtime.LockOSThread() }

func main() {
	if len(os.Args) == 3 && os.Args[1] == inside {
		os.Exit(tryInside(os.Args[2]))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, settingsOf(os.Getenv)); err != nil {
		fmt.Fprintln(os.Stderr, "bare:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, s settings) error {
	if os.Geteuid() != 0 {
		return errors.New("this makes whole machines below a folder, which only root may: sudo make bare")
	}
	wanted := chosen(s.phrase)
	if len(wanted) == 0 {
		return fmt.Errorf("no case is named %q; the cases are:\n%s", s.phrase, names(scenarios()))
	}
	w, err := openWorkshop(ctx, s)
	if err != nil {
		return err
	}
	defer w.close()
	if err := w.makeRoots(ctx, wanted); err != nil {
		return err
	}
	rows, err := w.tryAll(ctx, wanted)
	fmt.Print("\n", text(rows), "\n")
	if err != nil || s.phrase != "" {
		return errors.Join(err, failed(rows))
	}
	return errors.Join(writeTable(s.table, w.heading(), rows), failed(rows))
}

// failed is an error that counts the cases that are not as they should be.
func failed(rows []row) error {
	bad := 0
	for _, r := range rows {
		if len(r.Faults) > 0 {
			bad++
		}
	}
	if bad == 0 {
		return nil
	}
	return fmt.Errorf("%d of %d cases are not as they should be", bad, len(rows))
}
