"""Check a set of questions: python3 seeds/asks/check.py seeds/asks/ferry. Needs PyYAML; exit 1 when something is wrong."""
import json
import sys
from collections import Counter
from pathlib import Path

import yaml

TRAPS = set("attribute early swapped plan denied other part".split())
HERE = Path(sys.argv[1])
reports = {row["id"]: row for row in map(json.loads, (HERE / "reports.jsonl").read_text("utf-8").splitlines())}
cases = yaml.safe_load((HERE / "suite.yaml").read_text("utf-8"))["cases"]
wrong = [f"{row['id']} lacks {key}" for row in reports.values() for key in ("date", "source", "title", "text") if not row.get(key)]
wrong += [f"{question} stands there twice" for question, times in Counter(case["input"] for case in cases).items() if times > 1]
counts = Counter()
for case in cases:
    at, day = case["id"], case["as_of"].isoformat()
    if case.get("answerable", True):
        counts["answered"] += 1
        for evidence in case["evidence"]:
            report, quote = reports[evidence["document"].partition("#")[2]], evidence["quote"]
            if quote not in report["text"]:
                wrong.append(f"{at}: not in {report['id']}: {quote[:60]}")
            if report["date"] > day:
                wrong.append(f"{at}: {report['id']} is later than {day}")
            if not {"yesno", "when"} & set(case["tags"]) and not any(target.lower() in quote.lower() for target in case["target"]):
                wrong.append(f"{at}: the quote holds no answer: {quote[:60]}")
        continue
    trap, (name, _, near) = case["tags"][-1], case["note"].partition(": ")
    counts[trap] += 1
    if trap not in TRAPS:
        wrong.append(f"{at}: {trap} is no trap")
    if near not in reports[name]["text"]:
        wrong.append(f"{at}: not in {name}: {near[:60]}")
    if trap != "early" and reports[name]["date"] > day:
        wrong.append(f"{at}: {name} is later than {day}")
print(f"{HERE.name}: {len(reports)} reports, {dict(counts)}")
print("\n".join(wrong))
sys.exit(bool(wrong))
