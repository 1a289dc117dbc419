"""Documents -> their sentences, and what may be put into one: the ground of ``verify_sentences.py``."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from qa.types import Span  # noqa: E402

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
TENS = ["", "", *"twenty thirty forty fifty sixty seventy eighty ninety".split()]
SAID = r"(?:said|says|told [a-z]+(?: [a-z]+)?|warned|claimed|insisted|argued|added|alleged)"
NAME = r"[A-Z][a-zà-ÿ]+(?:[ -](?:[A-Z][a-zà-ÿ]+|al-[A-Z][a-z]+))*"


@dataclass(frozen=True, kw_only=True)
class Source:
    """A document of any origin."""

    name: str
    text: str
    day: dt.date
    title: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, kw_only=True)
class Item:
    """A sentence to judge: ``kind`` is what was done to it ("faithful" when nothing that changes its meaning)."""

    kind: str
    how: str
    text: str
    original: str
    span: Span
    context: str


def word_of(number: int) -> str:
    """A number below 100 in words."""
    if number < 20:
        return SMALL[number]
    return TENS[number // 10] + (f"-{SMALL[number % 10]}" if number % 10 else "")


def number_of(word: str) -> int | None:
    """The number below 100 that a word says."""
    return next((n for n in range(100) if word_of(n) == word.lower()), None)


def project_sources() -> Iterator[Source]:
    """The documents that belong to the project."""
    from index.read import read
    from index.types import Document

    for folder in (ROOT / "seeds" / "documents", ROOT / "seeds" / "fortnight" / "documents"):
        for path in sorted(folder.iterdir()):
            for document in read(path, path.name):
                if isinstance(document, Document) and document.date:
                    yield Source(name=document.name, text=document.text, day=document.date, title=document.title, outlet=document.source)


def local_sources(folder: Path) -> Iterator[Source]:
    """News text outside the project; the days of undated sets are drawn by hash, so that weekdays can be resolved."""

    def rows(path: Path) -> Iterator[dict[str, object]]:
        if path.exists():
            for line in path.read_text("utf-8").splitlines():
                yield json.loads(line)

    for row in rows(folder / "lee_news" / "background.jsonl"):
        name = str(row["id"])
        yield Source(name=name, text=str(row["text"]), day=dt.date(2001, 1, 1) + dt.timedelta(days=hashed(name) % 600))
    for row in rows(folder / "multihop_rag" / "docs.jsonl"):
        facts = row["facts"]
        assert isinstance(facts, list)
        day = dt.date.fromisoformat(str(row["published_at"])[:10])
        for number, fact in enumerate(facts):
            yield Source(name=f"{row['id']}#{number}", text=str(fact), day=day, title=str(row["title"]), outlet=str(row["source"]))
    seen = set()
    for row in rows(folder / "realtimeqa" / "qa.open.jsonl"):
        text = str(row.get("evidence") or "")
        if text and text not in seen and hashed(text) % 3 == 0:
            seen.add(text)
            yield Source(name=str(row["id"]), text=text, day=dt.date.fromisoformat(str(row["date"])), outlet=str(row["source"]))


def hashed(text: str) -> int:
    """A number that is the same on every machine."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big")


def sentences(text: str) -> list[tuple[int, int]]:
    """Plain sentences of 6 to 60 words."""
    found = []
    for match in re.finditer(r"[^\n]+", text):
        start = match.start()
        for stop in re.finditer(
            r"(?<![A-Z])(?<!\bMr)(?<!\bDr)(?<!\bMrs)(?<!\bNo)(?<!\bSt)(?<!\b[ap]\.m)[.!?][\"”’']?(?=\s+[A-Z\"“]|\s*$)", match.group()
        ):
            end = match.start() + stop.end()
            piece = text[start:end]
            lead = len(piece) - len(piece.lstrip())
            if 6 <= len(piece.split()) <= 60 and piece.count('"') % 2 == 0 and piece.count("“") == piece.count("”"):
                found.append((start + lead, end))
            start = end
    return found


Change = Callable[[str, "Place", random.Random], str | None]


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a sentence comes from: what else may be swapped into it."""

    source: Source
    names: Sequence[str]
    far_names: Sequence[str]
    words: Sequence[str]


SMALL_WORDS = frozenset("The A An He She It They There This That These In On At But His Her Its Their Some Many Most".split())
QUOTED = re.compile('["“”]')  # words in quotation marks are not to be rewritten: that would be an edited quote


def swap(text: str, match: re.Match[str], new: str, group: int = 0) -> str:
    """``text`` with one match replaced."""
    return text[: match.start(group)] + new + text[match.end(group) :]


def pick(matches: list[re.Match[str]], rng: random.Random) -> re.Match[str] | None:
    """One of the matches, if there is one."""
    return rng.choice(matches) if matches else None


IN_DATE = rf"(?:{'|'.join(MONTHS)}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"


def dated(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    return bool(
        re.search(rf"{IN_DATE}\.? $", before)
        or re.match(rf"(?:st|nd|rd|th)? {IN_DATE}", after)
        or re.fullmatch(r"(?:1[89]|20)\d\d", match.group())
    )
