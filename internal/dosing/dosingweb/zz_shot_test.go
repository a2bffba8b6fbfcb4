package dosingweb_test

import (
	"net/url"
	"os"
	"strings"
	"testing"
)

func TestShot(t *testing.T) {
	s := openRoom(t)
	dir := os.Getenv("SHOT")
	save := func(name, path string) {
		body := s.get("jonah", path).Body.String()
		body = strings.ReplaceAll(body, `"/css/`, `"file:///work/main/web/static/css/`)
		os.WriteFile(dir+"/"+name+".html", []byte(body), 0o644)
	}
	s.at(4)
	s.post("jonah", s.path("/events"), url.Values{"kind": {"eyeshades_on"}})
	s.at(5)
	s.post("jonah", s.path("/events"), url.Values{"kind": {"music_on"}})
	s.at(14)
	s.post("jonah", s.path("/events"), url.Values{"kind": {"spat"}})
	s.at(40)
	f := healthyForm("+40")
	f.Set("systolic", "170/96")
	s.post("jonah", s.enter(), f)
	s.at(43)
	s.post("jonah", s.path("/events"), url.Values{"kind": {"tears"}})
	s.at(47)
	save("room", s.path(""))
	save("vitals", s.enter())
	save("leaving", s.path("/leaving"))
	save("help", s.path("/help"))
	save("impressions", s.get("jonah", s.path("/impressions")).Header().Get("Location"))
	save("signature", s.path("/signature"))
}
