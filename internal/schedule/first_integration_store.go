package schedule

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/calendar"
	"kap/internal/db"
	"kap/internal/protocol"
	"kap/internal/spine"
)

// mayIntegrate refuses an integration visit on a day that the protocol of the client's
// course does not have it; visits for anything else pass.
func (s Service) mayIntegrate(ctx context.Context, tx *db.Tx, a Appointment, reason string) error {
	if a.Kind != Integration || s.LastDosing == nil {
		return nil
	}
	zone, err := Zone(ctx, tx)
	if err != nil {
		return err
	}
	day := calendar.Day(a.StartsAt, zone)
	last, found, err := s.LastDosing(ctx, tx, a, day, zone)
	if err != nil || !found {
		return err
	}
	body, err := bodyOfCourse(ctx, tx, a.ClientID)
	if err != nil {
		return err
	}
	return last.Integration(day, reason, body.Integration)
}

// bodyOfCourse is the protocol of the client's open course, else the one in force.
func bodyOfCourse(ctx context.Context, tx *db.Tx, client uuid.UUID) (protocol.Body, error) {
	number, found, err := db.Maybe[int](ctx, tx, `
		select k.protocol_version
		from course k
		where k.client_id = $1 and `+spine.Open+` and k.protocol_version is not null`, client)
	if err != nil {
		return protocol.Body{}, err
	}
	b := db.NewBatch(tx)
	version := protocol.QueueInForce(b)
	if found {
		version = protocol.QueueNumbered(b, number)
	}
	if err := b.Send(ctx); err != nil {
		return protocol.Body{}, err
	}
	return protocol.BodyOf(version), nil
}
