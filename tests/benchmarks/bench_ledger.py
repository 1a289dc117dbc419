"""The ledger measured: figures with their keys, grouping and originators on the fortnight, contradictions of two reports, likeness
against people, speed.

    python tests/benchmarks/bench_ledger.py [--data DIR] [--reports 20000]

The fortnight's gold is development data, so its figures are optimistic. ``--data`` is a folder that holds ``lee_news``
(docs50.jsonl, background.jsonl, pairs.*.jsonl); without it that part is left out, and said so. The reports of the timing
are synthetic; queries are timed in a warm process, after the claims were read from their notes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from index.embed.minilm import MiniLM
from index.late import TokenMemory
from index.read import read
from index.search import Library
from index.types import Document, Window
from qa.ledger.changes import changes
from qa.ledger.claims import read_report
from qa.ledger.denials import contradictions
from qa.ledger.keep import extract, part_vectors
from qa.ledger.keep import reports as kept_reports
from qa.ledger.likeness import Weights, likeness, portrait
from qa.ledger.parts import Meaning
from qa.ledger.past import Past
from qa.ledger.series import latest_before, stated
from qa.ledger.stories import stories
from qa.ledger.timeline import timeline
from qa.ledger.types import Change, Report

SEEDS = Path(__file__).parents[2] / "seeds"
FORTNIGHT = SEEDS / "fortnight"
_SPELLED = {word: str(at) for at, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}


def fortnight() -> tuple[Report, ...]:
    folder = FORTNIGHT / "documents"
    documents = [one for path in sorted(folder.iterdir()) for one in read(path, path.name) if isinstance(one, Document)]
    return tuple(report for one in documents if (report := read_report(one)) is not None)


def days() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FORTNIGHT / "briefs.jsonl").read_text("utf-8").splitlines() if line.strip()]


def measure_figures(reports: Sequence[Report]) -> None:
    """Of the gold figures: found at all, with the kind, with the kind and the speaker; and how many of the values found agree."""
    by_name = {report.document: report for report in reports}
    gold = [(figure, story["documents"]) for day in days() for story in day["stories"] for figure in story["figures"]]
    found = kind = whole = 0
    agreeing: list[bool] = []
    for figure, names in gold:
        amounts = _amounts(figure["value"])
        same = [
            one for name in names for claim in by_name[name].claims for one in claim.figures if amounts & {one.amount, *_amounts(one.value)}
        ]
        right = [one for one in same if _kind(one.kind) == figure["kind"]]
        told = [one for one in right if figure["attributed_to"] is None or _shares(one.attributed_to, figure["attributed_to"])]
        found, kind, whole = found + bool(same), kind + bool(right), whole + bool(told)
        agreeing += [one in told for one in same]
    n = len(gold)
    print(f"figures of {n}: found {found / n:.3f}, with kind {kind / n:.3f}, with kind and speaker {whole / n:.3f} (bar .80)")
    print(f"of {len(agreeing)} values extracted beside a gold value, {statistics.fmean(agreeing):.3f} have its kind and speaker (bar .80)")


def _amounts(text: str) -> set[str]:
    words = text.lower().replace(",", "").replace("per cent", "").split()
    return {
        _SPELLED.get(word, word.rstrip("0").rstrip(".") if "." in word else word) for word in words if word in _SPELLED or word[0].isdigit()
    }


def _kind(kind: str) -> str:
    return "incident" if kind == "level" else kind


def _shares(mine: str | None, gold: str) -> bool:
    return bool({word.lower() for word in (mine or "").split()} & {word.lower() for word in gold.split()} - {"the", "of", "and", "a"})


def measure_cost() -> Meaning:
    """What reading the claims adds to adding the fortnight, in processor time; gives the vectors of reports and of their parts."""
    with tempfile.TemporaryDirectory() as folder, Library(Path(folder) / "home", embedder=MiniLM()) as library:
        library.embedder.embed(["warm"])
        began = time.process_time()
        library.add([FORTNIGHT / "documents"])
        added = time.process_time()
        extract(library)
        done = time.process_time()
        print(f"adding with claims costs {(done - began) / (added - began):.3f} of adding without (bar 1.15)")
        parts = part_vectors(library, kept_reports(library))
        return Meaning(reports=library.record.directions(Window()), parts=parts)


def measure_grouping(reports: Sequence[Report], meaning: Meaning) -> None:
    """Pairwise F1 over the days, pooled and by day, and how often the originators of a story are counted right."""
    shared = have = want = 0
    by_day: list[float] = []
    right: list[bool] = []
    for day in days():
        if not day["stories"]:
            continue
        date = dt.date.fromisoformat(day["date"])
        weights = Weights.of(report for report in reports if report.date <= date)
        found = stories([report for report in reports if report.date == date], weights, meaning=meaning)
        gold = _pairs(story["documents"] for story in day["stories"])
        mine = _pairs([report.document for report in story.reports] for story in found)
        shared, have, want = shared + len(gold & mine), have + len(mine), want + len(gold)
        if gold or mine:
            by_day.append(2 * len(gold & mine) / (len(gold) + len(mine)))
        for story in day["stories"]:
            names = set(story["documents"])
            best = max(found, key=lambda one: _overlap({report.document for report in one.reports}, names))
            right.append(best.originators == story["independent_sources"])
    print(f"grouping: pairwise F1 {2 * shared / (have + want):.3f} pooled, {statistics.fmean(by_day):.3f} by day (bar .85)")
    print(f"originators right in {statistics.fmean(right):.3f} of {len(right)} stories (bar .85)")


def _pairs(groups: Iterable[Iterable[str]]) -> set[tuple[str, str]]:
    return {(one, other) for group in map(list, groups) for one in group for other in group if one < other}


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other)


def measure_disputes() -> None:
    """Of the contradictions marked in seeds/disputes, those that a row shows both sides of, by kind; and how many rows show none."""
    found = Found()
    for path in sorted((SEEDS / "disputes").glob("*.jsonl")):
        cases = _rows(path)
        told = [_told(case) for case in cases]
        weights = Weights.of(report for reports in told for report in reports)
        for case, reports in zip(cases, told, strict=True):
            marked = [(pair["kind"], *(_spots(reports, pair[side]) for side in "ab")) for pair in case["contradictions"]]
            found.count(reports, weights, marked)
    print(f"disputes: {found}")


def measure_weeks() -> None:
    """The same of seeds/weeks, where forty reports stand together."""
    found = Found()
    for path in sorted((SEEDS / "weeks").glob("*.json")):
        week = json.loads(path.read_text("utf-8"))
        reports = _told(week)
        marked = [(pair["kind"], *(_marked(reports, pair[side]) for side in "ab")) for pair in week["contradictions"]]
        found.count(reports, Weights.of(reports), marked)
    print(f"weeks: {found}")


Spots = set[tuple[str, int]]
"""Characters of reports."""


class Found:
    """Counts marked contradictions, those that a row shows both sides of, rows, and rows that show one."""

    def __init__(self) -> None:
        self._tokens = TokenMemory(MiniLM())
        self._found: Counter[str] = Counter()
        self._marked: Counter[str] = Counter()
        self._listed = self._shown = 0

    def count(self, reports: Sequence[Report], weights: Weights, marked: Sequence[tuple[str, Spots, Spots]]) -> None:
        """Count what is listed of some reports against what is marked in them: kind and both sides of each contradiction."""
        rows = [_places(row) for row in contradictions(Past((), weights), reports, weights, self._tokens)]
        met = [[bool(row & a) and bool(row & b) for _, a, b in marked] for row in rows]
        self._listed, self._shown = self._listed + len(rows), self._shown + sum(map(any, met))
        for at, (kind, _, _) in enumerate(marked):
            self._marked[kind] += 1
            self._found[kind] += any(row[at] for row in met)

    def __str__(self) -> str:
        kinds = ", ".join(f"{kind} {self._found[kind]} of {n}" for kind, n in sorted(self._marked.items()))
        return (
            f"{self._found.total()} of {self._marked.total()} contradictions found ({kinds}); {self._shown} of {self._listed} rows show one"
        )


def _marked(reports: Sequence[Report], quotes: Sequence[Sequence[str]]) -> set[tuple[str, int]]:
    """The characters of one side of a contradiction: quotes, each with the report that it stands in."""
    texts = {report.document: report.text for report in reports}
    stands = [(name, texts[name].index(quote), len(quote)) for name, quote in quotes if quote in texts.get(name, "")]
    return {(name, at) for name, start, length in stands for at in range(start, start + length)}


def _told(case: dict[str, Any]) -> list[Report]:
    documents = [
        Document(
            name=one.get("id", str(at)), text=one["text"], title=one["title"], source=one["source"], date=dt.date.fromisoformat(one["date"])
        )
        for at, one in enumerate(case["reports"])
    ]
    reports = [report for one in documents if (report := read_report(one)) is not None]
    return sorted(reports, key=lambda report: (report.date, report.document))


def _places(row: Change) -> set[tuple[str, int]]:
    """The characters that a row quotes."""
    spans = (*row.spans, *((row.previous,) if row.previous else ()))
    return {(span.document, at) for span in spans for at in range(span.start, span.end)}


def _spots(reports: Sequence[Report], quote: str) -> set[tuple[str, int]]:
    stands = [(one, one.text.index(quote)) for one in reports if quote in one.text]
    return {(one.document, at) for one, start in stands for at in range(start, start + len(quote))}


def measure_likeness(folder: Path) -> None:
    """Pearson's r between the likeness of two reports and the similarity that people gave them."""
    rows = {name: _rows(folder / f"{name}.jsonl") for name in ("docs50", "background")}
    today = dt.date(2001, 1, 1)
    made = {row["id"]: read_report(Document(name=row["id"], text=row["text"], date=today)) for name in rows for row in rows[name]}
    reports = {name: report for name, report in made.items() if report is not None}
    weights = Weights.of(reports.values())
    seen = {row["id"]: portrait(reports[row["id"]], weights) for row in rows["docs50"]}
    pairs = [row for path in sorted(folder.glob("pairs*.jsonl")) for row in _rows(path)]
    mine = [likeness(seen[row["a"]], seen[row["b"]], weights) for row in pairs]
    r = statistics.correlation(mine, [row["similarity"] for row in pairs])
    print(f"lee_news: Pearson {r:.3f} over {len(pairs)} pairs (TF-IDF .584)")


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def synthetic(count: int) -> list[Document]:
    """Reports of made-up places: a toll that grows, a rate that moves, a denial, an appointment; some forty a day."""
    rng = random.Random(7)
    places = [
        a + b for a in ("Kar", "Mel", "Tos", "Vin", "Dor", "Lus", "Pel", "Rav") for b in ("dan", "mora", "wick", "stad", "hollow", "ley")
    ]
    things = "bridge dam mine tunnel factory warehouse ferry train stadium market pier tower".split()
    made = []
    for at in range(count):
        place, thing, n = rng.choice(places), rng.choice(things), rng.randint(2, 90)
        date = dt.date(2030, 1, 1) + dt.timedelta(days=at // 40)
        text = (
            f"{place.upper()} (Agency {at % 9}) - The death toll from the collapse of a {thing} in {place} rose to {n} on Monday, "
            f"the Interior Ministry said.\n\n{rng.randint(1, 40)} people were missing. Mayor {rng.choice(places)} {rng.choice(places)} "
            f"denied that the {thing} had been closed.\n\n"
            f"The bank of {place} raised its rate to {rng.randint(1, 9)}.{rng.randint(1, 9)} percent."
        )
        made.append(Document(name=f"r{at}", text=text, date=date, source=f"Outlet {at % 23}"))
    return made


def measure_speed(count: int) -> None:
    """Reading claims, and queries over many reports in a warm process."""
    documents = synthetic(count)
    began = time.perf_counter()
    reports = [report for one in documents if (report := read_report(one)) is not None]
    print(f"claims read in {1000 * (time.perf_counter() - began) / count:.2f} ms a report")
    weights = Weights.of(reports)
    past = Past(reports[:-1], weights)
    newest = next(one for one in stated(reports[-1:]) if one.figure.act == "dead")
    history = _timed(lambda: latest_before(newest, stated(past.about(newest.claim.stems)), weights))
    found = _timed(lambda: past.about(newest.claim.stems))
    print(f"over {count} reports: earlier reports of a claim {found:.1f} ms, last value of a figure {history:.1f} ms (bar 50 ms)")
    last = reports[-1].date
    whole = _timed(lambda: changes(reports, since=last - dt.timedelta(days=1), until=last), times=1)
    topic = _timed(lambda: timeline(reports, "collapse of a dam in Kardan"), times=1)
    print(f"a day's changes from nothing prepared {whole:.0f} ms, a timeline {topic:.0f} ms")


def _timed(run: Callable[[], object], times: int = 20) -> float:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        taken.append(1000 * (time.perf_counter() - began))
    return statistics.median(taken)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--data", type=Path)
    ask.add_argument("--reports", type=int, default=20_000)
    given = ask.parse_args()
    reports = fortnight()
    measure_figures(reports)
    measure_grouping(reports, measure_cost())
    measure_disputes()
    measure_weeks()
    if given.data and (given.data / "lee_news").is_dir():
        measure_likeness(given.data / "lee_news")
    else:
        print("lee_news: left out, no --data with it")
    measure_speed(given.reports)


if __name__ == "__main__":
    main()
