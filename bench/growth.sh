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
THREADS=${THREADS:-1000000} # the size of which link and run are measured with one thread too
GO=${GO:-go}

cache=$PWD/.cache
py=${PYTHON:-$cache/peers/bin/python}
raw=$cache/bench/growth.csv
mkdir -p "$cache/bench"
rm -f "$raw"
CGO_ENABLED=0 $GO build -trimpath -o bin/doisanh ./cmd/doisanh

measure() { # name, people, threads, arguments of doisanh
	data=$cache/bench/$2 name=$1 threads=$3
	shift 3
	rm -rf "$data/out/growth"
	mkdir -p "$data/out"
	GOMAXPROCS=$threads "$py" bench/peers/measure.py "$raw" "$name" "$data/out/growth.log" bin/doisanh "$@" --quiet --threads "$threads" --out "$data/out/growth"
}

link() { # name, people, threads
	data=$cache/bench/$2
	[ -e "$data/meta.json" ] || "$py" bench/peers/gen_vn.py "$2" "$data" >/dev/null
	measure "$1" "$2" "$3" link "$data/dan_cu.csv" "$data/nganh.csv" --id id --ignore cluster
}

run() { # name, people, threads
	measure "$1" "$2" "$3" run --population "$cache/bench/$2/dan_cu.csv" --dataset "bhxh=$cache/bench/$2/nganh.csv" --as-of 2025-08-01
}

for _ in $(seq "$ROUNDS"); do
	for n in $PEOPLE; do
		link "$n" "$n" 2
	done
	case " $PEOPLE " in *" $THREADS "*)
		link link-one "$THREADS" 1
		run run-two "$THREADS" 2
		run run-one "$THREADS" 1
		;;
	esac
done
"$py" bench/growth.py "$raw" "$THREADS"
