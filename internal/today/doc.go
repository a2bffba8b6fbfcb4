// Package today is everybody's home page: what is next, what needs you, what waits
// on others. It reads the projection of pathway, open tasks and the day's visits,
// and computes nothing of its own about care.
//
// Home pages differ by role; somebody with several roles chooses. The front desk's
// holds the words of the front desk only; a manager's holds counts, ages and owners.
package today
