"""Documents -> sentences made wrong, and sentences made otherwise but still right -> what ``verify`` says of them.

The generator (``verify_sentences.py``) shares nothing with the verifier. Run it as

    python tests/benchmarks/bench_verify.py [--data FOLDER | --people FOLDER] [--show KIND] [--part even|odd]

``--data`` names a folder of public news sets that are not part of the project (lee_news, multihop_rag, realtimeqa, and
for the comparison with people faith_wice and faith_qags, the only ones that ``--people`` reads). Documents are split by a
hash of their names: figures of the "odd" half are of texts that were never looked at while the checks were written.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import verify_probes
from verify_sentences import items
from verify_sources import Item, hashed, local_sources, project_sources

from qa.types import Span
from qa.verify import score, verify

GOALS = {"number": 0.99, "day": 0.99, "quote": 0.99, "document": 0.99, "name": 0.90, "negation": 0.95, "attribution": 0.90}
SEED = 20_31

# Asked of the verifier beyond the goals: what it makes of errors that keep every word in its place's neighbourhood.
BEYOND = ("exchanged numbers", "exchanged names", "modality", "speaker")
EXPECTED = {"document": {"source"}, "exchanged numbers": {"number"}, "exchanged names": {"name"}, "speaker": {"name", "attribution"}}


def measure(found: Sequence[Item]) -> tuple[dict[str, Counter[str]], list[tuple[Item, tuple[str, ...]]], float]:
    """Per kind: how many, how many caught by a blocking problem, by any, by the kind's own check; and the failures."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    failures = []
    began = time.perf_counter()
    for item in found:
        problems = verify(item.text, [item.span], context=item.context)
        row = table[item.kind]
        row["n"] += 1
        blocked = any(problem.blocks for problem in problems)
        row["blocked"] += blocked
        row["any"] += bool(problems)
        row["own"] += any(problem.kind in EXPECTED.get(item.kind, {item.kind}) for problem in problems)
        if item.kind == "faithful":
            for kind in {problem.kind for problem in problems if problem.blocks}:
                row[f"false {kind}"] += 1
            for how in item.how.split("+"):
                table[f"faithful: {how}"]["n"] += 1
                table[f"faithful: {how}"]["blocked"] += blocked
        if blocked == (item.kind == "faithful"):
            failures.append((item, tuple(problem.message for problem in problems)))
    return table, failures, (time.perf_counter() - began) / max(1, len(found))


def auc(pairs: Sequence[tuple[float, bool]]) -> float:
    """The chance that a supported one scores above an unsupported one, ties counting half."""
    good = [value for value, right in pairs if right]
    bad = [value for value, right in pairs if not right]
    wins = sum((g > b) + 0.5 * (g == b) for g in good for b in bad)
    return wins / (len(good) * len(bad)) if good and bad else float("nan")


def pearson(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Pearson's correlation."""
    n = len(xs)
    mx, my = sum(xs) / n, sum(ys) / n
    top = sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True))
    below = (sum((x - mx) ** 2 for x in xs) * sum((y - my) ** 2 for y in ys)) ** 0.5
    return top / below if below else 0.0


def precision(claim: str, text: str, size: int) -> float:
    """The share of the claim's n-grams of lower-case words that stand in the text: the baseline."""
    mine, theirs = (re.findall(r"[a-z0-9]+", one.lower()) for one in (claim, text))
    own = list(zip(*(mine[at:] for at in range(size)), strict=False))
    known = set(zip(*(theirs[at:] for at in range(size)), strict=False))
    return sum(gram in known for gram in own) / len(own) if own else 0.0


