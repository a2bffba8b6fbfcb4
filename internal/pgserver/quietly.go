package pgserver

import (
	"context"
	"fmt"
	"os"
	"os/exec"
)

// quietly runs a package manager. Every user may read what it installs, whatever the
// umask; the error carries what it said. It is asked to end, not killed, half-way.
func quietly(ctx context.Context, command ...string) error {
	cmd := exec.CommandContext(ctx, "sh", append([]string{"-c", `umask 022 && exec "$0" "$@"`}, command...)...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, said)
	}
	return nil
}
