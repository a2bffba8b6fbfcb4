package app_test

import (
	"net/http"
	"testing"
)

// BenchmarkPages is the server's time for the pages people wait for most, over the
// demo clinic: sign-in, row-level security, the record of access and the HTML.
func BenchmarkPages(b *testing.B) {
	w := openWard(b)
	client := w.read(`select '/clients/' || client_id from dosing_session where status = 'dosed'`)[0]
	session := w.read(`select '/clients/' || client_id || '/dosing/' || id from dosing_session where status = 'dosed'`)[0]
	jonah := w.as("jonah")
	for name, path := range map[string]string{
		"home": "/", "clients": "/clients", "chart": client, "course": client + "/course", "room": session,
	} {
		b.Run(name, func(b *testing.B) {
			before := w.Trips()
			for b.Loop() {
				if answer := jonah.get(path); answer.Code != http.StatusOK {
					b.Fatalf("%s: got %d", path, answer.Code)
				}
			}
			b.ReportMetric(float64(w.Trips()-before)/float64(b.N), "trips/op")
		})
	}
}
