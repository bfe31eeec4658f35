#!/bin/sh
# Makes the profile the program is compiled by (make build-pgo) of a run and a link over a generated register, and tells the
# functions it spends most time in.
#
#   PEOPLE=200000 bench/profile.sh
set -eu
cd "$(dirname "$0")/.."

PEOPLE=${PEOPLE:-200000}
GO=${GO:-go}
cache=$PWD/.cache
py=${PYTHON:-$cache/peers/bin/python}
data=$cache/bench/$PEOPLE
out=$cache/bench/profile
[ -e "$data/meta.json" ] || "$py" bench/peers/gen_vn.py "$PEOPLE" "$data" >/dev/null
mkdir -p "$out"
a=$data/dan_cu.csv
b=$data/nganh.csv

$GO test -c -o "$out/doisanh.test" ./cmd/doisanh/command
profile() { # name, arguments
	name=$1
	shift
	rm -rf "$out/$name"
	"$out/doisanh.test" -test.run '^$' -test.bench '^BenchmarkCommand$' -test.benchtime 1x -test.cpuprofile "$out/$name.pprof" -- "$@" >"$out/$name.log"
}
profile run run --quiet --reports none --population "$a" --dataset "bhxh=$b" --as-of 2025-08-01 --out "$out/run"
profile link link "$a" "$b" --quiet --id id --ignore cluster --out "$out/link"
$GO tool pprof -proto -output "$out/default.pgo" "$out/run.pprof" "$out/link.pprof" >/dev/null
$GO tool pprof -top -nodecount 25 "$out/doisanh.test" "$out/default.pgo" 2>/dev/null
