package app

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/consent"
	"kap/internal/db"
	"kap/internal/protocol"
	"kap/internal/today"
	"kap/web/ui"
)

// FirstTexts gives a new clinic version 1 of the protocol and of the consent
// texts, as drafts: nothing is signed until the medical lead approves them.
func FirstTexts(ctx context.Context, tx *db.Tx, clinic uuid.UUID) error {
	if err := protocol.InsertFirst(ctx, tx, clinic); err != nil {
		return err
	}
	return consent.InsertFirst(ctx, tx, clinic)
}

// nextOfFirstHour is what whoever just saved something does next in a new clinic; empty
// once there is nothing of theirs. Reading it is no view of its own.
func (s steps) nextOfFirstHour(ctx context.Context, zone *time.Location) (ui.NavItem, error) {
	home, err := s.today.Home(db.WithRequest(ctx, &db.Request{ID: db.NewID(), Route: "next", Quiet: true}), "", zone)
	if err != nil {
		return ui.NavItem{}, err
	}
	next, _ := today.Upcoming(home.First)
	if next == nil || !next.Mine {
		return ui.NavItem{}, nil
	}
	return ui.NavItem{Label: next.What, Href: next.Href}, nil
}
