// Package sign says what "signed" means: the canonical text of a document is
// stored word for word, with its hash, who signed, as what, and when.
//
// The page on which somebody signs shows the document and posts the hash of what
// it showed. Signing derives the text again from the rows and compares: what is
// signed is what was read. Afterwards the database refuses every change to the
// signed row and to what lies below it (seal, below in the migrations).
//
// Table: signature (FHIR Provenance.signature).
package sign
