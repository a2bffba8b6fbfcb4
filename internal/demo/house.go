package demo

import (
	"context"
	"time"

	"kap/internal/client"
	"kap/internal/consent"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/dosing"
	"kap/internal/eligibility"
	"kap/internal/integration"
	"kap/internal/measure"
	"kap/internal/medication"
	"kap/internal/pause"
	"kap/internal/preparation"
	"kap/internal/protocol"
	"kap/internal/readiness"
	"kap/internal/safety"
	"kap/internal/schedule"
	"kap/internal/sign"
)

// House is the clinic with the operations it is built through.
type House struct {
	Clinic
	DB           *db.DB
	Protocol     protocol.Service
	Pauses       pause.Service
	Clients      client.Service
	Schedule     schedule.Service
	Safety       safety.Service
	Consents     consent.Service
	Measures     measure.Service
	Eligibility  eligibility.Service
	Medication   medication.Service
	Courses      course.Service
	Preparations preparation.Service
	Readiness    readiness.Service
	Dosing       dosing.Service
	Integrations integration.Service

	months func(time.Time) // told of each moment the clock is put to
}

// NewHouse opens the operations over a database.
func NewHouse(d *db.DB, c Clinic) House {
	return House{
		Clinic: c, DB: d, Protocol: protocol.Service{DB: d}, Pauses: pause.Service{DB: d, Hold: schedule.HoldPaused, Lifted: course.ConfirmPaused}, Clients: client.Service{DB: d, Decided: eligibility.DecidedCourse},
		Schedule: schedule.Service{DB: d, LastDosing: course.LastDosing}, Safety: safety.Service{DB: d, SafetyCalls: integration.QueueSafetyCalls},
		Consents: consent.Service{DB: d, UnderTheMedicine: readiness.UnderTheMedicine}, Measures: measure.Service{DB: d, Doses: dosing.QueueDoses, FirstLozenge: course.QueueFirstLozenge}, Eligibility: eligibility.Service{DB: d, Doses: course.QueueDoses, Settled: course.Settle, Declined: course.Decline},
		Medication: medication.Service{DB: d}, Courses: course.Service{DB: d}, Preparations: preparation.Service{DB: d},
		Readiness: readiness.Service{DB: d}, Dosing: dosing.Service{DB: d}, Integrations: integration.Service{DB: d},
	}
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
	return h.approveTexts(ctx)
}

func (h House) approveTexts(ctx context.Context) error {
	texts, err := h.Consents.Texts(ctx)
	if err != nil {
		return err
	}
	for _, text := range texts {
		shown, err := sign.Shown(text.Document())
		if err != nil {
			return err
		}
		if err := h.Consents.ApproveText(ctx, text.ID, shown); err != nil {
			return err
		}
	}
	return nil
}
