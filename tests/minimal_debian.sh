#!/usr/bin/env bash
# Makes a minimal Debian 12 in a new folder and tries the README's two commands there, as an ordinary user:
# each must name all that is missing in one line before it works, and work once that line was typed.
#
# As root, outside CI, with debootstrap:   tests/minimal_debian.sh FOLDER [ARGS of make test]
# It takes over this machine's way to the package registries: apt's mirror, pip's settings, certificates.
set -euo pipefail

project=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
folder=$(realpath --canonicalize-missing "${1:?give a folder that does not exist yet}")
arguments=${2:-}
[ ! -e "$folder" ] || { echo "$folder exists already: give another, or remove it"; exit 1; }
mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | head -n 1)
registry=()
while IFS= read -r setting; do registry+=("$setting"); done < <(env | grep -E '^(PIP_|.*_(PROXY|proxy)=)')
certificates=/etc/ssl/of-this-machine.crt
registry+=("PIP_CERT=$certificates" "SSL_CERT_FILE=$certificates")

debootstrap --variant=minbase --include=python3,make,git bookworm "$folder" "$mirror" > "$folder.log" 2>&1
install -D --mode=644 /etc/ssl/certs/ca-certificates.crt "$folder$certificates"
cp /etc/resolv.conf "$folder/etc/resolv.conf"
for settings in /etc/apt/apt.conf.d/*registry* /etc/pip.conf; do
  [ ! -e "$settings" ] || install -D --mode=644 "$settings" "$folder$settings"
done
mount --types proc proc "$folder/proc"
mount --rbind /dev "$folder/dev"
trap 'umount "$folder/proc"; umount --recursive --lazy "$folder/dev"' EXIT
inside() { chroot "$folder" env --ignore-environment PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 "${registry[@]}" "$@"; }
inside useradd --create-home --shell /bin/bash person
git clone --quiet "$project" "$folder/home/person/portal"
inside chown --recursive person: /home/person/portal
as_person() { inside HOME=/home/person setpriv --reuid=person --regid=person --init-groups -- bash -c "cd /home/person/portal && $1"; }

# Runs a command that must stop at once and name one line; types that line.
try_and_install() {
  local said line
  if said=$(as_person "$1" 2>&1); then echo "“$1” worked, though packages are missing"; exit 1; fi
  line=$(grep -oE 'apt-get install .*' <<< "$said") || { echo "“$1” named no line: $said"; exit 1; }
  [ "$(wc -l <<< "$line")" = 1 ] || { echo "“$1” named more than one line: $line"; exit 1; }
  echo "$1: needs $line"
  inside apt-get --quiet --quiet update
  inside DEBIAN_FRONTEND=noninteractive ${line/install/--quiet --quiet --yes install} > /dev/null
}

# The process of that Debian, not of this machine, that runs the module.
pid_of() {
  local process
  for process in /proc/[0-9]*; do
    if [ "$(readlink "$process/root")" = "$folder" ] && tr '\0' ' ' < "$process/cmdline" | grep -q -- "-m $1"; then
      echo "${process#/proc/}"
      return
    fi
  done
}

try_and_install "make demo PORT=8199"
began=$(date +%s)
as_person "exec make demo PORT=8199" > "$folder.demo.log" 2>&1 &
demo=$!
until grep -q "^Ready in" "$folder.demo.log"; do
  kill -0 $demo 2> /dev/null || { tail "$folder.demo.log"; echo "make demo ended"; exit 1; }
  sleep 1
done
echo "make demo: ready after $(($(date +%s) - began)) s"
kill -INT "$(pid_of actionplan.embedded.demo)"
wait $demo || true

try_and_install "make test"
as_person "make test ARGS='$arguments'" 2>&1 | tee "$folder.test.log" | tail -n 5
grep -qE '[0-9]+ passed' "$folder.test.log" && ! grep -qE '[0-9]+ (failed|error)' "$folder.test.log"
echo "Both commands work on a minimal Debian."
