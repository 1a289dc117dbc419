"""Fit index/weights.json: candidates with their parts -> the few weights that put evidence first.

    python tests/benchmarks/fit_weights.py --data ../shared/data --cache DIR [--write]

Maximises the likelihood of the evidence among the candidates (a softmax over each question's candidates, every piece of
evidence against all that is none; sets count alike, weights are never negative, drawn towards zero by ``--pull``), on the
half of the questions whose id hashes to an even byte. What spreads the passages (``cover``, ``repeat``) is then chosen
from a small grid by the same half's nDCG@10 and all_evidence@10.
"""

from __future__ import annotations

import argparse
import json
import pickle
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from bench_retrieval import is_hit, opened, places, scores
from retrieval_sets import ROOT, Asked, Missing, sets
from scipy.optimize import minimize

from index import late, order, question, rank
from index.order import Scored
from index.scoring import Scoring
from index.search import Library

PARTS = ("words", "phrases", "names", "meaning", "clause_words", "clause_meaning", "source", "published", "event", "fresh", "late")
LATE_FOR = 24
LICENCES = {
    "multihop": "MultiHop-RAG (Tang & Yang 2024, ODC-BY 1.0)",
    "squad2": "SQuAD 2.0 (Rajpurkar et al. 2018, CC BY-SA 4.0)",
    "mtrag": "mt-rag-benchmark (IBM 2025, Apache-2.0)",
    "fortnight": "the fictional fortnight of seeds/",
}


@dataclass(frozen=True, kw_only=True)
class Example:
    """A question with its candidates: their parts, and which of the evidence each one meets."""

    name: str
    asked: Asked
    scored: list[Scored]
    parts: np.ndarray
    hits: np.ndarray
    texts: dict[str, str]


def example(library: Library, name: str, asked: Asked, weights: dict[str, float], met: dict[tuple[str, str, int], float]) -> Example:
    """Everything that scoring sees of a question, late interaction for the best candidates included."""
    read = question.read(asked.text)
    vectors = library.embedder.embed([read.text, *read.clauses])
    with library.record.snapshot():
        search = Scoring(library.record, library._in_memory(), read, vectors, asked.window)
        near, _ = library._near(search)
        scored = sorted(search.scored(near, weights), key=order.standing)
    seen = library.tokens.tokens(read.text)
    weighed = late.weighed(read.text, seen, search.statistics)
    parts = np.zeros((len(scored), len(PARTS)))
    for at, one in enumerate(scored):
        parts[at, :-1] = [float(one.passage.parts.get(part, 0.0)) for part in PARTS[:-1]]  # type: ignore[literal-required]
        if at < LATE_FOR:
            p = one.passage
            key = (asked.id, p.document, p.start)
            if key not in met:
                text = late.seen_text(title=p.title, source=p.source, date=p.date, text=p.text)
                met[key] = late.maxsim(seen, weighed, library.tokens.tokens(text))
            parts[at, -1] = met[key]
    texts = {gold.document: library.show(gold.document)[0].document.text for gold in asked.evidence}
    hits = np.array([[any(is_hit(gold, place, texts.__getitem__) for place in places(one.passage)) for gold in asked.evidence]
                     for one in scored], dtype=bool).reshape(len(scored), len(asked.evidence))  # fmt: skip
    return Example(name=name, asked=asked, scored=scored, parts=parts, hits=hits, texts=texts)


def with_late(one: Example, base: np.ndarray, reread: int) -> np.ndarray:
    """The parts with late interaction as the search has it: for the ``reread`` best by ``base`` only, above their lower quartile."""
    parts = one.parts.copy()
    parts[:, -1] = 0.0
    read = [at for at in np.argsort(-base, kind="stable")[:reread] if at < LATE_FOR]
    parts[read, -1] = late.above_the_least([float(one.parts[at, -1]) for at in read])
    return parts


def loss(values: np.ndarray, examples: list[Example], parts_of: list[np.ndarray], pull: float) -> tuple[float, np.ndarray]:
    """Minus the log-likelihood of the evidence, each set counting alike, and its gradient."""
    total, gradient = 0.0, np.zeros_like(values)
    sizes = {name: sum(one.name == name for one in examples) for name in {one.name for one in examples}}
    for one, parts in zip(examples, parts_of, strict=True):
        good = one.hits.any(axis=1)
        if not good.any() or good.all():
            continue
        logits = parts @ values
        bad = np.exp(logits[~good] - logits.max())
        for at in np.flatnonzero(good):
            own = np.exp(logits[at] - logits.max())
            whole = own + bad.sum()
            weight = 1 / (sizes[one.name] * good.sum())
            total -= weight * np.log(own / whole + 1e-12)
            gradient -= weight * (parts[at] - (own * parts[at] + bad @ parts[~good]) / whole)
    return total + pull * float(values @ values), gradient + 2 * pull * values


