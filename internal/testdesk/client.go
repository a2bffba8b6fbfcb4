package testdesk

import (
	"context"
	"time"

	"kap/internal/client"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/protocol"
)

// Run runs a statement as the owner of the database.
func (s *Desk) Run(statement string, args ...any) {
	s.T.Helper()
	if _, err := s.Owner.Exec(context.Background(), statement, args...); err != nil {
		s.T.Fatal(err)
	}
}

// Found does as the owner what a new clinic begins with.
func (s *Desk) Found(begin func(ctx context.Context, tx *db.Tx) error) {
	s.T.Helper()
	ctx := context.Background()
	owner, err := db.OpenOwner(ctx, s.OwnerDSN, s.Now)
	if err != nil {
		s.T.Fatal(err)
	}
	defer owner.Close()
	if err := owner.Write(ctx, func(tx *db.Tx) error { return begin(ctx, tx) }); err != nil {
		s.T.Fatal(err)
	}
}

// Approved puts the protocol we suggest in force since January.
func (s *Desk) Approved() {
	s.T.Helper()
	s.Run(`insert into protocol (clinic_id, id, version, body, effective_from, own_draft, approved_by, approved_at)
		values ($1, $2, 1, $3, '2026-01-01', true, $4, '2026-01-01')`, s.ID, db.NewID(), protocol.Default(), s.Staff["miriam"].Staff)
}

// TakeIn has Grace take in Ana Ruiz, into the care of Miriam and Jonah and of whoever
// else is named.
func (s *Desk) TakeIn(others ...string) {
	s.T.Helper()
	s.Client = db.NewID()
	s.At = "/clients/" + s.Client.String()
	err := course.Service{DB: s.DB.DB}.TakeIn(s.As(context.Background(), "grace"), s.Client, course.ReferralEntry{
		DetailsEntry: client.Details{LegalName: "Ana Ruiz", Born: time.Date(1984, 3, 14, 0, 0, 0, 0, time.UTC), Phone: "303 555 0142"}.Entry(),
		PrescriberID: s.Staff["miriam"].Staff, TherapistID: s.Staff["jonah"].Staff,
	})
	if err == nil {
		err = s.Owner.QueryRow(context.Background(), `select id from course where client_id = $1`, s.Client).Scan(&s.Course)
	}
	if err != nil {
		s.T.Fatal(err)
	}
	for _, who := range others {
		s.Join(who)
	}
}

// Join puts somebody on the client's care team.
func (s *Desk) Join(who string) {
	s.T.Helper()
	actor := s.Staff[who]
	s.Run(`insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason)
		values ($1, $2, $3, $4, $5, '2026-01-01', 'named')`, s.ID, db.NewID(), s.Client, actor.Staff, actor.Roles[len(actor.Roles)-1])
}
