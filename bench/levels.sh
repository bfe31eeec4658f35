#!/bin/sh
# doisanh beside a tuned Splink on provinces of three hardness levels: F1 of the links of every sector, ours at the decision it
# makes by itself, Splink's at the threshold that the truth says is best. Writes bench/levels.md. Wants python3 with venv.
# GEN is a script that makes the provinces in place of `doisanh synth`: bench/second/gen.py, whose table is bench/second.md, or
# bench/third/gen.py (of the brutal level alone), whose table is bench/third.md.
#
#   PEOPLE=30000 SEEDS="5101" bench/levels.sh
#   GEN=bench/second/gen.py PEOPLE=20000 SEEDS="5" LEVELS="hard brutal" bench/levels.sh
#   GEN=bench/third/gen.py PEOPLE=20000 SEEDS="11 12 13" LEVELS=brutal bench/levels.sh
set -eu
cd "$(dirname "$0")/.."

PEOPLE=${PEOPLE:-30000}
SEEDS=${SEEDS:-5101}
LEVELS=${LEVELS:-ordinary hard brutal}
GEN=${GEN:-}
name=levels
[ -z "$GEN" ] || name=$(basename "$(dirname "$GEN")")
RESULTS=${RESULTS:-bench/$name.md}
GO=${GO:-go}
PEERS=${PEERS-splink} # blank: ours alone

cache=$PWD/.cache
venv=${VENV:-$cache/peers}
work=$cache/$name

if [ -n "$PEERS" ] && [ ! -x "$venv/bin/python" ]; then
	python3 -m venv "$venv"
	"$venv/bin/pip" install -q -r bench/peers/requirements.txt
fi
py=$venv/bin/python
[ -x "$py" ] || py=python3
CGO_ENABLED=0 $GO build -trimpath -o bin/doisanh ./cmd/doisanh

for level in $LEVELS; do
	for seed in $SEEDS; do
		dir=$work/$level-$PEOPLE-$seed
		if [ ! -e "$dir/truth/links.csv" ]; then
			if [ -n "$GEN" ]; then set -- "$py" "$GEN"; else set -- bin/doisanh synth --quiet; fi
			"$@" --people "$PEOPLE" --seed "$seed" --level "$level" --out "$dir" >/dev/null
		fi
		rm -rf "$dir/out"
		bin/doisanh run --quiet "$dir/job.yaml" >/dev/null
		if [ -n "$PEERS" ] && [ ! -e "$dir/splink.jsonl" ]; then
			mkdir -p "$dir/normalized"
			as_of=$(sed -n 's/^as_of: //p' "$dir/job.yaml")
			sed -n 's/.*{sector: \([a-z_]*\), path: \([^}]*\)}.*/\1 \2/p' "$dir/job.yaml" | while read -r sector file; do
				bin/doisanh normalize --quiet "$dir/$file" --sector "$sector" --as-of "$as_of" --out "$dir/normalized/$sector.csv" >/dev/null
			done
			"$py" bench/splink_levels.py "$dir" "$dir/normalized" >"$dir/splink.jsonl.part" 2>"$dir/splink.log"
			mv "$dir/splink.jsonl.part" "$dir/splink.jsonl"
			rm -rf "$dir/normalized"
		fi
	done
done
"$py" bench/levels_table.py "$work" "$PEOPLE" "$LEVELS" "$SEEDS" >"$RESULTS"
cat "$RESULTS"
