#!/bin/sh
# `link` and `dedupe` on well-known public sets (public.py): writes bench/public.md. Wants python3 with venv. SETS names a folder that holds those
# of Splink's sets which the network does not give.
set -eu
cd "$(dirname "$0")/.."

GO=${GO:-go}
venv=$PWD/.cache/peers
if [ ! -x "$venv/bin/python" ] || ! "$venv/bin/python" -c 'import recordlinkage, splink' 2>/dev/null; then
	python3 -m venv "$venv"
	"$venv/bin/pip" install -q -r bench/peers/requirements.txt recordlinkage==0.16
fi
CGO_ENABLED=0 $GO build -trimpath -o bin/doisanh ./cmd/doisanh
table=$("$venv/bin/python" bench/public.py bin/doisanh ${SETS:+"$SETS"})
{
	printf '# Public sets\n\nMade by `make bench-public`; do not edit. `link` and `dedupe` with no model and no setting; nothing is tuned to these sets.\n\n'
	printf '%s\n' "$table"
	case $table in *†*) printf '\n† not there this time: the row is that of the last time it was.\n' ;; esac
} >bench/public.md
cat bench/public.md
