#!/bin/sh
# Runs a go command that was given -v, and shows how far it is: on a terminal one
# line that moves, elsewhere a line now and then. What needs neither fetching nor
# compiling says nothing. The compiler's own words are passed on; with -hush they
# are not, because the command that follows says the same.
#
#   sh deploy/compiling.sh [-hush] go build -v ./cmd/kap
set -u
hush=
[ "$1" != -hush ] || { hush=yes; shift; }
moves=
[ ! -t 2 ] || moves=yes

fetched=0 packages=0 total='' standing='' began=0 said='' waiting=0

# say shows a step in the place of the one before.
say() {
	said=$1 waiting=0
	show "$1"
}

show() {
	if [ -n "$moves" ]; then
		printf '\r%-76.76s' "$1" >&2
		standing=yes
	else
		echo "$1" >&2
	fi
}

# now_and_then is a step that only a line that moves shows each time.
now_and_then() {
	if [ -n "$moves" ] || [ $(($1 % $2)) = 0 ]; then say "$3"; fi
}

# second passes: a step that takes long shows that it goes on.
second() {
	waiting=$((waiting + 1))
	[ -n "$said" ] || return 0
	if [ -n "$moves" ] && [ $waiting -ge 2 ] || [ $((waiting % 10)) = 0 ]; then show "$said $waiting s"; fi
}

# rest ends a line that moves.
rest() {
	[ -z "$standing" ] || echo >&2
	standing=
}

begin() {
	[ "$began" != 0 ] || began=$(date +%s)
}

fetching() {
	begin
	fetched=$((fetched + 1))
	[ "$fetched" != 1 ] || [ -n "$moves" ] || say "Fetching modules …"
	now_and_then $fetched 10 "Fetching modules: $fetched ($1)"
}

# compiling counts; how many there are is known where everything is compiled,
# which starts with the packages below all others.
compiling() {
	begin
	packages=$((packages + 1))
	case $1 in
	internal/goarch | internal/cpu | internal/unsafeheader | internal/abi | internal/byteorder)
		[ -n "$total" ] || total=$(all) || total=
		[ "$packages" != 1 ] || [ -n "$moves" ] || say "Compiling everything, once; this takes some minutes on a small machine …"
		;;
	esac
	now_and_then $packages 50 "Compiling: $packages${total:+ of $total} packages ($1)"
}

# all is how many packages the command compiles when it starts from nothing.
all() {
	go list -deps $tests -f '{{if ne .ImportPath "unsafe"}}{{.ImportPath}}{{end}}' $subjects 2>/dev/null | grep -vc -e '^$' -e '\.test$'
}

# subjects are the packages a go command names: what stands at its end and is a path.
tests='' subjects=''
for word; do
	case $word in
	-test) tests=-test ;;
	./*) subjects="$subjects $word" ;;
	esac
done

shows() {
	code=1
	while IFS= read -r line; do
		case $line in
		'exit '[0-9]*) code=${line#exit } ;;
		'-second') second ;;
		'go: downloading go1'*) begin; say "Fetching Go itself: ${line#go: downloading } …" ;;
		'go: downloading '*) fetching "${line#go: downloading }" ;;
		*' ['*.test']') compiling "${line%% *}" ;;
		'' | *[!A-Za-z0-9._/~+@-]*) [ -n "$hush" ] || { rest; printf '%s\n' "$line" >&2; } ;;
		*) compiling "$line" ;;
		esac
	done
	if [ "$code" != 0 ] && [ -z "$hush" ]; then
		say "This did not compile; what is above says why."
	elif [ "$began" != 0 ]; then
		say "Compiled $packages packages in $(($(date +%s) - began)) s."
	fi
	rest
	echo "$code"
}

# works runs the command, and beside it a clock that says each second.
works() {
	while :; do
		sleep 1 >/dev/null 2>&1
		echo -second
	done &
	clock=$!
	"$@" 2>&1 >/dev/null
	code=$?
	kill $clock
	echo "exit $code"
}

exit "$(works "$@" | shows)"
