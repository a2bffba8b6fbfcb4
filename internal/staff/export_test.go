package staff

import (
	"strings"

	"github.com/alexedwards/argon2id"
)

// Hashing in tests costs a hundredth.
func init() {
	hashing = &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}
	nobody, _ = argon2id.CreateHash(strings.Repeat("nobody", 8), hashing)
}
