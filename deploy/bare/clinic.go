//go:build linux

package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// visitor is somebody with a browser at the demo clinic.
type visitor struct {
	http.Client
	at string // http://localhost:8080
}

func visit(at string) *visitor {
	jar, _ := cookiejar.New(nil)
	return &visitor{Client: http.Client{Jar: jar, Timeout: 10 * time.Second}, at: at}
}

// page is the text of a page that answers 200.
func (v *visitor) page(path string) (string, error) {
	return read(v.Get(v.at + path))
}

func read(resp *http.Response, err error) (string, error) {
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answers %s", resp.Request.URL.Path, resp.Status)
	}
	return string(body), err
}

var (
	person     = regexp.MustCompile(`name="person" value="([^"]+)"`)
	hidden     = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)"`)
	frontDesk  = regexp.MustCompile(`name="person" value="([^"]+)"><strong><bdi>[^<]*</bdi></strong> <span>front desk`)
	manyPeople = regexp.MustCompile(`(\d+) clients?<`)
)

// atTheDoor says whether the first page is there and shows the demo people.
func (v *visitor) atTheDoor() bool {
	text, err := v.page("/sign-in")
	return err == nil && person.MatchString(text)
}

// clients signs in as the front desk and counts the clients on its list.
func (v *visitor) clients() (int, error) {
	door, err := v.page("/sign-in")
	if err != nil {
		return 0, err
	}
	who := frontDesk.FindStringSubmatch(door)
	if who == nil {
		return 0, errors.New("the sign-in page shows nobody of the front desk")
	}
	_, form, _ := strings.Cut(door, `action="/sign-in/demo"`)
	form, _, _ = strings.Cut(form, "</form>")
	values := url.Values{"person": {who[1]}}
	for _, field := range hidden.FindAllStringSubmatch(form, -1) {
		values.Set(field[1], field[2])
	}
	if _, err := read(v.PostForm(v.at+"/sign-in/demo", values)); err != nil {
		return 0, fmt.Errorf("sign in as the front desk: %w", err)
	}
	list, err := v.page("/clients")
	if err != nil {
		return 0, err
	}
	count := manyPeople.FindStringSubmatch(list)
	if count == nil {
		return 0, errors.New("the list of clients shows no number")
	}
	return strconv.Atoi(count[1])
}
