// Package pgserver runs a private Postgres: it finds the programs, starts a
// server that listens on a socket only its owner may open, and stops it again.
//
// Nobody has to install, configure or remember a database to try the program
// or to run its tests. Production brings its own server and never comes here.
package pgserver