def fitted(examples: list[Example], pull: float, reread: int) -> np.ndarray:
    """The weights of the parts; fitted twice, because which passages are read closely depends on the weights."""
    values = np.array([rank.weights().get(part, 1.0) for part in PARTS])
    for _ in range(2):
        parts_of = [with_late(one, one.parts[:, :-1] @ values[:-1], reread) for one in examples]
        bounds = [(0, None)] * len(PARTS)
        values = minimize(loss, np.ones(len(PARTS)), args=(examples, parts_of, pull), jac=True, bounds=bounds, method="L-BFGS-B").x
    return np.asarray(values)


def ranked(one: Example, weights: dict[str, float], reread: int) -> list[float]:
    """The four metrics of a question under these weights."""
    vector = np.array([weights.get(part, 0.0) for part in PARTS])
    total = with_late(one, one.parts[:, :-1] @ vector[:-1], reread) @ vector
    again = [replace(s, passage=replace(s.passage, score=round(float(total[at]), 6))) for at, s in enumerate(one.scored)]
    found = order.best_first(again, weights, k=10)
    return scores(one.asked, [places(passage) for passage in found], one.texts.__getitem__)


def by_set(examples: list[Example], weights: dict[str, float], reread: int) -> dict[str, np.ndarray]:
    """set -> mean metrics."""
    names = dict.fromkeys(one.name for one in examples)
    return {name: np.mean([ranked(one, weights, reread) for one in examples if one.name == name], axis=0) for name in names}


def load(options: argparse.Namespace) -> list[Example]:
    """The examples of all sets, from the cache where they were made before."""
    found: list[Example] = []
    kept = options.cache / "late.pickle"
    met = pickle.loads(kept.read_bytes()) if kept.exists() else {}
    for name in options.sets.split(","):
        path = options.cache / f"examples-{name}.pickle"
        if path.exists() and not options.again:
            found.extend(pickle.loads(path.read_bytes()))
            continue
        try:
            chosen = sets(options.data)[name]
            library = opened(chosen, options.cache)
            made = [example(library, name, asked, dict(rank.weights()), met) for asked in chosen.questions()]
        except Missing as missing:
            print(f"{name} left out: {missing}")
            continue
        path.write_bytes(pickle.dumps(made))
        kept.write_bytes(pickle.dumps(met))
        found.extend(made)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--sets", default="fortnight,squad2,mtrag,multihop")
    parser.add_argument("--pull", type=float, default=0.003)
    parser.add_argument("--reread", type=int, default=10)
    parser.add_argument("--again", action="store_true", help="make the candidates anew")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    examples = load(options)
    for name in dict.fromkeys(one.name for one in examples):
        some = [one for one in examples if one.name == name]
        print(name, len(some), "evidence among the candidates:", round(float(np.mean([one.hits.any(axis=0).mean() for one in some])), 3))
    train = [one for one in examples if one.asked.fitted_on]
    test = [one for one in examples if not one.asked.fitted_on]
    values = fitted(train, options.pull, options.reread)
    scale = values.max()
    weights = {part: round(float(value / scale), 3) for part, value in zip(PARTS, values, strict=True)}
    best: tuple[float, dict[str, float]] = (-1.0, weights)
    for cover in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.5):
        for repeat in (0.0, 0.05, 0.1):
            tried = {**weights, "cover": cover, "repeat": repeat}
            worth = float(np.mean([row[1] + row[2] + row[3] for row in by_set(train, tried, options.reread).values()]))
            if worth > best[0] + 1e-9:
                best = (worth, tried)
    weights = best[1]
    print(json.dumps(weights, indent=1))
    for title, some in (("fit", train), ("held out", test)):
        for name, row in by_set(some, weights, options.reread).items():
            print(f"{title:9} {name:10} n={sum(one.name == name for one in some):4}", np.round(row, 3))
    if options.write:
        names = list(dict.fromkeys(one.name for one in examples))
        origin = {
            "by": "tests/benchmarks/fit_weights.py",
            "on": {name: f"{LICENCES[name]}, {sum(one.name == name for one in train)} questions" for name in names},
            "split": "the questions whose id's SHA-256 begins with an even byte; the others were held out",
        }
        (ROOT / "index/weights.json").write_text(json.dumps({"origin": origin, "weights": weights}, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
