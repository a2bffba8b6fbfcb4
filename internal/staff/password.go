package staff

import (
	"strings"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	zxcvbn "github.com/nbutton23/zxcvbn-go"

	"kap/internal/problem"
)

// hashing costs 19 MiB and about 100 ms (OWASP: argon2id, m=19456, t=2, p=1),
// so two at a time.
var hashing = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// judged is how many characters of a password are looked at for being easily
// guessed: the time that takes grows with the cube of the length.
const judged = 64

// CheckPassword refuses what is short or easily guessed. There is no rotation.
// Length counts characters, 12 to 256; words of the clinic count as guessable.
func CheckPassword(password string, words ...string) error {
	n := utf8.RuneCountInString(password)
	if n < 12 || n > 256 {
		return problem.At("password", "Use 12 to 256 characters; four or five unrelated words work well.")
	}
	if n > judged {
		password = string([]rune(password)[:judged])
	}
	if zxcvbn.PasswordStrength(password, append(words, "kap", "ketamine", "clinic")).Score < 3 {
		return problem.At("password", "That is easily guessed. Use four or five unrelated words.")
	}
	return nil
}

// matches compares; an empty hash (nobody by that name) costs as much.
func matches(password, stored string) bool {
	if stored == "" {
		stored = nobody
	}
	same, err := argon2id.ComparePasswordAndHash(password, stored)
	return same && err == nil && stored != nobody
}

// nobody is a hash nothing matches, so that unknown accounts take equal time.
var nobody = func() string {
	h, err := argon2id.CreateHash(strings.Repeat("nobody", 8), hashing)
	if err != nil {
		panic(err)
	}
	return h
}()
