"""Best sentence, short answer and refusal of the writer without a model, against BM25 and pooled cosine: one table, with intervals.

    python tests/benchmarks/bench_answers.py --data ../shared/data [--sets squad,timebench,realtimeqa] [--half held-out|fit|all] [--limit N]

Questions are split in two by SHA-256 of their id; what was fitted on these sets was fitted on the one half, the table shows
the other. Nothing was fitted on realtimeqa. SQuAD is asked of its paragraph and of five retrieved ones.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent))
import answer_sets
from answer_sets import Case, Missing

from index import rank, words
from index.embed.minilm import MiniLM
from qa import confidence
from qa.evaluate import score
from qa.evaluate.reliability import brier, ece, risk_coverage_area
from qa.evaluate.statistics import bootstrap
from qa.writers.extractive import Extractive
from qa.writers.extractive.align import weigh
from qa.writers.extractive.evidence import Candidate, Memory, gather
from qa.writers.extractive.question import read
from qa.writers.extractive.reader import Reader
from qa.writers.extractive.select import rank as select
from qa.writers.types import Draft

Floats = NDArray[np.float64]
Order = Callable[[Case, Sequence[Candidate], Memory], list[Candidate]]


class Row(NamedTuple):
    """A figure with its 95 % interval and the number of questions it is over."""

    name: str
    value: float
    low: float | None
    high: float | None
    cases: int


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A case with what the writer made of it."""

    case: Case
    draft: Draft
    confidence: float
    refused: bool

    @property
    def shown_right(self) -> bool:
        """Whether the draft, shown or not, holds an answer."""
        said = " ".join(sentence.text for sentence in self.draft.sentences)
        return self.case.answerable and score.contains(said, self.case.answers, short=self.draft.short) > 0


# -- ways to order the sentences of the same passages


def by_bm25(case: Case, candidates: Sequence[Candidate], memory: Memory) -> list[Candidate]:
    bags = [words.terms(candidate.text) for candidate in candidates]
    asked = words.terms(case.question)
    frequency = {term: sum(term in bag for bag in bags) for term in asked}
    statistics = rank.Statistics(chunks=len(bags), mean_terms=sum(map(len, bags)) / max(1, len(bags)), frequency=frequency)
    scores = [rank.bm25(asked, bag, statistics) for bag in bags]
    return _ordered(candidates, scores)


def by_cosine(case: Case, candidates: Sequence[Candidate], memory: Memory) -> list[Candidate]:
    asked = _pooled(memory, case.question)
    return _ordered(candidates, [float(_pooled(memory, candidate.text) @ asked) for candidate in candidates])


def _pooled(memory: Memory, text: str) -> Floats:
    mean = memory.tokens(text).vectors.mean(axis=0).astype(np.float64)
    return mean / max(float(np.linalg.norm(mean)), 1e-12)


def by_late(case: Case, candidates: Sequence[Candidate], memory: Memory) -> list[Candidate]:
    asked = read(case.question)
    weighed = weigh(asked, memory.tokens(asked.text), candidates)
    return _ordered(candidates, [weighed.late(weighed.best(candidate.vectors)) for candidate in candidates])


def by_writer(case: Case, candidates: Sequence[Candidate], memory: Memory) -> list[Candidate]:
    asked = read(case.question)
    weighed = weigh(asked, memory.tokens(asked.text), candidates)
    return [found.candidate for found in select(asked, weighed, candidates, case.window)]


def _ordered(candidates: Sequence[Candidate], scores: Sequence[float]) -> list[Candidate]:
    order = sorted(range(len(candidates)), key=lambda at: (-round(scores[at], 6), at))
    return [candidates[at] for at in order]


ORDERS: dict[str, Order] = {"BM25": by_bm25, "cosine": by_cosine, "late interaction": by_late, "the writer": by_writer}


# -- figures


def sentences(cases: Sequence[Case], memory: Memory) -> list[Row]:
    """Top-1 and top-3 of every way to order, over the answerable cases whose passages hold an answer in some sentence."""
    hits: dict[str, list[tuple[bool, bool]]] = {name: [] for name in ORDERS}
    for case in cases:
        if not case.answerable:
            continue
        candidates = gather(case.passages, memory)
        gold = [candidate for candidate in candidates if case.holds(candidate.passage.document, candidate.text)]
        if not gold:
            continue
        places = {(candidate.passage.document, candidate.start) for candidate in gold}
        for name, order in ORDERS.items():
            found = [(each.passage.document, each.start) in places for each in order(case, candidates, memory)[:3]]
            hits[name].append((found[0], any(found)))
    rows = []
    for name, pairs in hits.items():
        rows.append(_share(f"sentence top-1, {name}", [first for first, _ in pairs]))
        rows.append(_share(f"sentence top-3, {name}", [some for _, some in pairs]))
    return rows