def people(folder: Path) -> None:
    """``score`` and the baselines against people's judgements."""
    day = dt.date(2020, 1, 1)

    def spans(texts: Sequence[str]) -> list[Span]:
        return [Span(document="d", digest="0", date=day, title=None, source=None, start=0, end=len(text), quote=text) for text in texts]

    wice = folder / "faith_wice" / "open.jsonl.gz"
    if wice.exists():
        rows = [json.loads(line) for line in gzip.decompress(wice.read_bytes()).decode().splitlines()]
        for wanted in (("supported", "not_supported"), ("supported", "partially_supported", "not_supported")):
            kept = [row for row in rows if row["label"] in wanted]
            report(
                f"WiCE {'supported vs ' + ('not' if len(wanted) == 2 else 'rest')}",
                [(row["claim"], "\n".join(row["evidence"]), float(row["label"] == "supported")) for row in kept],
                spans,
            )
    qags = folder / "faith_qags" / "open.jsonl"
    if qags.exists():
        rows = [json.loads(line) for line in qags.read_text("utf-8").splitlines()]
        for name in ("", *sorted({row["set"] for row in rows})):
            kept = [row for row in rows if row["set"] == name or not name]
            report(name or "QAGS", [(closed_up(row["claim"]), closed_up(row["doc"]), float(row["consistency"])) for row in kept], spans)


def closed_up(text: str) -> str:
    """Tokenised figures as people write them: "3 , 700" is "3,700"."""
    return re.sub(r"(?<=\d) ([.,]) (?=\d)", r"\1", text)


def report(name: str, rows: Sequence[tuple[str, str, float]], spans: Callable[[Sequence[str]], list[Span]]) -> None:
    """One line of AUC and correlation for each way to score: whole claims, and the mean over their sentences."""
    from index.sentences import split

    def mean(one: Callable[[str], float], claim: str) -> float:
        parts = [claim[start:end] for start, end in split(claim)]
        return sum(one(part) for part in parts) / len(parts)

    truth = [value for _, _, value in rows]
    ways: dict[str, Callable[[str, str], float]] = {
        "score": lambda claim, text: mean(lambda part: score(part, spans([text])), claim),
        "bigrams": lambda claim, text: mean(lambda part: precision(part, text, 2), claim),
        "bigrams of the whole claim": lambda claim, text: precision(claim, text, 2),
        "unigrams": lambda claim, text: precision(claim, text, 1),
    }
    for label, way in ways.items():
        scores = [way(claim, text) for claim, text, _ in rows]
        area = auc([(value, right >= 0.999) for value, right in zip(scores, truth, strict=True)])
        print(f"{name:28} {label:26} AUC {area:.3f}  Pearson {pearson(scores, truth):.3f}  n {len(rows)}")


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path)
    options.add_argument("--show", default="")
    options.add_argument("--part", choices=("even", "odd", "all"), default="all")
    options.add_argument("--limit", type=int, default=40)
    options.add_argument("--people", type=Path, help="compare with people's judgements in this folder, without the other sets in it")
    chosen = options.parse_args()
    sources = [*project_sources(), *(local_sources(chosen.data) if chosen.data else ())]
    if chosen.part != "all":
        sources = [source for source in sources if hashed(source.name.split("#")[0]) % 2 == (chosen.part == "odd")]
    found = list(items(sources, random.Random(SEED)))
    table, failures, each = measure(found)
    print(
        f"{len(sources)} documents, {sum(item.kind != 'faithful' for item in found)} wrong and {table['faithful']['n']} faithful "
        f"sentences, {each * 1000:.2f} ms each"
    )
    for kind in [*GOALS, *BEYOND, "faithful", *sorted(name for name in table if ":" in name)]:
        row = table[kind]
        n = row["n"] or 1
        goal = f"goal {GOALS[kind]:.2f}" if kind in GOALS else ("goal <= .02" if kind == "faithful" else "")
        own = (
            f"own kind {row['own'] / n:.3f}"
            if kind in GOALS
            else " ".join(f"{name} {count}" for name, count in row.items() if name.startswith("false"))
        )
        print(f"  {kind:22} n {row['n']:5}  blocked {row['blocked'] / n:.3f}  {own}  {goal}")
    for item, messages in [failure for failure in failures if failure[0].kind == chosen.show][: chosen.limit]:
        print(f"--- {item.kind}/{item.how} [{item.span.document} {item.span.date}]\n  S {item.text}\n  Q {item.span.quote}\n  {messages}")
    if chosen.part == "all":
        verify_probes.show()
    if (folder := chosen.people or chosen.data) is not None:
        people(folder)


if __name__ == "__main__":
    main()
