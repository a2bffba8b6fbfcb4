#!/bin/sh
# Builds the program and prints where it is. Two may build at once: each has a
# file of its own and puts it in place whole.
set -eu
cd "$(dirname "$0")/.."
. ./deploy/place.sh
bin=$(place)
mkdir -p "$bin"
new=$bin/kap.new.$$
trap 'rm -f "$new"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
find "$bin" -name 'kap.new.*' -mmin +60 -exec rm -f {} +

# the linker leaves a file that is current already as it is
[ ! -f "$bin/kap" ] || cp "$bin/kap" "$new"
sh deploy/compiling.sh go build -v -buildvcs=false -ldflags "$(sh deploy/stamp.sh)" -o "$new" ./cmd/kap
cmp -s "$new" "$bin/kap" || mv -f "$new" "$bin/kap"
echo "$bin/kap"
