# Makes the root folder of a Debian machine:
#   root.sh FOLDER CODENAME MIRROR SECURITY BASE [PACKAGES]
# Without packages: what debootstrap calls minbase, and what the README says one
# needs. With packages: a copy of BASE that has them. Its mounts are its own and
# end with it; apt keeps no list and no package, as on a machine just delivered.
folder=$1 codename=$2 mirror=$3 security=$4 base=$5 packages=$6

if [ -z "$packages" ]; then
	debootstrap --variant=minbase --include=make,ca-certificates "$codename" "$folder" "$mirror"
	{
		echo "deb $mirror $codename main"
		echo "deb $mirror $codename-updates main"
		[ -z "$security" ] || echo "deb $security $codename-security main"
	} >"$folder/etc/apt/sources.list"
	[ -z "$http_proxy" ] || echo "Acquire::http::Proxy \"$http_proxy\";" >"$folder/etc/apt/apt.conf.d/00proxy"
	cp /etc/resolv.conf /etc/hosts "$folder/etc/"
	cp /etc/ssl/certs/ca-certificates.crt "$folder/etc/ssl/certs/"
	for user in somebody:1000 else:1001; do
		name=${user%:*} id=${user#*:}
		echo "$name:x:$id:$id::/home/$name:/bin/sh" >>"$folder/etc/passwd"
		echo "$name:x:$id:" >>"$folder/etc/group"
		mkdir -p "$folder/home/$name"
		chown "$id:$id" "$folder/home/$name"
	done
else
	cp -a "$base" "$folder"
	mount -t proc proc "$folder/proc"
	printf '#!/bin/sh\nexit 101\n' >"$folder/usr/sbin/policy-rc.d" # nothing is started while installing
	chmod 755 "$folder/usr/sbin/policy-rc.d"
	chroot "$folder" apt-get -q update
	chroot "$folder" apt-get -q install -y --no-install-recommends $packages
	rm "$folder/usr/sbin/policy-rc.d"
fi
chroot "$folder" apt-get clean
rm -rf "$folder"/var/lib/apt/lists/*
