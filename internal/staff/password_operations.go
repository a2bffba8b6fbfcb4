package staff

import (
	"context"

	"github.com/alexedwards/argon2id"
)

var atATime = make(chan struct{}, 2)

// inTurn waits for a place and gives it back; whoever left is not waited for.
func inTurn(ctx context.Context, do func() error) error {
	select {
	case atATime <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-atATime }()
	return do()
}

func hash(ctx context.Context, password string) (hashed string, err error) {
	err = inTurn(ctx, func() error {
		hashed, err = argon2id.CreateHash(password, hashing)
		return err
	})
	return hashed, err
}
