"""Check a week: python3 seeds/weeks/check.py seeds/weeks/border.json. Standard library only; exit 1 when something is wrong."""
import datetime
import json
import sys
from collections import Counter
from pathlib import Path

KINDS = set("figure who why whether when where what".split())
WHYS = set("later part other period compatible same corrected".split())
FILE = Path(sys.argv[1])
week = json.loads(FILE.read_text("utf-8"))
wrong, counts, texts = [], Counter(), {}

for report in week["reports"]:
    wrong += [f"{report.get('id')}: lacks {key}" for key in ("id", "source", "date", "title", "text") if not report.get(key)]
    datetime.date.fromisoformat(report["date"])
    if report["id"] in texts:
        wrong.append(f"a second report {report['id']}")
    texts[report["id"]] = f"{report['title']}\n{report['text']}"
for pair in week["contradictions"]:
    counts[pair["kind"]] += 1
    wrong += [f"{pair['about']}: kind {pair['kind']}"] * (pair["kind"] not in KINDS)
    wrong += [f"{pair['about']}: an empty side"] * (not pair["a"] or not pair["b"])
    wrong += [f"{pair['about']}: not in {name}: {quote[:60]}" for side in "ab" for name, quote in pair[side] if quote not in texts.get(name, "")]
for pair in week["tempting"]:
    counts[pair["why"]] += 1
    wrong += [f"tempting: {pair['why']}"] * (pair["why"] not in WHYS)
    wrong += [f"tempting: not in {pair[side][0]}: {pair[side][1][:60]}" for side in "ab" if pair[side][1] not in texts.get(pair[side][0], "")]

print(*wrong, sep="\n")
print(f"{FILE.name}: {len(texts)} reports,", ", ".join(f"{n} {name}" for name, n in sorted(counts.items())))
sys.exit(bool(wrong))
