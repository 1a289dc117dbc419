"""Fit the shipped confidence: what the writer makes of suites with gold and of SQuAD and TimeBench -> coefficients, with errors.

    python tests/benchmarks/fit_confidence.py --data ../shared/data SUITE... [--write]

Logistic regression on the writer's features, each sign as reason demands, drawn towards one for nearly all features; the target is
that the answer is right, shown or not. Suites count whole, the fitted halves of the public sets by the weights below. The
error is of two halves by SHA-256 of the case id, each judged by the fit on the other. ``--write`` puts it into
``qa/confidence.json`` with its origin; the threshold and the bands there stay.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).parent))
import answer_sets

from index.embed.minilm import MiniLM
from qa import when
from qa.evaluate import score
from qa.evaluate.asking import open_library
from qa.evaluate.reliability import brier, ece
from qa.evaluate.suite import load as load_suite
from qa.writers.extractive import Extractive, over
from qa.writers.extractive.reader import Reader

# What each coefficient is drawn to, and the sign that it keeps. A name that no report holds, who is not named where it is asked who,
# and an act that no report tells of decide by reason: no suite asks so often enough for the data to say how much.
DRAWN = {
    "weakest": 1, "names": 1, "kind": 1, "day": 1, "fresh": 1, "read": 1, "act": 2,
    "untold": -1, "hearsay": -1, "retracted": -1, "clash": -1, "unnamed": -1, "absent": -4, "nobody": -4,
}  # fmt: skip
PUBLIC = {"squad-retrieved": 0.3, "timebench": 0.1}
# How strongly a coefficient is drawn there: about two cases' worth, and about forty where reason decides.
PULL, REASON = 0.5, 10.0
THRESHOLDS = (0.4, 0.425, 0.45, 0.475, 0.5, 0.525, 0.55)
FILE = Path(__file__).parents[2] / "qa" / "confidence.json"
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Row:
    """A case's features, whether what the writer made is right, whether anything could be, and how much it counts."""

    id: str
    features: Floats
    right: bool
    answerable: bool
    weight: float


def of_suite(path: Path, embedder: MiniLM, home: Path) -> Iterator[Row]:
    """Every case of a suite in its own window."""
    suite = load_suite(path)
    with open_library(suite, home, embedder=embedder) as library:
        writer = over(library)
        for case in suite.cases:
            window = when.read(case.input, today=case.as_of or dt.date.today(), since=case.since, until=case.until, as_of=case.as_of)
            draft = writer.write(case.input, library.search(case.input, window, k=case.k).passages, window)
            said = " ".join(sentence.text for sentence in draft.sentences)
            right = case.answerable and score.contains(said, case.targets, short=draft.short) > 0
            yield Row(id=case.id, features=_vector(draft.features), right=right, answerable=case.answerable, weight=1.0)


def of_public(name: str, data: Path, embedder: MiniLM) -> Iterator[Row]:
    """The fitted half of a public set."""
    reader = Reader()
    for case in answer_sets.SETS[name](data, embedder):
        if case.held_out:
            continue
        writer = Extractive(embedder, lambda document, _digest, texts=case.texts: texts[document], reader)
        draft = writer.write(case.question, case.passages, case.window)
        said = " ".join(sentence.text for sentence in draft.sentences)
        right = case.answerable and score.contains(said, case.answers, short=draft.short) > 0
        yield Row(id=case.id, features=_vector(draft.features), right=right, answerable=case.answerable, weight=PUBLIC[name])


def _vector(features: Mapping[str, float]) -> Floats:
    return np.array([features.get(name, 0.0) for name in DRAWN])


