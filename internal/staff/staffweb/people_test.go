package staffweb_test

import (
	"net/http/httptest"
	"strings"
	"testing"
)

// What the page does not tick, its Save takes away.
func TestThePageOfTheMedicalLeadSaysSo(t *testing.T) {
	s := open(t)
	s.who = "ruth"
	for who, lead := range map[string]bool{"miriam": true, "jonah": false} {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest("GET", "/staff/"+s.id(who), nil))
		before, after, found := strings.Cut(w.Body.String(), `name="medical_lead"`)
		rest, _, _ := strings.Cut(after, ">")
		box := before[strings.LastIndex(before, "<")+1:] + rest
		if !found || strings.Contains(box, "checked") != lead {
			t.Errorf("%s: %d, the box is %q", who, w.Code, box)
		}
	}
}
