package dosing

import "kap/internal/fold"

// told is the entry under the kind its words spell out, where "Something else" was chosen:
// what may follow a lozenge asks whether the client vomited, not how it was written.
func (e EventEntry) told() EventEntry {
	i := fold.Index(e.Words, EventKinds, func(k EventKind) []string { return []string{k.Word, k.Key} })
	if e.Kind == "other" && i >= 0 && EventKinds[i].Key != MissedReading {
		e.Kind = EventKinds[i].Key
	}
	return e
}
