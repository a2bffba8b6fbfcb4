package archtest

import "strings"

// storeys say who may import whom: a package imports only lower ones. A step of
// care stands above the steps that come before it. Paths are below the module.
var storeys = map[string]int{
	// vocabulary
	"internal/problem": 0, "internal/auth": 0, "internal/audit": 0, "migrations": 0, "deploy": 0, "web": 0,
	"internal/progress": 0, "internal/choice": 0, "internal/calendar": 0, "internal/phrase": 0, "internal/spine": 0, "internal/fold": 0,
	// platform
	"web/ui": 1, "internal/db": 1, "internal/config": 1, "internal/pgserver": 1,
	"internal/endpoint": 2, "internal/dbtest": 2, "internal/sign": 2, "internal/live": 2, "internal/mail": 2,
	"internal/dbtest/with-postgres": 3, "internal/mutate": 3, "web/ui/gallery": 3, "deploy/bare": 3,
	// pathway, in order of care
	"internal/clinic":   10,
	"internal/staff":    11,
	"internal/pause":    12,
	"internal/protocol": 13, "internal/task": 13,
	"internal/client": 15,
	"internal/vitals": 16, "internal/schedule": 16,
	"internal/safety": 17,
	"internal/note":   18, "internal/consent": 18, "internal/measure": 18,
	"internal/eligibility": 19,
	"internal/medication":  20,
	"internal/course":      21,
	"internal/preparation": 22,
	"internal/readiness":   23,
	"internal/dosing":      24,
	"internal/integration": 25,
	// across the pathway
	"internal/pathway": 30,
	"internal/chart":   31, "internal/today": 31, "internal/report": 31, "internal/fhir": 31, "internal/auditlog": 31,
	// names of every step
	"internal/refold": 32,
	// assembly; every …web package is on storey 40
	"internal/demo": 41, "internal/verify": 41, "internal/testdesk": 41, "internal/testday": 42, "internal/app": 52, "internal/journey": 53, "internal/archtest": 53, "cmd/kap": 60,
}

const (
	firstStep, lastStep = 10, 31
	webStorey           = 40
)

// storey is how high a package stands.
func storey(pkg string) (int, bool) {
	if isWeb(pkg) {
		return webStorey, true
	}
	n, ok := storeys[pkg]
	return n, ok
}

// isWeb says whether pkg holds the screens of a step: internal/dosing/dosingweb.
func isWeb(pkg string) bool {
	parts := strings.Split(pkg, "/")
	n := len(parts)
	return n > 2 && strings.HasSuffix(pkg, "web") && parts[n-1] == parts[n-2]+"web"
}

func isStep(pkg string) bool {
	n, ok := storey(pkg)
	return ok && n >= firstStep && n <= lastStep
}

// Who may use what is dangerous or heavy.
var (
	namesPgx    = []string{"internal/db", "internal/dbtest", "internal/pgserver", "migrations"}
	speaksHTTP  = []string{"internal/endpoint", "internal/live", "internal/app", "deploy/bare", "internal/testdesk", "internal/testday"}
	readsClock  = []string{"cmd/kap", "internal/app", "internal/mutate", "deploy/bare"}
	wholeClinic = []string{"internal/db", "internal/pathway", "internal/schedule", "internal/course", "internal/report", "internal/app"}
	holdsDBTest = []string{"internal/dbtest/with-postgres", "internal/mutate", "internal/testdesk", "internal/testday"}
	forTests    = []string{"internal/dbtest", "internal/testdesk", "internal/testday"}
)

// modules are what the program is built from. A new one needs a sentence in its
// commit on what it saves; add it here in the same commit.
var modules = []string{
	"github.com/a-h/templ",
	"github.com/alexedwards/argon2id",
	"github.com/alexedwards/scs/v2",
	"github.com/caarlos0/env/v11",
	"github.com/go-chi/chi/v5",
	"github.com/go-chi/httprate",
	"github.com/go-playground/form/v4",
	"github.com/golang-migrate/migrate/v4",
	"github.com/google/uuid",
	"github.com/jackc/pgx/v5",
	"github.com/nbutton23/zxcvbn-go",
	"github.com/sergi/go-diff",
	"golang.org/x/crypto",
	"golang.org/x/net",
	"golang.org/x/sync",
	"golang.org/x/text",
	"golang.org/x/tools", // go/packages, for mutate: the types of a place that is broken
}

// vocabularyMay are the modules vocabulary needs beyond the standard library.
var vocabularyMay = map[string][]string{
	"internal/auth":  {"github.com/google/uuid"},
	"internal/audit": {"github.com/google/uuid"},
	"internal/fold":  {"golang.org/x/text"},
	"migrations":     {"github.com/golang-migrate/migrate/v4", "github.com/jackc/pgx/v5"},
}
