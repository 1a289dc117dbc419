"""A file of probes -> what is wrong with it, a line each: ``python3 seeds/probes/check.py FILE.json``."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections import Counter
from pathlib import Path

KINDS = {
    "number", "unit", "day", "order", "name", "role", "place", "office", "opposite", "negation", "undone", "doubt", "limit",
    "past", "degree", "speaker", "other speaker", "cause", "welded", "invented", "scope",
}  # fmt: skip


def wrongs(path: Path) -> list[str]:
    """What is not as the README says; [] when all is."""
    out = []
    for report in json.loads(path.read_text(encoding="utf-8"))["reports"]:
        name = report["id"]
        dt.date.fromisoformat(report["date"])
        for said in report["sentences"]:
            if said["quote"] not in report["text"]:
                out.append(f"{name}: not in the text: {said['quote']!r}")
            if bool(said["right"]) == bool(said.get("kind")):
                out.append(f"{name}: a wrong sentence has a kind, a right one none: {said['text']!r}")
            if not said["right"] and said.get("kind") not in KINDS:
                out.append(f"{name}: no such kind: {said.get('kind')!r}")
            if said["text"].strip().rstrip(".") in report["text"]:
                out.append(f"{name}: a sentence of the report, word for word: {said['text']!r}")
    return out


if __name__ == "__main__":
    found = wrongs(Path(sys.argv[1]))
    print("\n".join(found) or "nothing wrong")
    week = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    every = [said for report in week["reports"] for said in report["sentences"]]
    kinds = Counter(said["kind"] for said in every if not said["right"])
    print(f"{len(every) - kinds.total()} right, {kinds.total()} wrong:", ", ".join(f"{kind} {n}" for kind, n in kinds.most_common()))
    sys.exit(bool(found))
