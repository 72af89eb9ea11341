"""Run the benchmarks that need nothing but this project: all of them, or those that are named.

python -m benchmarks                 # labelled, recall and cpu
python -m benchmarks cpu             # one of them

The others (`peers`, `longmem`, `erasure`, `faults`, `pages`, `nlu_pipelines`, `turns`) need data, time or a running
bot: run each by itself.
"""

from __future__ import annotations

import importlib
import sys

QUICK = ("labelled", "recall", "cpu")


def main() -> None:
    names = sys.argv[1:] or list(QUICK)
    unknown = [name for name in names if name not in QUICK]
    if unknown:
        raise SystemExit(f"No benchmark is called {', '.join(unknown)}; there are {', '.join(QUICK)}.\n\n{__doc__}")
    sys.argv = sys.argv[:1]
    for name in names:
        print(f"== {name}", flush=True)
        importlib.import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main()
