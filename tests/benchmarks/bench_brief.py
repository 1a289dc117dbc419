"""Summaries without a model against lead-3, TextRank and LexRank at equal length: ROUGE, redundancy, coverage; one table, with intervals.

    python tests/benchmarks/bench_brief.py [--data ../shared/data] [--limit N] [--half held-out]

Articles of ``news_summ`` (local measuring only). Every system may use as many words as the article's first three sentences.
TextRank and LexRank are sumy's, when it is installed (it is no dependency): they get our sentences and our stems. How fast a
sentence further down counts for less (``facts.ALONE``) was chosen on the half of the articles whose id hashes to an even byte; ``--half
held-out`` shows the other. ROUGE-1, -2 and -L are F1 of stemmed words, the best reference counting (Lin 2004); coverage is the share of the
references' stems, by rarity in the set, that the summary has; redundancy the share of word pairs that it says twice.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np

from index import words
from index.sentences import split
from index.types import Document
from qa.briefing import summary
from qa.evaluate.statistics import bootstrap_ratio
from qa.ledger.likeness import Weights

SETS = ("summeval", "realsumm", "newsroom")
METRICS = ("ROUGE-1", "ROUGE-2", "ROUGE-L", "coverage", "redundancy")
Summarise = Callable[[str, int], str]


def interval(values: Sequence[float]) -> tuple[float, float]:
    """A 95 % bootstrap interval of the mean."""
    rows = np.column_stack([np.asarray(values), np.ones(len(values))])
    found = bootstrap_ratio(rows, np.arange(len(values)), seed=1, name="brief")
    return found.low or 0.0, found.high or 0.0


def sentences(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in split(text) if text[start:end].strip()]


def lead(text: str, _length: int) -> str:
    return " ".join(sentences(text)[:3])


def ours(text: str, length: int) -> str:
    report = summary.report_of(Document(name="article", text=text))
    return " ".join(pick.span.quote for pick in summary.choose(report, Weights.of([report]), words=length))


def sumy(name: str) -> Summarise:
    """A summariser of sumy over our own sentences; it takes the best ones that fit."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.summarizers.text_rank import TextRankSummarizer

    class Tokens:
        def to_words(self, sentence: str) -> tuple[str, ...]:
            return tuple(re.findall(r"\w+", sentence.lower()))

    made = {"TextRank": TextRankSummarizer, "LexRank": LexRankSummarizer}[name](lambda word: words.stem(str(word)))

    def summarise(text: str, length: int) -> str:
        told = sentences(text)
        document = ObjectDocumentModel([Paragraph([Sentence(one, Tokens()) for one in told])])
        best: list[str] = []
        for n in range(1, len(told) + 1):
            chosen = [str(one) for one in made(document, n)]
            if best and sum(len(one.split()) for one in chosen) > length:
                break
            best = chosen
        return " ".join(best)

    return summarise


def stems(text: str) -> list[str]:
    return [words.stem(word) for word in re.findall(r"[^\W_]+", text.lower())]


def f1(hits: int, made: int, wanted: int) -> float:
    return 2 * hits / (made + wanted) if hits else 0.0


def rouge_n(made: Sequence[str], wanted: Sequence[str], n: int) -> float:
    mine, theirs = (Counter(zip(*(one[at:] for at in range(n)), strict=False)) for one in (made, wanted))
    return f1(sum((mine & theirs).values()), sum(mine.values()), sum(theirs.values()))


def rouge_l(made: Sequence[str], wanted: Sequence[str]) -> float:
    row = [0] * (len(wanted) + 1)
    for one in made:
        corner = 0
        for at, other in enumerate(wanted, start=1):
            corner, row[at] = row[at], corner + 1 if one == other else max(row[at], row[at - 1])
    return f1(row[-1], len(made), len(wanted))


def scores(text: str, references: Sequence[str], rarity: Mapping[str, float]) -> dict[str, float]:
    made = stems(text)
    golds = [stems(one) for one in references]
    wanted = {stem for gold in golds for stem in gold}
    weight = sum(rarity.get(stem, 0.0) for stem in wanted)
    pairs = Counter(pairwise(made))
    return {
        "ROUGE-1": max(rouge_n(made, gold, 1) for gold in golds),
        "ROUGE-2": max(rouge_n(made, gold, 2) for gold in golds),
        "ROUGE-L": max(rouge_l(made, gold) for gold in golds),
        "coverage": sum(rarity.get(stem, 0.0) for stem in wanted & set(made)) / weight if weight else 0.0,
        "redundancy": sum(count - 1 for count in pairs.values()) / max(1, sum(pairs.values())),
    }


def in_half(row: Mapping[str, Any], half: str) -> bool:
    """Whether an article belongs to a half of its set: "fit" and "held-out" by the first byte of its id's SHA-256."""
    return half == "all" or (hashlib.sha256(str(row["id"]).encode()).digest()[0] % 2 == 0) == (half == "fit")


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--data", type=Path, default=Path("../shared/data"))
    ask.add_argument("--limit", type=int)
    ask.add_argument("--half", choices=("all", "fit", "held-out"), default="all")
    given = ask.parse_args()
    folder = given.data / "news_summ"
    if not folder.is_dir():
        print(f"{folder} is not there: nothing to measure")
        return 0
    systems: dict[str, Summarise] = {"lead-3": lead, "ours": ours}
    if importlib.util.find_spec("sumy"):
        systems |= {"TextRank": sumy("TextRank"), "LexRank": sumy("LexRank")}
    else:
        print("sumy is not installed: TextRank and LexRank are left out (pip install sumy)")
    for name in SETS:
        lines = (folder / f"{name}.open.jsonl").read_text("utf-8").splitlines()
        rows = [row for line in lines if line.strip() and in_half(row := json.loads(line), given.half)][: given.limit]
        seen = Counter(stem for row in rows for stem in set(stems(row["source"])))
        rarity = {stem: math.log((len(rows) + 1) / (count + 0.5)) for stem, count in seen.items()}
        found: dict[str, list[dict[str, float]]] = {system: [] for system in systems}
        for row in rows:
            length = len(lead(row["source"], 0).split())
            for system, summarise in systems.items():
                found[system].append(scores(summarise(row["source"], length), row["references"], rarity))
        print(f"\n{name}, {len(rows)} articles\n{'':10}" + "".join(f"{metric:>24}" for metric in METRICS))
        for system, values in found.items():
            cells = []
            for metric in METRICS:
                column = [value[metric] for value in values]
                low, high = interval(column)
                cells.append(f"{fmean(column):.3f} [{low:.3f}, {high:.3f}]".rjust(24))
            print(f"{system:10}" + "".join(cells))
        better = [ours["ROUGE-1"] - base["ROUGE-1"] for ours, base in zip(found["ours"], found["lead-3"], strict=True)]
        low, high = interval(better)
        print(f"ours less lead-3, ROUGE-1, paired: {fmean(better):+.3f} [{low:+.3f}, {high:+.3f}]")
    return 0


if __name__ == "__main__":
    sys.exit(main())
