// Package spine says in SQL what every step may read, and only client and course write:
// what a client is called and which course they are in. In a statement that reads them
// the client is c and the course is k.
package spine

// Called is what a client is called, as client.Client.Called says it; empty where a left
// join found none.
const Called = `coalesce(nullif(c.preferred_name, ''), c.legal_name, '')`

// CalledKey is what the client is called as it is folded, by which lists are in order.
const CalledKey = `coalesce(nullif(c.preferred_key, ''), c.legal_key, '')`

// Open says whether a course goes on, as course.Course.Open does. A client has one at
// most.
const Open = `k.closed_at is null`

// LatestFirst puts the course a client is in before those that closed, and of them the
// last that was opened first.
const LatestFirst = Open + ` desc, k.opened_at desc`

// Treated says whether the reader, or somebody they cover, treats a course: prescribes in
// it or is its primary therapist.
const Treated = `(k.therapist_id = any (app_staffs()) or k.prescriber_id = any (app_staffs()))`
