"""Hand-written sentences about quotes -> how many of the wrong ones the checks block, by kind, and how many of the right ones."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qa.types import Span
from qa.verify import verify

FOLDER = Path(__file__).parents[2] / "seeds" / "probes"
# Settings that nobody looked at while the checks were written; see the folder's README.
UNSEEN = frozenset("lowlands police summit towns".split())
AROUND = 400  # characters of the report on either side of a quote: what a passage would hold besides


@dataclass(frozen=True, kw_only=True, slots=True)
class Probe:
    """A sentence with the quote that it cites; ``kind`` is what is wrong with it, "" when it is right."""

    setting: str
    text: str
    kind: str
    span: Span
    context: str
    report: str

    @property
    def blocked(self) -> bool:
        """Whether it would be hidden."""
        return any(problem.blocks for problem in verify(self.text, [self.span], context=self.context, reports=[self.report]))


def probes(folder: Path = FOLDER, *, unseen: bool | None = None) -> Iterator[Probe]:
    """Every sentence of the folder's files; ``unseen`` keeps those that were never looked at, or the others."""
    for file in sorted(folder.glob("*.json")):
        if unseen is not None and (file.stem in UNSEEN) != unseen:
            continue
        for report in json.loads(file.read_text("utf-8"))["reports"]:
            for said in report["sentences"]:
                yield _probe(file.stem, report, said)


def _probe(setting: str, report: dict[str, str], said: dict[str, str]) -> Probe:
    text, quote = report["text"], said["quote"]
    start = text.index(quote)
    end = start + len(quote)
    span = Span(
        document=report["id"], digest="0" * 64, date=dt.date.fromisoformat(report["date"]), title=report["title"],
        source=report["source"], start=start, end=end, quote=quote,
    )  # fmt: skip
    return Probe(
        setting=setting,
        text=said["text"],
        kind=said.get("kind", ""),
        span=span,
        context=text[max(0, start - AROUND) : end + AROUND],
        report=text,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """How many sentences there are of each kind ("" are the right ones), and how many of them were blocked."""

    all: Counter[str]
    blocked: Counter[str]

    @property
    def caught(self) -> float:
        """The share of the wrong ones that is blocked."""
        wrong = self.all.total() - self.all[""]
        return (self.blocked.total() - self.blocked[""]) / wrong if wrong else float("nan")

    @property
    def false_alarms(self) -> float:
        """The share of the right ones that is blocked."""
        return self.blocked[""] / self.all[""] if self.all[""] else float("nan")


def measure(*, unseen: bool) -> Measured:
    """What the checks say of the probes that were looked at, or of the others."""
    every, blocked = Counter[str](), Counter[str]()
    for probe in probes(unseen=unseen):
        every[probe.kind] += 1
        blocked[probe.kind] += probe.blocked
    return Measured(all=every, blocked=blocked)


def show() -> None:
    """Both tables, weakest kinds of the unseen first."""
    looked_at, unseen = measure(unseen=False), measure(unseen=True)
    print("hand-written probes (seeds/probes): share blocked of those looked at, and of those never looked at")
    print(f"  {'wrong':16} {looked_at.caught:.3f}  {unseen.caught:.3f} of {unseen.all.total() - unseen.all['']}")
    print(f"  {'right':16} {looked_at.false_alarms:.3f}  {unseen.false_alarms:.3f} of {unseen.all['']}")
    for kind in sorted(unseen.all.keys() - {""}, key=lambda kind: unseen.blocked[kind] / unseen.all[kind]):
        seen = looked_at.blocked[kind] / max(1, looked_at.all[kind])
        print(f"  {kind:16} {seen:.3f}  {unseen.blocked[kind] / unseen.all[kind]:.3f} of {unseen.all[kind]}")
