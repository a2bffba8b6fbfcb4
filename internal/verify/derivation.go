package verify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/consent"
	"kap/internal/db"
	"kap/internal/dosing"
	"kap/internal/eligibility"
	"kap/internal/integration"
	"kap/internal/medication"
	"kap/internal/preparation"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/sign"
)

// derives is how each kind of document comes from its rows: the same way the page that
// signs it derives it, for only then does a difference mean that the rows changed.
var derives = map[string]func(ctx context.Context, tx *db.Tx, client, id uuid.UUID) (sign.Document, error){
	"consultation":         eligibility.SignedConsultation,
	"eligibility_decision": eligibility.SignedDecision,
	"prescription":         medication.Signed,
	"preparation_session":  preparation.Signed,
	"dosing_session":       dosing.SignedRecord,
	"integration_session":  integration.Signed,
	"consent":              consent.SignedConsent,
	"consent_text":         consent.SignedText,
	"protocol":             protocol.Signed,
}

// signed is one signature with the text under which it stands.
type signed struct {
	ClinicID    uuid.UUID
	ClientID    *uuid.UUID
	SubjectKind string
	Subject     uuid.UUID
	Text        string
	Form        int
	At          time.Time
}

// errLooked ends a transaction that only looked.
var errLooked = errors.New("looked")

// derived derives the text of every signature again from the rows and names those that
// say something else by now, whoever changed them and however.
func derived(ctx context.Context, owner *db.Owner) (findings []Finding, err error) {
	err = owner.Write(ctx, func(tx *db.Tx) error {
		signatures, err := db.All[signed](ctx, tx, `
			select clinic_id, client_id, subject_kind, subject, text, form, at
			from signature
			order by clinic_id, at, id`)
		if err != nil {
			return err
		}
		if _, err := db.Exec(ctx, tx, asOfThen); err != nil {
			return err
		}
		for _, s := range signatures {
			says, detail, err := s.compare(ctx, tx)
			if err != nil {
				return fmt.Errorf("derive %s %s: %w", s.SubjectKind, s.Subject, err)
			}
			if says != "" {
				findings = append(findings, Finding{"I8", says, s.ClinicID, s.SubjectKind, s.Subject, detail})
			}
		}
		return errLooked
	})
	if errors.Is(err, errLooked) {
		err = nil
	}
	return findings, err
}

// asOfThen lays views over the tables, for this transaction alone: of the clinic that is
// looked at, without what was entered in error by the time that is looked at.
const asOfThen = `
	do $$
	declare
	    t name;
	begin
	    for t in
	        select c.relname
	        from pg_class c
	        join pg_attribute a on a.attrelid = c.oid
	        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
	          and a.attname = 'entered_in_error_at' and not a.attisdropped
	    loop
	        execute format('create temp view %1$I as select * from public.%1$I where clinic_id = app_clinic()
	            and (entered_in_error_at is null or entered_in_error_at > app_now())', t);
	    end loop;
	end $$`

// compare answers what is wrong with a signature, nothing where the rows still say it.
func (s signed) compare(ctx context.Context, tx *db.Tx) (says, detail string, err error) {
	derive, known := derives[s.SubjectKind]
	if !known || s.Form < 1 || s.Form > sign.Form {
		return "nobody can derive what was signed", fmt.Sprintf("form %d", s.Form), nil
	}
	if err := s.lookFrom(ctx, tx); err != nil {
		return "", "", err
	}
	document, err := derive(ctx, tx, s.client(), s.Subject)
	if problem.Is(err, problem.NotFound) {
		return "what was signed is not there", "", nil
	}
	if err != nil {
		return "", "", err
	}
	same, text, err := document.Says(s.Text, s.Form)
	if err != nil || same {
		return "", "", err
	}
	return "the rows no longer say what was signed", strings.Join(differing(s.Text, text), ", "), nil
}

// client is whose record it is; a protocol and a consent text are nobody's.
func (s signed) client() uuid.UUID {
	if s.ClientID == nil {
		return uuid.Nil
	}
	return *s.ClientID
}

// lookFrom puts the views at a clinic and a time.
func (s signed) lookFrom(ctx context.Context, tx *db.Tx) error {
	_, err := db.One[string](ctx, tx, `
		select concat(set_config('app.clinic', $1, true), set_config('app.now', $2, true))`,
		s.ClinicID.String(), s.At.UTC().Format(time.RFC3339Nano))
	return err
}

// differing are the parts of the content in which two texts differ: names of fields,
// nothing of what stands in them.
func differing(a, b string) []string {
	was, is := content(a), content(b)
	parts := map[string]bool{}
	for _, one := range []map[string]any{was, is} {
		for name := range one {
			if !reflect.DeepEqual(was[name], is[name]) {
				parts[name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(parts))
}

func content(text string) map[string]any {
	var envelope struct{ Content map[string]any }
	_ = json.Unmarshal([]byte(text), &envelope) // a text that is no JSON differs as a whole
	return envelope.Content
}
