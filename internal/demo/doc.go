// Package demo is a small named clinic to look around in, built through the
// operations that people use, at times relative to now. Everybody in it is
// invented.
package demo
