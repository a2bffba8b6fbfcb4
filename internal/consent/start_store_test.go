package consent_test

import (
	"testing"

	"github.com/google/uuid"

	"kap/internal/consent"
	"kap/internal/db"
	"kap/internal/dbtest"
)

// TestTheTextsAClinicStartsWith: of each kind the latest version, approved where any is.
func TestTheTextsAClinicStartsWith(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	ids := map[int]uuid.UUID{}
	for _, row := range []struct {
		version  int
		kind     consent.Kind
		approved bool
	}{{2, consent.Kinds[0], false}, {1, consent.Kinds[0], true}, {3, consent.Kinds[1], false}} {
		ids[row.version] = db.NewID()
		d.Plant(t, `insert into consent_text (clinic_id, id, kind, version, language, title, text, sha256, approved_by, approved_at)
			values ($1, $2, $3, $4, 'en', 'x', 'x', sha256('x'), case when $5 then $6::uuid end, case when $5 then now() end)`,
			c.ID, ids[row.version], row.kind, row.version, row.approved, c.Staff["miriam"].Staff)
	}
	got := map[consent.Start]bool{}
	for _, start := range dbtest.Ask(c.As(t.Context(), "ruth"), t, d, consent.QueueStart) {
		got[start] = true
	}
	if len(got) != 2 || !got[consent.Start{ID: ids[2], Kind: consent.Kinds[0], Approved: true}] || !got[consent.Start{ID: ids[3], Kind: consent.Kinds[1]}] {
		t.Errorf("got %v", got)
	}
}
