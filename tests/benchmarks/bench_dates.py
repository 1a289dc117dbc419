"""The grammar of days over its tables of questions: how many are read exactly, and in what time each.

python tests/benchmarks/bench_dates.py
"""

from __future__ import annotations

import time
from pathlib import Path

from index.dates import find_window, parse_day

TABLES = Path(__file__).parent.parent / "index/dates"
TIMES = 5


def read(line: str) -> tuple[bool, float]:
    """Whether one line of a table is read exactly, and the best of a few times in milliseconds."""
    question, today, *days = line.split(" | ")
    reference = parse_day(today)
    assert reference is not None
    spent = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        span = find_window(question, reference)
        spent.append((time.perf_counter() - begun) * 1000)
    found = ["none"] if span is None else [str(span.first or "-"), str(span.last or "-")]
    return found == days, min(spent)


def main() -> None:
    print(f"{'table':16} {'n':>4} {'exact':>6} {'ms p50':>7} {'ms max':>7}")
    for path in sorted(TABLES.glob("*.tsv")):
        lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
        rows = [read(line) for line in lines]
        times = sorted(spent for _, spent in rows)
        print(f"{path.name:16} {len(rows):>4} {sum(exact for exact, _ in rows):>6} {times[len(times) // 2]:>7.2f} {times[-1]:>7.2f}")


if __name__ == "__main__":
    main()
