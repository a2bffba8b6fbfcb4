#!/bin/sh
# Prints the licences of what is inside the program beside our own code: Go,
# every linked module, every vendored web file and font. It reads the module
# cache only, and says the same on every machine. What has no licence is named,
# and it fails.
#
#   sh deploy/notices.sh >THIRD_PARTY_NOTICES     (make notices)
set -eu
cd "$(dirname "$0")/.."
export LC_ALL=C CGO_ENABLED=0
tab=$(printf '\t')
lacking=0

lacks() {
	echo "$1" >&2
	lacking=1
}

heading() {
	printf '\n%s\n%s\n\n' "==============================================================================" "$1"
}

# texts are the licence files of a folder, one a line.
texts() {
	find "$1/." ! -name . -prune -type f \( -iname 'licen[cs]e*' -o -iname 'copying*' -o -iname 'notice*' -o -iname 'patents*' \) | sort
}

# linked are name, folder, and folders of the packages of every module in the
# binaries that make dist makes.
linked() {
	for arch in amd64 arm64; do
		GOOS=linux GOARCH=$arch go list -deps -f '{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}	{{.Dir}}	{{$.Dir}}{{end}}{{end}}' ./cmd/kap
	done | sort -u
}

show() {
	tr -d '\r' <"$1"
	printf '\n'
}

module() {
	found=$(texts "$2")
	if [ -z "$found" ]; then
		lacks "$1 has no licence file in $2: without one it may not be passed on."
		return
	fi
	heading "$1"
	echo "$found" | while IFS= read -r file; do show "$file"; done
	case $1 in golang.org/x/sys\ *) echo "(The same licence covers Go itself: its runtime and standard library.)" ;; esac
}

modules() {
	before=
	while IFS=$tab read -r name folder package; do
		[ "$name" = "$before" ] || module "$name" "$folder"
		before=$name
		[ "$package" = "$folder" ] || texts "$package" | while IFS= read -r file; do
			heading "$name, ${package#"$folder"/}"
			show "$file"
		done
	done
}

# release is what the table of vendored files calls a file.
release() {
	sed -n "s/^| $(basename "$1") | \([^|]*[^| ]\) *|.*/\1/p" web/static/vendor/README.md
}

# licence is the one beside a vendored file: pico.LICENSE.md for pico.min.css.
licence() {
	for file in "$(dirname "$1")"/*.LICENSE.*; do
		own=$(basename "$file")
		case $(basename "$1") in "${own%%.LICENSE.*}"[.-]*) echo "$file" ;; esac
	done
}

vendored() {
	find web/static/vendor web/static/fonts -type f ! -name '*.LICENSE.*' ! -name README.md | sort >"$list.web"
	while IFS= read -r file; do
		text=$(licence "$file")
		name=$(release "$file")
		[ -n "$text" ] || lacks "$file has no licence beside it (name.LICENSE.txt)."
		case $file in web/static/vendor/*) [ -n "$name" ] || lacks "$file is not in the table of web/static/vendor/README.md." ;; esac
		[ -n "$text" ] || continue
		heading "${name:+$name, }$file"
		show "$text"
	done <"$list.web"
}

list=$(mktemp)
trap 'rm -f "$list" "$list.web"' EXIT
linked >"$list"
cat <<'END'
Third-party notices

kap is made with the works below. Each stays under its own licence, given here
as its makers wrote it. `make notices` writes this file.
END
modules <"$list"
vendored
[ "$lacking" = 0 ]
