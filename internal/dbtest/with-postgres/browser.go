package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
)

// installBrowser gets Chromium for the browser journeys where root may install
// it; elsewhere those tests say that they were skipped.
func installBrowser(log io.Writer) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if _, err := exec.LookPath(name); err == nil {
			return
		}
	}
	_, debian := os.Stat("/etc/debian_version")
	if os.Geteuid() != 0 || debian != nil {
		fmt.Fprintln(log, "Chromium is missing here: install it to run the browser journeys.")
		return
	}
	fmt.Fprintln(log, "Chromium is missing here; installing it with apt-get.")
	install := []string{"install", "-y", "--no-install-recommends", "chromium", "fonts-liberation"}
	if aptGet(install...) == nil {
		return
	}
	if out := aptGet("update"); out != nil {
		fmt.Fprintf(log, "apt-get update: %v\n", out)
	}
	if err := aptGet(install...); err != nil {
		fmt.Fprintf(log, "apt-get install chromium: %v\n", err)
	}
}

// aptGet is quiet; where it does not work the error carries what it said.
func aptGet(args ...string) error {
	cmd := exec.Command("apt-get", append([]string{"-q"}, args...)...)
	cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	return nil
}
