#!/bin/sh
# run.sh [N] [SEED]: `link` and `dedupe` with no model on every kind of made-up table of gen.py, kinds.py and homes.py, held to the truth, and
# Splink beside it (splink_any.py) where PYTHON has it; prints a table.
set -eu
cd "$(dirname "$0")/../.."
n=${1:-2000} seed=${2:-11} python=${PYTHON:-python3}
out=.cache/bench/any
mkdir -p "$out"
${GO:-go} build -o "$out/doisanh" ./cmd/doisanh
echo "| kind | doisanh | Splink, best threshold |"
echo "|---|---|---|"
for kind in persons families historical products $($python bench/any/kinds.py | awk '{print $1}') $($python bench/any/homes.py); do
	dir=$out/$kind-$n-$seed
	rm -rf "$dir"
	script=bench/any/kinds.py
	case $kind in persons|families|historical|products) script=bench/any/gen.py ;; homes_*) script=bench/any/homes.py ;; esac
	$python $script "$kind" "$dir" "$n" "$seed"
	files=$dir/a.csv command=dedupe peer=
	if [ -f "$dir/b.csv" ]; then
		files="$dir/a.csv $dir/b.csv" command=link
		peer=$($python bench/any/splink_any.py "$dir" 2>/dev/null || true)
	fi
	if "$out/doisanh" --quiet "$command" $files --id id --ignore truth --out "$dir/out" 2>"$dir/error"; then
		said=$($python bench/any/score.py "$dir/out" truth $files)
	else
		said=$(grep error: "$dir/error")
	fi
	echo "| $kind | $said | $peer |"
done
