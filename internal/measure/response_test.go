package measure_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kap/internal/db"
	"kap/internal/measure"
)

// TestAQuestionnaireIsReadAsItWasTyped: when, where, by whom and every answer come back as
// themselves, with what they came to.
func TestAQuestionnaireIsReadAsItWasTyped(t *testing.T) {
	w := open(t)
	for _, sitting := range []measure.Sitting{
		{At: w.Now().Add(-time.Hour), Occasion: "before dosing", Place: "elsewhere", AnsweredBy: "staff"},
		{At: w.Now(), Occasion: "intake", Place: "here", AnsweredBy: "client"},
	} {
		e, id := typed(sitting.At, "1230_2310"), db.NewID()
		e.Sitting = sitting
		if err := w.Record(w.As(t.Context(), "jonah"), w.client, id, measure.PHQ9(), e); err != nil {
			t.Fatal(err)
		}
		r, _, err := w.One(w.As(t.Context(), "jonah"), w.client, id)
		if diff := cmp.Diff(sitting, r.Sitting); diff != "" || err != nil {
			t.Errorf("%v (-typed +read)\n%s", err, diff)
		}
		one, two, three, zero := 1, 2, 3, 0
		answers := map[string]*int{"1": &one, "2": &two, "3": &three, "4": &zero, "5": nil, "6": &two, "7": &three, "8": &one, "9": &zero}
		if diff := cmp.Diff(answers, r.Answers); diff != "" {
			t.Errorf("answers (-typed +read)\n%s", diff)
		}
		if r.Instrument != "phq9" || r.Version == 0 || r.CourseID != w.course || r.Complete {
			t.Errorf("got %+v", r)
		}
	}
}
