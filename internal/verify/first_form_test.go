package verify_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/verify"
)

// TestSignaturesOfTheFirstFormHold signs the demo clinic's records as the builds of form 1
// did: as they are, and as if what holds nothing had been asked only since. What changed
// after signing is found all the same.
func TestSignaturesOfTheFirstFormHold(t *testing.T) {
	t.Parallel()
	d := dbtest.NewFrom(t, "demo", fill)
	for name, change := range map[string]func(string) string{"as they are": whole, "asked since": withoutNulls} {
		err := db.AtOnce(t.Context(), d.OwnerDSN, func(o *db.Once) error {
			owner := o.Owner(d.Now)
			n, err := verify.SignInFirstForm(t.Context(), owner, change)
			if err != nil || n < 50 {
				t.Errorf("%s: %d signatures, %v", name, n, err)
			}
			for _, f := range found(t, owner) {
				t.Errorf("%s: %s", name, f)
			}
			plant(t, owner, "integration_session", `update integration_session set surfaced = 'x' where signed_at is not null`)
			if len(found(t, owner)) == 0 {
				t.Errorf("%s: what changed since is not found", name)
			}
			return errTakenBack
		})
		if !errors.Is(err, errTakenBack) {
			t.Error(err)
		}
	}
}

func whole(text string) string { return text }

// withoutNulls is a text without the fields that held nothing.
func withoutNulls(text string) string {
	var plain any
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	_ = d.Decode(&plain)
	without(plain)
	b, _ := json.Marshal(plain)
	return string(b)
}

func without(plain any) {
	switch p := plain.(type) {
	case []any:
		for _, item := range p {
			without(item)
		}
	case map[string]any:
		for name, value := range p {
			if value == nil {
				delete(p, name)
			}
			without(value)
		}
	}
}
