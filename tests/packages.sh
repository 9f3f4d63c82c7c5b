# Sourced by bench.sh and test.sh, from the root of the repository.

# Installs what is missing of `programs`, an array from Debian package to the program that shows it is there; fails, after saying what to
# do, where that is not allowed.
#   install_missing WHO      WHO begins the message, for example "the tests need"
install_missing() {
  local package missing=()
  for package in "${!programs[@]}"; do
    compgen -G "${programs[$package]}" >/dev/null || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "$1 ${missing[*]}: install them, for example: sudo apt-get install ${missing[*]}" >&2
    return 1
  fi
  echo "installing ${missing[*]}" >&2
  (
    # Only the programs are wanted; servers are started by whoever sources this, on free ports.
    policy=/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
      trap 'rm -f "$policy"' EXIT
      printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy"
    fi
    apt-get update -qq \
      && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  ) >&2
}
