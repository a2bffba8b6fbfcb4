# Read by other scripts: where things are written.

# writable says whether something can be made in a folder, or in the nearest
# folder above it that exists. It tries: modes say nothing of a read-only disk.
writable() {
	standing=$(above "$1")
	tried=$(mktemp "$standing/.kap-try.XXXXXX" 2>/dev/null) && rm -f "$tried"
}

# above is the nearest folder that exists: the one given, or one above it.
above() {
	at=$1
	while [ ! -d "$at" ]; do
		case $at in
		*/*) at=${at%/*} ;;
		*) at=. ;;
		esac
		[ -n "$at" ] || at=/
	done
	echo "$at"
}

# place is the folder the program is built into: .bin of the checkout, or, where
# that cannot be written, bin in the folder of the data.
place() {
	if writable .bin; then
		echo .bin
	elif [ -n "${KAP_DATA:-}" ] && writable "$KAP_DATA/bin"; then
		echo "$KAP_DATA/bin"
	else
		return 1
	fi
}
