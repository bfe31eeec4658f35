#!/bin/sh
# Installs the programs of others that tests hold doisanh against: a PostgreSQL server and LibreOffice from Debian's packages, DuckDB,
# pyarrow and pandas into .cache/readers. What cannot be had is told, and is no fault: its tests then skip themselves and say so.
set -u
cd "$(dirname "$0")/.."

# packages NAME PROGRAM PACKAGE...: installs the packages unless the program is there.
packages() {
	name=$1 program=$2
	shift 2
	if command -v "$program" >/dev/null || ls /usr/lib/postgresql/*/bin/"$program" >/dev/null 2>&1; then
		echo "$name: is here"
	elif ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
		echo "$name: NOT TESTED WITH: it needs Debian's apt-get and root"
	elif { timeout 300 apt-get update -qq && DEBIAN_FRONTEND=noninteractive timeout 900 apt-get install -y -qq --no-install-recommends "$@"; } >/dev/null 2>&1; then
		echo "$name: installed"
	else
		echo "$name: NOT TESTED WITH: its packages cannot be had here"
	fi
}

readers() {
	python=.cache/readers/bin/python3
	if [ -x $python ] && $python -c 'import duckdb, pandas, pyarrow' 2>/dev/null; then
		echo "DuckDB, pyarrow, pandas: are here"
	elif ! command -v python3 >/dev/null; then
		echo "DuckDB, pyarrow, pandas: NOT TESTED WITH: there is no python3"
	elif { python3 -m venv .cache/readers && timeout 900 .cache/readers/bin/pip install -q duckdb pyarrow pandas; } >/dev/null 2>&1; then
		echo "DuckDB, pyarrow, pandas: installed"
	else
		echo "DuckDB, pyarrow, pandas: NOT TESTED WITH: they cannot be had by pip here"
	fi
}

packages "PostgreSQL" initdb postgresql
readers
packages "LibreOffice" soffice libreoffice-calc poppler-utils
