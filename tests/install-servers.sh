#!/bin/sh
# The tests of publishing want Debian's nginx, Caddy and rsync. They are unpacked into .venv/servers and never installed:
# no service starts on this machine. What cannot be had is skipped, with the reason in the summary; with CI=1 it fails.
set -eu

into="$(cd "$(dirname "$0")/.." && pwd)/.venv/servers"

unpacked() {
  [ -x "$into/usr/sbin/nginx" ] && [ -x "$into/usr/bin/caddy" ] && [ -x "$into/usr/bin/rsync" ]
}

download() {
  apt-get download -qq nginx libnginx-mod-http-brotli-static libbrotli1 caddy rsync libpopt0 libxxhash0 >/dev/null 2>&1
}

fetch() {
  scratch="$(mktemp -d)"
  trap 'rm -rf "$scratch"' EXIT
  cd "$scratch"
  if [ "$(id -u)" = 0 ]; then as_root=""; else as_root="sudo -n"; fi
  download || { $as_root apt-get update -qq >/dev/null 2>&1 && download; } || return 1
  rm -rf "$into.new"
  for package in ./*.deb; do dpkg-deb -x "$package" "$into.new" || return 1; done
  "$into.new/usr/sbin/nginx" -v >/dev/null 2>&1 || return 1
  rm -rf "$into" && mv "$into.new" "$into"
}

unpacked && exit 0
if command -v apt-get >/dev/null 2>&1 && command -v dpkg-deb >/dev/null 2>&1; then
  fetch && exit 0
fi
for program in nginx caddy rsync; do
  command -v "$program" >/dev/null 2>&1 || {
    echo "No $program found, and none could be fetched: its tests will be skipped." >&2
    echo "To run them, install it (Debian, Ubuntu: sudo apt-get install $program) and run make test again." >&2
  }
done
exit 0
