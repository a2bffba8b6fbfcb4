package client_test

import (
	"fmt"
	"testing"

	"kap/internal/client"
	"kap/internal/dbtest"
)

// BenchmarkSearchOfALargeClinic is a search among 20,000 clients with 2,000 former names.
func BenchmarkSearchOfALargeClinic(b *testing.B) {
	d := dbtest.New(b)
	c := d.Clinic(b)
	d.Plant(b, `insert into client (clinic_id, id, number, legal_name, legal_key, preferred_name, preferred_key, born, phone)
		select $1, gen_random_uuid(), '', n, lower(n), 'Ana', 'ana', date '1950-01-01' + i % 20000, '303 555 ' || lpad((i % 10000)::text, 4, '0')
		from (select i, translate('Anabel ' || md5(i::text) || ' ' || md5((i + 7)::text), '0123456789', 'ghijklmnop') as n from generate_series(1, 20000) i) x`, c.ID)
	d.Plant(b, `insert into former_name (clinic_id, id, client_id, name, name_key)
		select clinic_id, gen_random_uuid(), id, 'Once ' || legal_name, 'once ' || legal_key from client limit 2000`)
	s := client.Service{DB: d.DB}
	for _, who := range []string{"grace", "jonah"} {
		for _, q := range []string{"", "anabel", "nobody likely", "3/14/71", "K-0042"} {
			b.Run(fmt.Sprintf("%s/%s", who, q), func(b *testing.B) {
				for b.Loop() {
					if _, err := s.Clients(c.As(b.Context(), who), q); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
