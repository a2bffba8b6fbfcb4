// Package consent holds consent texts by version and hash, the client's answers
// to them, and what was withdrawn or narrowed since (FHIR Consent).
//
// A text is never changed in place: a new version is a new text, and a yes to an
// old one must be asked again. Version 1 is a draft until the medical lead
// approves it. "No" to touch or recording is an answer, not a gap.
package consent
