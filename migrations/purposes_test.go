package migrations_test

import (
	"strings"
	"testing"

	"kap/internal/dbtest"
)

// TestWhatAPurposeReads holds which tables a named whole-clinic reading opens, for select
// alone, to a list that a person decides about.
func TestWhatAPurposeReads(t *testing.T) {
	t.Parallel()
	lines := list(t, dbtest.New(t), `
		select concat(name, ': ', string_agg(t, ' ' order by t))
		from (
		    select p.polrelid::regclass::text as t, (regexp_matches(pg_get_expr(p.polqual, p.polrelid), '\{([^}]*)\}', 'g'))[1] as names
		    from pg_policy p
		    where pg_get_expr(p.polqual, p.polrelid) like '%app_purpose%' and p.polcmd = 'r') policies,
		    unnest(string_to_array(names, ',')) as name
		group by name
		order by name`)
	all := append([]string{"Tables a purpose opens for reading, whoever acts; it never opens one for writing.",
		"go test ./migrations -run Purpose -update writes it.", ""}, lines...)
	golden(t, "purposes.txt", []byte(strings.Join(all, "\n")+"\n"))
}
