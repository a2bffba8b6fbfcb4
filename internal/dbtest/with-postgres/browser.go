package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"

	"kap/internal/pgserver"
	"kap/internal/progress"
)

// errNoBrowser is what a run without browser journeys says at its start and its end.
var errNoBrowser = errors.New("there is no Chromium on this machine, and only root can install it: the browser journeys are SKIPPED " +
	"(to have them: apt-get install chromium)")

// installBrowser gets Chromium for the browser journeys where root may install
// it; elsewhere those tests say that they were skipped.
func installBrowser(ctx context.Context, out io.Writer) error {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if _, err := exec.LookPath(name); err == nil {
			return nil
		}
	}
	_, debian := os.Stat("/etc/debian_version")
	if os.Geteuid() != 0 || debian != nil {
		return errNoBrowser
	}
	line := progress.On(out)
	line.End("Chromium is missing on this machine; installing chromium and fonts-liberation with apt-get (about 150 MB to fetch).")
	if err := pgserver.Apt(ctx, line, "Installing Chromium", "chromium", "fonts-liberation"); err != nil {
		return errors.Join(errors.New("no Chromium could be installed: the browser journeys are SKIPPED"), err)
	}
	line.End("Chromium is installed.")
	return nil
}