def answers(found: Sequence[Answered]) -> list[Row]:
    """Short answers, right answers, refusal and calibration over all cases of a set."""
    told = [each for each in found if each.case.answerable]
    withheld = [each for each in found if not each.case.answerable]
    rows = [
        _share("short answer EM", [score.exact_match(each.draft.short or "", each.case.answers) for each in told]),
        _share("short answer F1", [score.token_f1(each.draft.short or "", each.case.answers) for each in told]),
        _share("answer holds a target, nothing withheld", [each.shown_right for each in told]),
        _share("right (answered and holds a target)", [each.shown_right and not each.refused for each in told]),
        _share("unanswerable refused", [each.refused for each in withheld]),
    ]
    table = np.array([(each.confidence, each.shown_right, each.case.answerable) for each in found], dtype=np.float64)
    if len(table):
        rows.append(_figure("refusal AUC (answerable or not)", table, lambda t: _auc(t[:, 0], t[:, 2])))
        rows.append(_figure("confidence AUC (right or not)", table, lambda t: _auc(t[:, 0], t[:, 1])))
        rows.append(_figure("refusal F1", np.column_stack([[each.refused for each in found], 1 - table[:, 2]]), _f1))
        rows.append(_figure("Brier", table, lambda t: brier(t[:, 0], t[:, 1])))
        rows.append(_figure("ECE, ten bins", table, lambda t: ece(t[:, 0], t[:, 1])))
        rows.append(_figure("risk-coverage area", table, lambda t: risk_coverage_area(t[:, 0], t[:, 1])))
    return [row for row in rows if row.cases]


def _share(name: str, values: Sequence[float | bool]) -> Row:
    return _figure(name, np.array(values, dtype=np.float64).reshape(-1, 1), lambda t: float(t[:, 0].mean()))


def _figure(name: str, table: Floats, figure: Callable[[Floats], float]) -> Row:
    if not len(table):
        return Row(name, math.nan, None, None, 0)
    interval = bootstrap(table, np.arange(len(table)), figure, seed=0, name=name, resamples=500)
    return Row(name, figure(table), interval.low, interval.high, len(table))


def _auc(scores: Floats, labels: Floats) -> float:
    yes, no = scores[labels > 0], scores[labels == 0]
    if not len(yes) or not len(no):
        return math.nan
    return float(((yes[:, None] > no[None]) + 0.5 * (yes[:, None] == no[None])).mean())


def _f1(table: Floats) -> float:
    both = float((table[:, 0] * table[:, 1]).sum())
    return 2 * both / max(1.0, float(table.sum()))


def write(cases: Sequence[Case], embedder: MiniLM) -> list[Answered]:
    """What the writer makes of every case, and how sure it is."""
    made, reader = [], Reader()
    for case in cases:
        writer = Extractive(embedder, lambda name, _digest, texts=case.texts: texts[name], reader)
        draft = writer.write(case.question, case.passages, case.window)
        judged = confidence.judge(draft.features)
        made.append(Answered(case=case, draft=draft, confidence=judged.confidence, refused=draft.refused or judged.refuse))
    return made


def show(name: str, rows: Sequence[Row]) -> None:
    print(f"\n{name}")
    for row in rows:
        low = "   -" if row.low is None else f"{row.low:.3f}"
        high = "   -" if row.high is None else f"{row.high:.3f}"
        print(f"  {row.name:<46} {row.value:6.3f}  [{low}, {high}]  n={row.cases}")


def main(arguments: Sequence[str] | None = None) -> int:
    ask = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    ask.add_argument("--data", type=Path, default=Path("../shared/data"))
    ask.add_argument("--sets", default=",".join(answer_sets.SETS))
    ask.add_argument("--half", choices=["held-out", "fit", "all"], default="held-out")
    ask.add_argument("--limit", type=int, help="only so many questions of each set")
    given = ask.parse_args(arguments)
    embedder = MiniLM()
    memory = Memory(embedder, size=4096)
    done = 0
    for name in given.sets.split(","):
        began = time.monotonic()
        try:
            every = answer_sets.SETS[name](given.data, embedder)
        except Missing as missing:
            print(f"\n{name}: left out, {missing}")
            continue
        except KeyError:
            print(f"no set {name!r}; there are {', '.join(answer_sets.SETS)}", file=sys.stderr)
            return 2
        kept = [case for case in every if given.half == "all" or case.held_out == (given.half == "held-out")][: given.limit]
        show(f"{name}, {given.half}: {len(kept)} questions", [*sentences(kept, memory), *answers(write(kept, embedder))])
        print(f"  ({time.monotonic() - began:.0f} s)")
        done += 1
    if not done:
        print(f"nothing was measured: no set is under {given.data}; name the folder with --data")
    return 0


if __name__ == "__main__":
    sys.exit(main())
