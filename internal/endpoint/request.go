package endpoint

import (
	"context"
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"kap/internal/problem"
)

type paramsKey struct{}

// spoken are the parts of a path that are words, not ids.
var spoken = map[string]bool{"kind": true, "item": true, "instrument": true, "slot": true, "*": true}

// Word is a part of the path that is a word: {kind}, {item}, {instrument}, {slot}.
func Word(r *http.Request, name string) string { return chi.URLParam(r, name) }

// withParams reads every id of the path once; what is no id is not there.
func withParams(r *http.Request) (*http.Request, error) {
	route := chi.RouteContext(r.Context())
	ids := map[string]uuid.UUID{}
	for i, name := range route.URLParams.Keys {
		if spoken[name] {
			continue
		}
		id, err := uuid.Parse(route.URLParams.Values[i])
		if err != nil {
			return r, problem.Missing()
		}
		ids[name] = id
	}
	return r.WithContext(context.WithValue(r.Context(), paramsKey{}, ids)), nil
}

// Param is an id of the path; the route's pattern names it.
func Param(r *http.Request, name string) uuid.UUID {
	ids, _ := r.Context().Value(paramsKey{}).(map[string]uuid.UUID)
	return ids[name]
}

// Client is the client of the path.
func Client(r *http.Request) uuid.UUID { return Param(r, "client") }

type formKey struct{}

// ID is the id of the form being shown or posted. It becomes the id of what
// the form creates.
func ID(r *http.Request) uuid.UUID {
	if id := Param(r, "form"); id != uuid.Nil {
		return id
	}
	id, _ := r.Context().Value(formKey{}).(uuid.UUID)
	return id
}
