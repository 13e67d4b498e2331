#!/bin/sh
# The browser tests need a Chromium and a Chinese font. They are never skipped: without them, stop and say what to install.
set -eu

found() {
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null 2>&1 && return 0
  done
  return 1
}

found && exit 0

if command -v apt-get >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ]; then as_root=""; else as_root="sudo -n"; fi
  echo "No Chromium found; installing Debian's (apt-get install chromium fonts-noto-cjk)."
  if $as_root apt-get update -qq && \
     DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null; then
    found && exit 0
  fi
fi

echo "The tests drive a real browser and found none." >&2
echo "Install one and run make test again, for example:" >&2
echo "  Debian, Ubuntu   sudo apt-get install chromium fonts-noto-cjk" >&2
echo "  Fedora           sudo dnf install chromium google-noto-sans-cjk-fonts" >&2
echo "  macOS            brew install --cask google-chrome" >&2
exit 1
