// Package consent holds consent texts by version and hash, the client's answers
// to them, and what was withdrawn or narrowed since (FHIR Consent).
//
// A text is never changed in place: a new version is a new text, and a yes to an
// old one must be asked again. Version 1 is a draft until the medical lead
// approves it. "No" to touch or recording is an answer, not a gap.
//
// Every answer is signed by its witness: the canonical text holds the wording itself,
// so that what was signed can be read whatever becomes of the texts. Only the latest
// answer of a kind, by when the client signed, holds; only it can be withdrawn or
// narrowed. While the medicine works nothing new is agreed to.
//
// Tables: consent_text, consent, consent_change.
package consent
