package demo

import (
	"context"

	"kap/internal/client"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/protocol"
	"kap/internal/sign"
)

// House is the clinic with the operations it is built through.
type House struct {
	Clinic
	DB       *db.DB
	Protocol protocol.Service
	Clients  client.Service
	Courses  course.Service
}

// Approve is the medical lead's first act: protocol and consent texts in force.
func (h House) Approve(ctx context.Context) error {
	ctx = h.As(ctx, "miriam")
	versions, err := h.Protocol.Versions(ctx)
	if err != nil {
		return err
	}
	for _, v := range versions {
		shown, err := sign.Shown(v.Document())
		if err != nil {
			return err
		}
		if err := h.Protocol.Approve(ctx, v.ID, shown); err != nil {
			return err
		}
	}
	return nil
}

// Fill brings the clients.
func (h House) Fill(ctx context.Context) error { return nil }
