#!/usr/bin/env bash
# Installs what building Plenary needs and is not there yet; does nothing, in about a second, when everything is.
#
# Writes $CACHE/env, which the Makefile reads: the toolchain to use, and where rust-lld is.
# The WebAssembly target comes from rustup where rustup can give it. Where it cannot, Debian's own compiler does the whole build, and its
# standard library for wasm32 is built once from the sources that Debian ships.
set -euo pipefail

CACHE="${PLENARY_CACHE:-$HOME/.cache/plenary}"
TARGET=wasm32-unknown-unknown
mkdir -p "$CACHE/bin"

say() { printf '%s\n' "setup: $*"; }

# Debian packages: installed with root or sudo, else listed.
packages() {
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    if ((${#missing[@]} == 0)); then return; fi
    local root=()
    if [ "$(id -u)" != 0 ]; then
        if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
            say "please have an administrator install these packages, then run it again:"
            say "  apt-get install ${missing[*]}"
            exit 1
        fi
        root=(sudo)
    fi
    say "installing ${missing[*]} (usually under a minute)"
    "${root[@]}" apt-get update -qq
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# What only the browser's tests need.
if [ "${1:-}" = browser ]; then
    command -v node >/dev/null && command -v npm >/dev/null || packages nodejs npm
    command -v chromium >/dev/null || [ -n "${PLENARY_CHROMIUM:-}" ] || packages chromium fonts-noto-cjk
    if ! cmp -s end2end/package-lock.json end2end/node_modules/.installed; then
        say "installing the libraries of the browser tests (seconds)"
        (cd end2end && npm ci --no-audit --no-fund --silent && cp package-lock.json node_modules/.installed)
    fi
    exit
fi

if ! command -v rustup >/dev/null; then
    say "Rust is missing: install it with rustup (https://rustup.rs), then run it again."
    exit 1
fi

packages gcc lld make

# Badges and letters with Korean names: any font of the machine with Hangul will do.
has_hangul() {
    [ -n "$(find /usr/share/fonts /usr/local/share/fonts "$HOME/.local/share/fonts" \
        \( -name 'Nanum*' -o -name 'Noto*CJK-*' -o -name 'Noto*KR*' \) -print -quit 2>/dev/null)" ]
}
has_hangul || packages fonts-nanum

has_target() { [ -e "$("$@" --print sysroot)/lib/rustlib/$TARGET/lib" ]; }

# The standard library for wasm32, from Debian's sources into Debian's compiler.
build_standard_library() {
    local sources work library
    sources=$(echo /usr/src/rustc-*/library)
    work="$CACHE/sysroot"
    library="/usr/lib/rustlib/$TARGET/lib"
    say "building the standard library for WebAssembly (about a minute, once)"
    rm -rf "$work" && mkdir -p "$work" && cp -r "$sources" "$work/library"
    (
        cd "$work/library"
        RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_PROFILE_RELEASE_PANIC=abort CARGO_PROFILE_RELEASE_DEBUG=0 \
            RUSTFLAGS="-Zforce-unstable-if-unmarked -Cembed-bitcode=yes" \
            /usr/bin/cargo build -q --release --target "$TARGET" --manifest-path sysroot/Cargo.toml \
            --features compiler-builtins-mem,panic-unwind --target-dir "$work/target"
    )
    local root=()
    [ "$(id -u)" = 0 ] || root=(sudo)
    "${root[@]}" mkdir -p "$library"
    "${root[@]}" cp "$work/target/$TARGET"/release/deps/*.rlib "$library/"
    rm -rf "$work"
}

toolchain=""
if has_target rustc || timeout 120 rustup target add "$TARGET" >/dev/null 2>&1; then
    say "the WebAssembly target comes from rustup"
else
    packages rustc-web cargo-web rust-web-src rust-web-clippy rustfmt-web
    if ! has_target /usr/bin/rustc; then build_standard_library; fi
    rustup toolchain list | grep -q '^plenary' || rustup toolchain link plenary /usr
    toolchain=plenary
    say "the WebAssembly target comes from Debian's compiler"
fi

# wasm32 is linked by rust-lld, which every rustup toolchain carries.
if ! command -v rust-lld >/dev/null && [ ! -e "$CACHE/bin/rust-lld" ]; then
    lld=$(find "$(rustup show home)/toolchains" -name rust-lld -type f -print -quit 2>/dev/null || true)
    ln -sf "${lld:-$(command -v wasm-ld)}" "$CACHE/bin/rust-lld"
fi

{
    echo "export PATH=\"$CACHE/bin:\$PATH\""
    echo "export CARGO_TARGET_DIR=\"\${CARGO_TARGET_DIR:-$CACHE/target}\""
    if [ -n "$toolchain" ]; then echo "export RUSTUP_TOOLCHAIN=$toolchain"; fi
} >"$CACHE/env"
