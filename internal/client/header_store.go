package client

import (
	"github.com/google/uuid"

	"kap/internal/db"
)

// HeaderRows are the reads of an identity bar, in a batch with others.
type HeaderRows struct {
	client    *db.Rows[Client]
	named     *db.Rows[Named]
	allergies *db.Rows[Allergy]
	escorts   *db.Rows[Escort]
}

// QueueHeader reads what HeaderOf needs beside the risk, which safety knows. Row-level
// security leaves the allergies empty for the front desk.
func QueueHeader(b *db.Batch, client uuid.UUID) HeaderRows {
	return HeaderRows{
		client: QueueClient(b, client), named: QueueNamed(b, client), allergies: QueueAllergies(b, client),
		escorts: QueueEscorts(b, client),
	}
}

// Facts are what came back; NotFound where the client is not there or not yours.
func (h HeaderRows) Facts() (Facts, error) {
	client, err := h.client.One()
	f := Facts{Client: client, Allergies: h.allergies.All(), Escorts: h.escorts.All()}
	f.Named, _ = h.named.Maybe()
	return f, err
}
