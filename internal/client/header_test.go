package client_test

import (
	"testing"

	"kap/internal/client"
)

func TestWhatTheIdentityBarFlags(t *testing.T) {
	for _, c := range []struct {
		risk client.Risk
		want string
	}{
		{client.Risk{}, ""},
		{client.Risk{Ideation: "none", Intent: "no", Plan: "no", Attempt: "no"}, ""},
		{client.Risk{Ideation: "passive"}, "passive ideation"},
		{client.Risk{Ideation: "active"}, "active ideation"},
		{client.Risk{Ideation: "passive", Intent: "yes"}, "intent or plan"},
		{client.Risk{Ideation: "active", Plan: "yes"}, "intent or plan"},
		{client.Risk{Intent: "yes", Attempt: "yes"}, "attempt since the last check"},
	} {
		if got := c.risk.Words(); got != c.want {
			t.Errorf("%+v: got %q, want %q", c.risk, got, c.want)
		}
	}
}
