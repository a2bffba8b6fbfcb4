// Package verify re-reads the whole database from outside the pages, as owner:
// signatures, ledger, overlaps, orphans, impossible states. What a constraint
// refuses is not trusted to hold; it is looked at again.
package verify
