#!/bin/sh
# How time and memory grow with the number of people, and what a second thread brings. Writes a table and a chart in text.
# Wants the virtual environment bench/peers.sh makes, for the generator.
#
#   PEOPLE="100000 1000000" ROUNDS=3 bench/growth.sh >bench/growth.md
#
# 10,000,000 people want some 3 GB of disk and 16 GB of memory.
set -eu
cd "$(dirname "$0")/.."

PEOPLE=${PEOPLE:-100000 300000 1000000}
ROUNDS=${ROUNDS:-1} # all sizes in turn, so often: the machine may be half as fast an hour later
THREADS=${THREADS:-1000000} # the size that is run with one thread too
GO=${GO:-go}

cache=$PWD/.cache
py=${PYTHON:-$cache/peers/bin/python}
raw=$cache/bench/growth.csv
mkdir -p "$cache/bench"
rm -f "$raw"
CGO_ENABLED=0 $GO build -trimpath -o bin/doisanh ./cmd/doisanh

measure() { # name, people, threads
	data=$cache/bench/$2
	[ -e "$data/meta.json" ] || "$py" bench/peers/gen_vn.py "$2" "$data" >/dev/null
	rm -rf "$data/out/growth"
	mkdir -p "$data/out"
	GOMAXPROCS=$3 "$py" bench/peers/measure.py "$raw" "$1" "$data/out/growth.log" bin/doisanh link "$data/dan_cu.csv" "$data/nganh.csv" \
		--quiet --threads "$3" --id id --ignore cluster --out "$data/out/growth"
}

for _ in $(seq "$ROUNDS"); do
	for n in $PEOPLE; do
		measure "$n" "$n" 2
	done
	case " $PEOPLE " in *" $THREADS "*) measure one "$THREADS" 1 ;; esac
done
"$py" bench/growth.py "$raw" "$THREADS"
