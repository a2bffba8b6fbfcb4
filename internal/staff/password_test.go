package staff_test

import (
	"strings"
	"testing"

	"kap/internal/staff"
)

func TestPasswords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, password string
		fine           bool
	}{
		{"eleven characters", "vQ7#mLx2&bT", false},
		{"twelve characters", "vQ7#mLx2&bT9", true},
		{"twelve characters in forty-eight bytes", "🦊🌵🧭🪵🐚🪁🧵🪨🫧🐢🛖🪴", true},
		{"eleven characters in forty-four bytes", "🦊🌵🧭🪵🐚🪁🧵🪨🫧🐢🛖", false},
		{"four unrelated words", "correct horse battery staple", true},
		{"256 characters", strings.Repeat("plum violin gravel otter ", 11)[:256], true},
		{"257 characters", strings.Repeat("plum violin gravel otter ", 11)[:256] + "x", false},
		{"one letter, often", strings.Repeat("a", 200), false},
		{"along the keyboard", "qwertyuiop12", false},
		{"a word of the house", "KetamineClinic1", false},
		{"nothing", "", false},
	} {
		if err := staff.CheckPassword(c.password); (err == nil) != c.fine {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
	if staff.CheckPassword("Larkspur-Marisol", "Larkspur", "Marisol") == nil {
		t.Error("the clinic's and the person's own words are guessable")
	}
}
