// Package taskweb is the screen on which a task is read and ticked off.
package taskweb

import (
	"kap/internal/auth"
	"kap/internal/endpoint"
	"kap/internal/task"
)

// Screens are the pages of this step.
type Screens struct{ Task task.Service }

// Routes is every URL of the step with the permission it takes.
func (s Screens) Routes() []endpoint.Route {
	return append(endpoint.Show("/clients/{client}/tasks/{task}", auth.ViewDesk, "task.viewed", s.doneForm()),
		endpoint.Show("/tasks/{task}", auth.SignedIn, "", s.doneForm())...)
}
