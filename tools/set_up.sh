#!/bin/sh
# Makes .venv with a Python of 3.11 or later, installs exactly what the lock file names, then this project.
# Run by make; run again it only mends what is missing.
set -eu
cd "$(dirname "$0")/.."

BIN=.venv/bin
QT_LIBRARIES="libglib2.0-0 libgl1 libegl1 libfontconfig1 libdbus-1-3 libxkbcommon0"
WINDOW_LIBRARIES="libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
NEW_ENOUGH='import sys; sys.exit(sys.version_info < (3, 11))'

say() { printf '%s\n' "$*" >&2; }

is_root_on_debian() { [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ] && command -v apt-get >/dev/null; }

# install_or_say WHAT PACKAGE...   As root on Debian installs the packages; otherwise says the line and stops.
install_or_say() {
    what=$1
    shift
    if is_root_on_debian; then
        say "$what: installing $*"
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null
    else
        say "$what. On Debian or Ubuntu run this line, then make again:"
        say "  sudo apt-get install --no-install-recommends $*"
        exit 1
    fi
}

find_python() {
    for name in python3 python3.13 python3.12 python3.11; do
        if "$name" -c "$NEW_ENOUGH" 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    say "DSL Desk needs Python 3.11 or later, and python3 is older or missing."
    say "Install one (on Debian 12 or later: sudo apt-get install python3 python3-venv), then make again."
    exit 1
}

make_venv() {
    if [ -x $BIN/python ] && $BIN/python -c "$NEW_ENOUGH" 2>/dev/null && $BIN/python -m pip --version >/dev/null 2>&1; then
        return
    fi
    python=$(find_python)
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        install_or_say "Python's venv module is missing" "python$version-venv"
    fi
    rm -rf .venv
    "$python" -m venv .venv
}

install() {
    say "Installing from requirements.lock (a few minutes the first time)"
    $BIN/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
    $BIN/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
}

draws() { QT_QPA_PLATFORM=$1 $BIN/python -c 'from PySide6.QtWidgets import QApplication; QApplication([])' >/dev/null 2>&1; }

check_qt() {
    if ! draws offscreen; then
        # shellcheck disable=SC2086  # a list of words
        install_or_say "Qt lacks system libraries" $QT_LIBRARIES
        if ! draws offscreen; then
            say "Qt still does not start. It says:"
            QT_QPA_PLATFORM=offscreen $BIN/python -c 'import PySide6.QtWidgets' || true
            exit 1
        fi
    fi
    if [ -n "${DISPLAY:-}" ] && [ -z "${WAYLAND_DISPLAY:-}" ] && [ "$(uname)" = Linux ] && ! draws xcb; then
        say "To show windows on this display Qt may also need:"
        say "  sudo apt-get install --no-install-recommends $WINDOW_LIBRARIES"
    fi
}

make_venv
install
check_qt
