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

func TestWhereTheClinicIsReached(t *testing.T) {
	for _, c := range []struct {
		config.Config
		want string
	}{
		{config.Config{Env: config.Development, PublicURL: "http://localhost:8080"}, "http://localhost:8081"}, // 8080 was busy
		{config.Config{Env: config.Development, TLSCert: "cert.pem"}, "https://localhost:8081"},
		{config.Config{Env: config.Production, PublicURL: "https://kap.example.org"}, "https://kap.example.org"},
	} {
		if got := reachedAt(c.Config, "localhost", "8081"); got != c.want {
			t.Errorf("%s: got %s want %s", c.Env, got, c.want)
		}
	}
}
