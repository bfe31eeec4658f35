#!/bin/sh
# Do the probabilities mean what they say, and do the intervals of the errors that a run, `link` and `dedupe` estimate of themselves hold the
# truth? On provinces of bench/second/gen.py and of `doisanh synth`, on their lists as tables, and on parts of the FEBRL sets. Writes bench/coverage.md.
# Wants python3 with venv. DOISANH is a program to measure in place of this one, RESULTS where its tables go, WORK a folder in which what has been
# counted stays, so that the same program goes on where it was broken off.
#
#   RUNS=2001-2050 TABLES=2001-2010 bench/coverage.sh
set -eu
cd "$(dirname "$0")/.."

RUNS=${RUNS:-2001-2004}
LARGE=${LARGE:-2101}
TABLES=${TABLES:-2001-2002}
PARTS=${PARTS:-1}
GO=${GO:-go}
RESULTS=${RESULTS:-bench/coverage.md}
venv=${VENV:-$PWD/.cache/peers}
if [ ! -x "$venv/bin/python" ] || ! "$venv/bin/python" -c 'import recordlinkage' 2>/dev/null; then
	python3 -m venv "$venv"
	"$venv/bin/pip" install -q -r bench/peers/requirements.txt recordlinkage==0.16
fi
if [ -z "${DOISANH:-}" ]; then
	CGO_ENABLED=0 $GO build -trimpath -o bin/doisanh ./cmd/doisanh
	DOISANH=bin/doisanh
fi
work=${WORK:-}
if [ -z "$work" ]; then
	work=$PWD/.cache/coverage
	rm -rf "$work"
fi
measure() { "$venv/bin/python" bench/coverage.py "$DOISANH" "$work" "$@"; }
{
	cat <<-END
		# Probabilities and intervals against the truth

		Made by \`RUNS="$RUNS" LARGE="$LARGE" TABLES="$TABLES" PARTS="$PARTS" bench/coverage.sh\`; nothing was tuned on these seeds. Columns: links made (of \`dedupe\`, pairs in one
		cluster); the wrong ones, and how many the probabilities expect; of what is said to be 0.95 or more and decided, the share that is right; the expected calibration error of decided links,
		of all candidates told, and of those below 0.999; of how many lists errors are estimated; how often the 95% interval of the false-link rate, and of the missed-link rate, held the truth (↓ the truth
		below it, ↑ above it), and its median width; the mean estimate and the mean truth of both rates.
	END
	for generator in second synth; do
		measure $generator "ordinary hard brutal" "$RUNS"
		measure $generator "hard brutal" "$LARGE" 20000
		measure $generator-tables "ordinary hard brutal" "$TABLES"
	done
	measure febrl "0.3 0.6" "$PARTS"
} >"$RESULTS.part"

# At the head of the page, what the tables come to.
summary() {
	awk '
		/^## / { section = substr($0, 4); order[++sections] = section; next }
		/^\| all \|/ { split($0, f, / *\| */); all[section] = f[3] " | " f[4] " | " f[5] " | " f[6] " | " f[7] }
		/^Of [0-9]+ intervals/ { n = $2; w = $7; m = $13; lists += n; wrong += w; missed += m; held[section] = n " | " w " | " m }
		END {
			printf "In all, of %d intervals of single lists %d held the wrong rate and %d the missed rate.\n\n", lists, wrong, missed
			print "| provinces | links | wrong | expected | right from 0.95 | ECE decided | intervals | held the wrong rate | held the missed rate |"
			print "|---|---|---|---|---|---|---|---|---|"
			for (i = 1; i <= sections; i++) {
				s = order[i]
				print "| " s " | " (s in all ? all[s] : "– | – | – | – | –") " | " held[s] " |"
			}
		}' "$1"
}
{
	sed '/^## /,$d' "$RESULTS.part"
	summary "$RESULTS.part"
	echo
	sed -n '/^## /,$p' "$RESULTS.part"
} >"$RESULTS"
rm "$RESULTS.part"
