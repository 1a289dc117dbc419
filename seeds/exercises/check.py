"""Check a folder of exercises: python3 seeds/exercises/check.py seeds/exercises/delta. Standard library only; exit 1 when something is wrong."""
import json
import sys
from collections import Counter
from pathlib import Path

RELATIONS = ("contradicts", "updates", "same", "different")
HERE = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
wrong = []


def lines(name):
    for number, line in enumerate((HERE / name).read_text("utf-8").splitlines(), 1):
        if line.strip():
            yield f"{name}:{number}", json.loads(line)


texts = {}
for at, report in lines("reports.jsonl"):
    wrong += [f"{at}: lacks {key}" for key in ("id", "date", "source", "title", "text") if not report.get(key)]
    if report["id"] in texts:
        wrong.append(f"{at}: a second report {report['id']}")
    texts[report["id"]] = report["text"]

counts, asked = Counter(), set()
for at, row in lines("questions.jsonl"):
    text = texts.get(row["report"], "")
    if row["q"] in asked:
        wrong.append(f"{at}: asked twice: {row['q']}")
    asked.add(row["q"])
    quote = row["quote"] if row["answer"] else row["near"]
    if quote not in text:
        wrong.append(f"{at}: not in report {row['report']}: {quote[:60]}")
    if row["answer"] and row["answer"] not in row["quote"]:
        wrong.append(f"{at}: not in the quote: {row['answer']}")
    counts["answered" if row["answer"] else "not answered"] += 1

for at, row in lines("pairs.jsonl") if (HERE / "pairs.jsonl").exists() else ():
    if row["relation"] not in RELATIONS:
        wrong.append(f"{at}: relation {row['relation']}")
    wrong += [f"{at}: not in report {side['report']}: {side['quote'][:60]}" for side in (row["a"], row["b"]) if side["quote"] not in texts.get(side["report"], "")]
    counts[row["relation"]] += 1

print(*wrong, sep="\n")
print(f"{HERE.name}: {len(texts)} reports,", ", ".join(f"{n} {name}" for name, n in sorted(counts.items())))
sys.exit(bool(wrong))
