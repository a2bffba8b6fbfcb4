package demo

import "context"

// Fill brings the clients.
func (h House) Fill(ctx context.Context) error { return nil }
