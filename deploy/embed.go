// Package deploy carries what an installation needs beside the program.
package deploy

import _ "embed"

// RolesSQL makes the roles kap_owner and kap_app; run as superuser, safe to repeat.
//
//go:embed roles.sql
var RolesSQL string
