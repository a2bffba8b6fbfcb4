// Package schedule holds rooms, weekly hours, appointments (FHIR Appointment) and
// who and what is busy when (FHIR Slot).
//
// An appointment books its client, its staff member and its room; no two active
// bookings of one resource overlap, touching ends may (constraint resource_free).
// Bookings are plans: an overrun is recorded, never refused. The people of a visit
// are on the client's care team from the day before until 7 days after. What the
// protocol says about dosing days is course's; Book only takes what it is told.
//
// Tables: room, staff_hours, appointment, appointment_move, booking.
package schedule
