package main

import (
	"context"
	"strings"
	"testing"

	"kap/internal/config"
)

func TestTheDemoIsRefusedWhereOthersCouldReachIt(t *testing.T) {
	for _, c := range []struct{ env, addr string }{
		{"production", "localhost:8080"}, {"development", ":8080"}, {"development", "0.0.0.0:8080"}, {"development", "[::]:8080"},
		{"development", "192.168.1.4:8080"}, {"development", "clinic.example.org:8080"}, {"development", "localhost.example.org:8080"},
	} {
		settings := config.Config{Env: config.Environment(c.env), Addr: c.addr}
		err := serve(context.Background(), settings, []string{"--demo"})
		if err == nil || !strings.Contains(err.Error(), "loopback") {
			t.Errorf("%s on %s: got %v", c.env, c.addr, err)
		}
	}
	for _, addr := range []string{"localhost:8080", "127.0.0.1:8080", "[::1]:8080"} {
		if !loopback(addr) {
			t.Errorf("%s is refused", addr)
		}
	}
}
