package db

import (
	"bytes"
	"crypto/sha256"
	"slices"
	"strings"

	"github.com/google/uuid"
)

func idText(id uuid.UUID) string {
	if id == uuid.Nil {
		return ""
	}
	return id.String()
}

func joinIDs(ids []uuid.UUID) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = id.String()
	}
	return strings.Join(words, ",")
}

// inOrder sorts ids and drops repeats and zeros: locks are always taken in one order.
func inOrder(ids []uuid.UUID) []uuid.UUID {
	sorted := slices.DeleteFunc(slices.Clone(ids), func(id uuid.UUID) bool { return id == uuid.Nil })
	slices.SortFunc(sorted, func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) })
	return slices.Compact(sorted)
}

func plainDigest(posted []byte) []byte {
	sum := sha256.Sum256(posted)
	return sum[:]
}
