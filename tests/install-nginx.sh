#!/bin/sh
# The serving tests want Debian's nginx. It is unpacked into .venv/nginx and never installed: no service starts on this machine.
# Where it cannot be had, they are skipped and say so; every other test runs.
set -eu

into="$(cd "$(dirname "$0")/.." && pwd)/.venv/nginx"
[ -x "$into/usr/sbin/nginx" ] && exit 0
command -v nginx >/dev/null 2>&1 && exit 0

fetch() {
  scratch="$(mktemp -d)"
  trap 'rm -rf "$scratch"' EXIT
  cd "$scratch"
  apt-get download -qq nginx libnginx-mod-http-brotli-static libbrotli1 >/dev/null 2>&1 || return 1
  rm -rf "$into.new"
  for package in ./*.deb; do dpkg-deb -x "$package" "$into.new" || return 1; done
  "$into.new/usr/sbin/nginx" -v >/dev/null 2>&1 || return 1
  rm -rf "$into" && mv "$into.new" "$into"
}

if command -v apt-get >/dev/null 2>&1 && command -v dpkg-deb >/dev/null 2>&1; then
  fetch && exit 0
fi
echo "No nginx found, and none could be fetched: the tests of serving will be skipped." >&2
echo "To run them, install nginx (Debian, Ubuntu: sudo apt-get install nginx) and run make test again." >&2
exit 0
