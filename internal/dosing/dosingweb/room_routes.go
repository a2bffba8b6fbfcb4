package dosingweb

import "kap/internal/endpoint"

// roomRoutes are the screens of the dosing room.
func (s Screens) roomRoutes() []endpoint.Route { return nil }
