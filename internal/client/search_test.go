package client_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/client"
)

// found are the clients of a small clinic that a search finds, in order: "Ana Ruiz, Ana Rue
// ~" where ~ says that a letter was forgiven and < that an earlier name was found.
func found(q string) string {
	var keys []client.Key
	var former []client.FormerName
	names := map[uuid.UUID]string{}
	for _, c := range []struct{ number, legal, preferred, born, phone, former string }{
		{"K-0001", "Ana Ruiz", "Anita", "1984-03-14", "(303) 555-0142", ""},
		{"K-0012", "Łukasz Kowalski", "", "1971-03-14", "+1 303 555 0199", ""},
		{"K-0042", "Mary Ann van der Berg", "", "2001-12-11", "720 555 0112", "Mary Ann O’Néill"},
		{"K-0120", "Ána Ruíz Smith-Jones", "", "1990-01-01", "+44 20 7946 0958", ""},
		{"K-0300", "Zoë Åkesson", "", "1924-07-30", "", "Ana Zander"},
	} {
		d := client.Details{LegalName: c.legal, PreferredName: c.preferred, Phone: c.phone}
		d.Born, _ = time.Parse("2006-01-02", c.born)
		k := client.KeyOf(d)
		k.ID, k.Number = uuid.New(), c.number
		keys, names[k.ID] = append(keys, k), c.number[2:]
		if c.former != "" {
			former = append(former, client.FormerName{ClientID: k.ID, Name: c.former, NameKey: client.KeyOf(client.Details{LegalName: c.former}).LegalKey})
		}
	}
	var all []string
	for _, h := range client.ParseSearch(q).Rank(keys, former) {
		name := names[h.ID]
		if h.Similar {
			name += "~"
		}
		if h.Former != "" {
			name += "<" + h.Former
		}
		all = append(all, name)
	}
	return strings.Join(all, " ")
}

func TestWhomASearchFinds(t *testing.T) {
	for q, want := range map[string]string{
		// letters of every kind
		"łukasz": "0012", "Lukasz": "0012", "LUKASZ KOWALSKI": "0012", "akesson": "0300", "Zoe": "0300",
		"o'neill": "0042<Mary Ann O’Néill", "ONeill": "0042<Mary Ann O’Néill",
		// in any order, part of them, hyphens and spaces
		"ruiz ana": "0001 0120", "Ruiz, Ana": "0001 0120", "anita": "0001", "uiz": "0001 0120", "smith": "0120",
		"jones smith": "0120", "smithjones": "0120", "maryann": "0042", "vanderberg": "0042", "van der berg": "0042",
		"mary-ann berg": "0042",
		// a letter or two wrong
		"riuz": "0001~ 0120~", "kovalski": "0012~", "kovalsky": "0012~", "kovalzky": "", "lukaz": "0012~", "akeson": "0300~",
		"ama": "", "zoi": "", "ruiz eva": "",
		// former names come last
		"zander": "0042~ 0300<Ana Zander", "ana zander": "0300<Ana Zander", "zamder": "0300~<Ana Zander", "ana": "0001 0120 0300<Ana Zander",
		// numbers
		"K-0012": "0012", "k0012": "0012", "k 0012": "0012", "0012": "0012", "12": "0012", "k-12": "0012", "0120": "0120", "0001": "0001", "9": "",
		// birth dates
		"3/14/1984": "0001", "3/14/84": "0001", "03/14/1971": "0012", "3/14/71": "0012", "03141971": "0012", "19710314": "0012",
		"031471": "0012", "1971-03-14": "0012", "1971-3-14": "0012", "14.3.1971": "0012", "14/3/71": "0012", "Mar 14, 1971": "0012",
		"3 14 1971": "0012", "14 March 1971": "0012", "7/30/24": "0300", "12/11/01": "0042", "11/12/01": "", "3/15/1984": "",
		"ruiz 3/14/84": "0001", "ana 1990": "0120", "ruiz 3/14/71": "",
		// phone numbers
		"303 555 0142": "0001", "+1 303 555 0142": "0001", "1-303-555-0142": "0001", "(303) 555-0199": "0012", "13035550199": "0012",
		"555-0142": "0001", "0142": "0001", "0143": "", "020 7946 0958": "0120", "+44 20 7946 0958": "0120", "00442079460958": "0120",
		"+1 303 555": "0001 0012", "nobody": "",
		"%": "0001 0120 0012 0042 0300", // nothing is asked: everybody, by legal name
	} {
		if got := found(q); got != want {
			t.Errorf("%q: got %q want %q", q, got, want)
		}
	}
}

// TestExactHitsStandFirst: a word, its beginning, a part, a wrong letter, an earlier name.
func TestExactHitsStandFirst(t *testing.T) {
	var keys []client.Key
	order := []string{"Ruth Marin", "Ruth Marina", "Ruth Tamarin", "Ruth Maron", "Ruth Once"}
	for _, name := range order {
		k := client.KeyOf(client.Details{LegalName: name})
		k.ID = uuid.New()
		keys = append(keys, k)
	}
	former := []client.FormerName{{ClientID: keys[4].ID, Name: "Ruth Marin", NameKey: "ruth marin"}}
	slices.Reverse(keys)
	var got []string
	for _, h := range client.ParseSearch("marin").Rank(keys, former) {
		for i := range keys {
			if keys[i].ID == h.ID {
				got = append(got, order[len(order)-1-i])
			}
		}
	}
	if !slices.Equal(got, order) {
		t.Errorf("got %v", got)
	}
}
