package today

import (
	"slices"

	"kap/internal/clinic"
	"kap/internal/consent"
	"kap/internal/db"
	"kap/internal/protocol"
	"kap/internal/schedule"
	"kap/internal/staff"
)

// firstHourRows are what the steps know of a clinic's first hour, in a batch with others.
type firstHourRows struct {
	clinic   *db.Rows[clinic.Start]
	house    *db.Rows[schedule.Start]
	hands    *db.Rows[staff.Hand]
	onCall   *db.Rows[bool]
	protocol *db.Rows[protocol.Start]
	texts    *db.Rows[consent.Start]
}

func queueFirstHour(b *db.Batch) firstHourRows {
	return firstHourRows{clinic.QueueStart(b), schedule.QueueStart(b), staff.QueueHands(b), staff.QueueOnCall(b), protocol.QueueStart(b), consent.QueueStart(b)}
}

// firstHour is what came back; nil where the list is gone.
func (r firstHourRows) firstHour() *FirstHour {
	begun, _ := r.clinic.Maybe()
	f := FirstHour{Details: begun.Details, HasClient: begun.HasClient, People: r.hands.All(), Texts: r.texts.All()}
	f.Start, _ = r.house.Maybe()
	f.OnCall, f.HadOnCall = r.onCall.Maybe()
	f.Protocol, _ = r.protocol.Maybe()
	if begun.Demo || f.been() {
		return nil
	}
	f.People = slices.DeleteFunc(f.People, func(h staff.Hand) bool { return !h.Works })
	return &f
}
