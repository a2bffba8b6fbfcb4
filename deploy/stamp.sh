#!/bin/sh
# Prints what the linker writes into the program about where it comes from, or
# nothing where git cannot tell: it may be missing, this may be no checkout. A
# checkout owned by somebody else is read all the same; whoever builds it trusts it.
#
#   sh deploy/stamp.sh [version]
set -u
cd "$(dirname "$0")/.."

ask() {
	git --no-optional-locks -c safe.directory='*' "$@" 2>/dev/null
}

given=${1:-}
[ -z "$given" ] || printf -- '-X main.version=%s ' "$given"
[ -e .git ] && commit=$(ask rev-parse HEAD) || exit 0
changed=false
[ -z "$(ask status --porcelain)" ] || changed=true
committed=$(TZ=UTC0 ask log -1 --format=%cd --date=format-local:%Y-%m-%dT%H:%M:%SZ)
printf -- '-X main.commit=%s -X main.committed=%s -X main.changed=%s\n' "$commit" "$committed" "$changed"