def fit(rows: Sequence[Row], *, unread: bool = False) -> Floats:
    """The coefficients in the order of DRAWN, then the intercept; ``unread`` as if no reader had been there."""
    table, right = np.stack([row.features for row in rows]), np.array([row.right for row in rows], dtype=np.float64)
    if unread:
        table = np.where(np.array(list(DRAWN)) == "read", 0.0, table)
    weights, drawn = np.array([row.weight for row in rows]), np.array(list(DRAWN.values()), dtype=np.float64)
    pull = np.where(np.abs(drawn) > 1, REASON, PULL)

    def loss(given: Floats) -> float:
        margins = (2 * right - 1) * (table @ given[:-1] + given[-1])
        return float((weights * np.logaddexp(0, -margins)).sum() + (pull * (given[:-1] - drawn) ** 2).sum())

    bounds = [(0.0, None) if sign > 0 else (None, 0.0) for sign in DRAWN.values()] + [(None, None)]
    return np.asarray(minimize(loss, np.zeros(len(DRAWN) + 1), method="L-BFGS-B", bounds=bounds).x)


def probabilities(rows: Sequence[Row], fitted: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-(np.stack([row.features for row in rows]) @ fitted[:-1] + fitted[-1]))))


def threshold(sets: Mapping[str, Sequence[Row]]) -> tuple[float, float, float]:
    """The threshold, the share of the answerable shown right at it, and that of the others refused: means over the suites."""
    judged = {}
    for name, rows in sets.items():
        if name not in PUBLIC:
            fitted = fit([row for other, rest in sets.items() if other != name for row in rest])
            judged[name] = list(zip(rows, probabilities(rows, fitted), strict=True))
    tried = []
    for at in THRESHOLDS:
        shown = np.mean([np.mean([row.right and p >= at for row, p in pairs if row.answerable]) for pairs in judged.values()])
        refused = np.mean([np.mean([p < at for row, p in pairs if not row.answerable]) for pairs in judged.values()])
        tried.append((at, round(float(shown), 3), round(float(refused), 3)))
        print("threshold {:.3f}: shown right {:.3f}, refused {:.3f}".format(*tried[-1]))
    return max(tried, key=lambda one: min(one[1:]))


def _named(fitted: Floats) -> dict[str, Any]:
    coefficients = {name: round(float(value), 3) for name, value in zip(DRAWN, fitted[:-1], strict=True)}
    return {"intercept": round(float(fitted[-1]), 3), "coefficients": coefficients}


def main() -> int:
    ask = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    ask.add_argument("suites", nargs="+", type=Path)
    ask.add_argument("--data", type=Path, default=Path("../shared/data"))
    ask.add_argument("--write", action="store_true")
    given = ask.parse_args()
    embedder, sets = MiniLM(), {}
    with tempfile.TemporaryDirectory() as home:
        for path in given.suites:
            sets[str(path)] = list(of_suite(path, embedder, Path(home)))
            print(f"{path}: {len(sets[str(path)])} cases asked", file=sys.stderr, flush=True)
        for name in PUBLIC:
            try:
                sets[name] = list(of_public(name, given.data, embedder))
            except answer_sets.Missing as missing:
                print(f"{name}: left out, {missing}")
    every = [row for rows in sets.values() for row in rows]
    fitted = fit(every)
    half = {row.id: int(hashlib.sha256(row.id.encode()).hexdigest(), 16) % 2 for row in every}
    other = [fit([row for row in every if half[row.id] != side]) for side in (0, 1)]
    errors = {}
    for name, rows in sets.items():
        judged = np.array([float(probabilities([row], other[half[row.id]])[0]) for row in rows])
        right = np.array([row.right for row in rows], dtype=np.float64)
        errors[name] = {"cases": len(rows), "brier": round(brier(judged, right), 3), "ece": round(ece(judged, right), 3)}
        print(name, errors[name])
    at, shown, refused = threshold(sets)
    fits = {"read": _named(fitted), "unread": _named(fit(every, unread=True))}
    fits["unread"]["coefficients"].pop("read")
    print(json.dumps(fits, indent=1))
    if given.write:
        shipped = json.loads(FILE.read_text("utf-8"))
        shipped |= fits["read"] | {"unread": fits["unread"]}
        shipped["refuse_below"] = at
        shipped["origin"] |= {"held_out": errors, "at_the_threshold": {"shown_right": shown, "refused": refused}}
        FILE.write_text(json.dumps(shipped, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
