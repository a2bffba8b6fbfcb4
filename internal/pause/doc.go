// Package pause is what stands in the way of a course, and who said why: pauses,
// reviews and overrides (clinical rules 1.4).
//
// A pause keeps a course from dosing until it is lifted; a medical or psychiatric
// one only by a prescriber. A review is a question for the prescriber; bookings
// stay. An override is a prescriber's word that one item need not stop one value
// on one date; a worse value voids it. A fact (the row of a risk check, a medicine)
// opens at most one of each, and one answer closes everything it opened.
//
// Steps that find a reason call Open and OpenReview inside their own transaction;
// the front desk reads "Paused" and no more. Tables: pause, review, override.
// A pause makes later bookings tentative: what does it is given, since schedule is a
// later step.
package pause
