package consentweb_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"kap/internal/consent"
	"kap/internal/consent/consentweb"
	"kap/internal/db"
	"kap/internal/endpoint"
	"kap/internal/readiness"
	"kap/internal/testdesk"
)

// desk is the step's screens over a small clinic with Ana in Jonah's care.
type desk struct{ *testdesk.Desk }

func open(t *testing.T) desk {
	s := testdesk.Open(t, func(d *db.DB) []endpoint.Route {
		return consentweb.Screens{Consents: consent.Service{DB: d, UnderTheMedicine: readiness.UnderTheMedicine}}.Routes()
	})
	s.Found(func(ctx context.Context, tx *db.Tx) error { return consent.InsertFirst(ctx, tx, s.ID) })
	s.TakeIn()
	return desk{s}
}

// approve approves the latest text of a kind as the medical lead.
func (s desk) approve(kind consent.Kind) {
	s.T.Helper()
	texts, err := consent.Service{DB: s.DB.DB}.Texts(s.As(s.T.Context(), "miriam"))
	if err != nil {
		s.T.Fatal(err)
	}
	v, _ := consent.TextOf(texts, kind)
	page := s.Get("miriam", "/consent-texts/"+v.ID.String())
	s.Answers("text", page, http.StatusOK, v.Title(), v.SHA256(), "Approve version")
	s.Answers("approve", s.Post("miriam", "/consent-texts/"+v.ID.String()+"/signature",
		url.Values{"submission": {db.NewID().String()}, "shown": {page.Field("shown")}}), http.StatusSeeOther)
}

// TestTextsHoldNoPlaceholders: what a client reads and signs is whole sentences.
func TestTextsHoldNoPlaceholders(t *testing.T) {
	s := open(t)
	texts, err := consent.Service{DB: s.DB.DB}.Texts(s.As(t.Context(), "miriam"))
	if err != nil || len(texts) != len(consent.Drafts()) {
		t.Fatalf("%d texts, %v", len(texts), err)
	}
	for _, text := range texts {
		page := s.Get("miriam", "/consent-texts/"+text.ID.String()).Body.String()
		_, shown, _ := strings.Cut(page, "<main")
		shown, _, _ = strings.Cut(shown, "</main>")
		if strings.ContainsAny(shown, "{}") || !strings.Contains(shown, "Approve version 1") {
			t.Errorf("%s shows a placeholder", text.Kind.Words())
		}
	}
}

func TestSigningWithTheClient(t *testing.T) {
	s := open(t)
	s.Answers("before approval", s.Get("jonah", s.At+"/consents"), http.StatusOK, "Text not approved")
	at := s.Get("jonah", s.At+"/consents/touch/new").To()
	s.Answers("nothing to sign", s.Get("jonah", at), http.StatusOK, "not approved yet")
	s.approve(consent.Touch)
	page := s.Get("jonah", at)
	s.Answers("the page", page, http.StatusOK, "Touch during treatment", "it is never sexual", "Holding a hand", "You sign as witness")
	form := url.Values{"text_sha256": {page.Field("text_sha256")}, "answer": {"yes"}, "signed_how": {"typed"}}
	s.Answers("half filled in", s.Post("jonah", at, form), http.StatusUnprocessableEntity, "Mark which kinds of touch", "full name")
	form["scope"], form["signed_name"] = []string{"hand", "feet"}, []string{"Ana Ruiz"}
	for range 2 {
		s.Answers("sign", s.Post("jonah", at, form), http.StatusSeeOther)
	}
	s.Answers("saved", s.Get("jonah", s.At+"/consents"), http.StatusOK, "Signed", "Yes: Holding a hand, A hand on the feet", "Make touch less", "Withdraw touch")
	s.Answers("back", s.Get("jonah", at), http.StatusOK, "Saved at")
	s.Answers("not the nurse's client", s.Get("tomas", s.At+"/consents"), http.StatusNotFound)
	s.Answers("another therapist", s.Get("priya", s.At+"/consents"), http.StatusNotFound)
	s.Answers("front desk", s.Get("grace", s.At+"/consents"), http.StatusForbidden)
}

func TestATextThatChangedMeanwhileIsReadAgain(t *testing.T) {
	s := open(t)
	s.approve(consent.Recording)
	at := s.Get("jonah", s.At+"/consents/recording/new").To()
	old := s.Get("jonah", at).Field("text_sha256")
	draft := s.Get("ruth", "/consent-texts/recording/new").To()
	s.Answers("draft", s.Get("ruth", draft), http.StatusOK, "Audio or video recording", "Version 1, to compare")
	w := s.Post("ruth", draft, url.Values{"text": {"Recording, shorter\n\nWhy\nTo remember."}})
	s.Answers("drafted", w, http.StatusSeeOther)
	s.Answers("both versions", s.Get("ruth", w.To()), http.StatusOK, "What differs from version 1", "<ins>", "<del>", "Only the medical lead approves")
	s.Answers("the therapist drafts", s.Get("jonah", draft), http.StatusForbidden)
	s.approve(consent.Recording)
	form := url.Values{"text_sha256": {old}, "answer": {"no"}, "signed_how": {"typed"}, "signed_name": {"Ana Ruiz"}}
	w = s.Post("jonah", at, form)
	s.Answers("signed the old text", w, http.StatusConflict, "The text changed", "Recording, shorter")
	form.Set("text_sha256", w.Field("text_sha256"))
	s.Answers("signed the new one", s.Post("jonah", at, form), http.StatusSeeOther)
	s.Answers("no is an answer", s.Get("jonah", s.At+"/consents"), http.StatusOK, "Signed: no")
}

func TestWithdrawingOnThePage(t *testing.T) {
	s := open(t)
	s.approve(consent.Treatment)
	s.Answers("not on the team", s.Get("ada", s.At+"/consents/treatment/new"), http.StatusNotFound)
	at := s.Get("miriam", s.At+"/consents/treatment/new").To()
	page := s.Get("miriam", at)
	s.Answers("who explains", page, http.StatusOK, "Explained by", "Jonah Weiss, LCSW", "selected")
	form := url.Values{"text_sha256": {page.Field("text_sha256")}, "answer": {"yes"}, "signed_how": {"typed"},
		"signed_name": {"Ana Ruiz"}, "explained_by": {s.Staff["jonah"].Staff.String()}}
	s.Answers("sign", s.Post("miriam", at, form), http.StatusSeeOther)
	body := s.Get("jonah", s.At+"/consents").Body.String()
	before, _, found := strings.Cut(body, "/withdrawal")
	if !found {
		t.Fatal("nothing to withdraw")
	}
	one := s.At + "/consents/" + before[len(before)-36:]
	s.Answers("as signed", s.Get("jonah", one), http.StatusOK, "Consent to ketamine-assisted psychotherapy", "Ana Ruiz", "Miriam Halvorsen, PMHNP", "witness")
	withdraw := func() testdesk.Answer {
		return s.Post("jonah", one+"/withdrawal", url.Values{"submission": {db.NewID().String()}})
	}
	s.Answers("withdraw", withdraw(), http.StatusSeeOther)
	s.Answers("withdraw again", withdraw(), http.StatusConflict, "withdrawn already")
	s.Answers("withdrawn", s.Get("jonah", s.At+"/consents"), http.StatusOK, "Withdrawn")
}
