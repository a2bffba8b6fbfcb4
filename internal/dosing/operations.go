package dosing

import "kap/internal/db"

// Service is what the clinic does from the lozenge to the signature.
type Service struct{ DB *db.DB }
