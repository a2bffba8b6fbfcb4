// Package archtest holds the import rules of the house as a test. Its table of
// storeys is the one place where a new package says how high it stands.
package archtest
