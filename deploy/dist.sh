#!/bin/sh
# Makes what an operator installs, in .dist: for each kind of machine one static
# binary in an archive with its licences and what an installation needs, a list
# of its parts (CycloneDX), and the checksums. The same commit and the same Go
# give the same bytes.
#
#   sh deploy/dist.sh [version]
set -eu
cd "$(dirname "$0")/.."
umask 022
export LC_ALL=C TZ=UTC0

# Nothing of this machine's settings goes into the binary.
export CGO_ENABLED=0 GOOS=linux GOAMD64=v1 GOARM64=v8.0 GOFLAGS=-buildvcs=false GOEXPERIMENT= GOWORK=off

# stamped is a word of what the linker writes; empty where git cannot tell.
stamped() { echo "$stamp" | tr ' ' '\n' | sed -n "s/^main.$1=//p"; }

# named is the version: the one given, else the tag v1.2.3 of the commit, else its day and number.
named() {
	tag=$(git -c safe.directory='*' describe --tags --exact-match --match 'v[0-9]*' 2>/dev/null) || tag=
	changed=
	[ "$(stamped changed)" != true ] || changed=-changed
	if [ -n "$tag" ]; then
		echo "${tag#v}$changed"
	elif [ -n "$(stamped commit)" ]; then
		echo "$(stamped committed | cut -c 1-10 | tr -d -)-$(stamped commit | cut -c 1-12)$changed"
	else
		echo unknown
	fi
}

stamp=$(sh deploy/stamp.sh)
version=${1:-$(named)}
stamp=$(sh deploy/stamp.sh "$version")
day=$(stamped committed)
day=${day:-2000-01-01T00:00:00Z}

# pack writes an archive whose bytes depend on nothing but its files: sorted,
# owned by root, dated by the commit.
pack() {
	(
		cd "$1"
		find "$2" -exec touch -t "$(echo "$day" | sed 's/[-:TZ]//g; s/\(..\)$/.\1/')" {} +
		if tar --version 2>/dev/null | grep -q GNU; then
			set -- "$2" --format=ustar --owner=0 --group=0 --numeric-owner --no-recursion
		else
			set -- "$2" --format=ustar --uid 0 --gid 0 --uname '' --gname '' --no-recursion
		fi
		name=$1
		shift
		find "$name" | sort | tar -cf - "$@" -T - | gzip -n -9
	)
}

fill() {
	mkdir -p "$1"
	GOARCH=$2 sh deploy/compiling.sh go build -v -trimpath -ldflags "-s -w -buildid= $stamp" -o "$1/kap" ./cmd/kap
	cp LICENSE THIRD_PARTY_NOTICES deploy/README.md deploy/*.sql deploy/*.env deploy/kap.service "$1"
	find "$1" -type f -exec chmod 644 {} +
	chmod 755 "$1/kap"
}

# vendored are the web files inside the binary as parts; Go knows nothing of them.
vendored() {
	sed -n 's/^| \([^ |]*\.[a-z]*\) | \([^ |]*\) \([0-9][^ |]*\) | \([^ ,|]*\).*/\2 \3 \4/p' web/static/vendor/README.md
	sed -n 's/^The fonts in .* are \(.*\) (\(OFL\) 1.1.*/\1/p' web/static/vendor/README.md | sed 's/ and /\
/g' | sed 's/ /_/g; s/$/ - OFL-1.1/'
}

# parts lists what the binary is made of.
parts() {
	env -u GOOS -u GOARCH go tool -modfile=internal/tools/sbom.mod cyclonedx-gomod bin -json -noserial -notimestamp -std \
		-version "$version" "$1" 2>/dev/null | awk -v web="$(vendored)" '
		{ print }
		/^  "components": \[$/ {
			n = split(web, lines, "\n")
			for (i = 1; i <= n; i++) {
				split(lines[i], part, " ")
				gsub(/_/, " ", part[1])
				printf "    {\n      \"type\": \"%s\",\n      \"name\": \"%s\",\n", (part[2] == "-" ? "file" : "library"), part[1]
				if (part[2] != "-") printf "      \"version\": \"%s\",\n      \"purl\": \"pkg:npm/%s@%s\",\n", part[2], encoded(part[1]), part[2]
				printf "      \"licenses\": [{\"license\": {\"id\": \"%s\"}}]\n    },\n", part[3]
			}
		}
		function encoded(name) { sub(/^@/, "%40", name); return name }'
}

sums() {
	if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
mkdir -p "$work/done"
for arch in amd64 arm64; do
	name=kap-$version-linux-$arch
	fill "$work/$name" "$arch"
	pack "$work" "$name" >"$work/done/$name.tar.gz"
	parts "$work/$name/kap" >"$work/done/$name.cdx.json"
done
(cd "$work/done" && sums ./*.tar.gz ./*.cdx.json | sed 's|\./||' >SHA256SUMS)
mkdir -p .dist
cp "$work/done"/* .dist
(cd .dist && ls -l "kap-$version"* SHA256SUMS)
