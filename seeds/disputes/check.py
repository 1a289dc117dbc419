"""Check a set of disputes: python3 seeds/disputes/check.py seeds/disputes/war.jsonl. Standard library only; exit 1 when something is wrong."""
import datetime
import json
import sys
from collections import Counter
from pathlib import Path

KINDS = {"contradictions": ("kind", "figure who why whether when where what".split()), "tempting": ("why", "later part other period compatible same".split())}
FILE = Path(sys.argv[1])
wrong, counts, ids = [], Counter(), set()

for number, line in enumerate(FILE.read_text("utf-8").splitlines(), 1):
    case = json.loads(line)
    at = f"{FILE.name}:{number}"
    if case["id"] in ids:
        wrong.append(f"{at}: a second case {case['id']}")
    ids.add(case["id"])
    if len(case["reports"]) != 2:
        wrong.append(f"{at}: not two reports")
    for report in case["reports"]:
        wrong += [f"{at}: lacks {key}" for key in ("source", "date", "title", "text") if not report.get(key)]
        datetime.date.fromisoformat(report["date"])
    for name, (key, allowed) in KINDS.items():
        for pair in case[name]:
            counts[pair[key]] += 1
            if pair[key] not in allowed:
                wrong.append(f"{at}: {key} {pair[key]}")
            if pair["a"] == pair["b"]:
                wrong.append(f"{at}: a is b: {pair['a'][:60]}")
            wrong += [f"{at}: in neither report: {pair[side][:60]}" for side in "ab" if not any(pair[side] in report["text"] for report in case["reports"])]

print(*wrong, sep="\n")
print(f"{FILE.name}: {len(ids)} cases,", ", ".join(f"{n} {name}" for name, n in sorted(counts.items())))
sys.exit(bool(wrong))
