package staff_test

import (
	"strings"
	"testing"

	"kap/internal/problem"
	"kap/internal/staff"
)

func TestAnAddressIsOneThatMailCouldReach(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"jonah@larkspur.example": "jonah@larkspur.example", "  Jonah@Larkspur.EXAMPLE\t": "jonah@larkspur.example",
		"j.weiss+kap@mail.larkspur.example": "j.weiss+kap@mail.larkspur.example", "o'neil@clinic.org": "o'neil@clinic.org",
		"root@localhost": "root@localhost", "jürgen@müller.example": "jürgen@müller.example", "ana@xn--mller-kva.example": "ana@xn--mller-kva.example",
		"名@例え.jp": "名@例え.jp", strings.Repeat("a", 64) + "@" + strings.Repeat("b", 60) + ".org": strings.Repeat("a", 64) + "@" + strings.Repeat("b", 60) + ".org",
	} {
		if got, err := staff.CheckEmail(typed); got != want || err != nil {
			t.Errorf("%q: got %q, %v", typed, got, err)
		}
	}
	for _, typed := range []string{
		"", "   ", "@", "notanemail", "name@", "@clinic.org", "name@clinic", "two@at@clinic.org", "a b@clinic.org", "name@cli nic.org",
		`"name"@clinic.org`, `"a b"@clinic.org`, "Name <name@clinic.org>", "<name@clinic.org>", "name@clinic.org (work)", "name@clinic.org.",
		"name.@clinic.org", ".name@clinic.org", "na..me@clinic.org", "name@.clinic.org", "name@clinic..org", "name@-clinic.org", "name@clinic.org,other@clinic.org",
		"name@[127.0.0.1]", "name@clinic_a.org", "na\x00me@clinic.org", "name@clinic.org\nother", "name\u200b@clinic.org", "name@cl\x7finic.org", "name\u00a0x@clinic.org",
		"name@clinic.org;", "name:x@clinic.org", "\xff@clinic.org", strings.Repeat("a", 250) + "@b.org", "name@" + strings.Repeat("b", 64) + ".org",
	} {
		got, err := staff.CheckEmail(typed)
		p, isProblem := problem.As(err)
		if !isProblem || len(p.Fields) != 1 || p.Fields[0].Name != "email" || got != "" {
			t.Errorf("%q: got %q, %v; want a sentence at the field", typed, got, err)
		}
	}
}
