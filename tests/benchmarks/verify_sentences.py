"""Documents -> sentences made wrong on purpose, and sentences worded otherwise that are still right.

Everything here reads text with its own regular expressions and shares nothing with the verifier that it tests.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from verify_right import REWRITES
from verify_sources import MONTHS, NAME, QUOTED, SMALL_WORDS, WEEKDAYS, Item, Place, Source, sentences
from verify_wrong import CHANGES

from qa.types import Span


def span_of(source: Source, start: int, end: int) -> Span:
    """A span of a source."""
    return Span(
        document=source.name,
        digest="0" * 64,
        date=source.day,
        title=source.title,
        source=source.outlet,
        start=start,
        end=end,
        quote=source.text[start:end],
    )


def items(sources: Sequence[Source], rng: random.Random) -> Iterator[Item]:
    """Every sentence of the sources, each made wrong in each way that fits, half of them reworded first, and reworded only."""
    names_of = {
        source.name: sorted(
            {m.group() for m in re.finditer(rf"(?<=[a-z,] ){NAME}", source.text) if m.group().split()[0] not in MONTHS + WEEKDAYS}
        )
        for source in sources
    }
    everywhere = sorted({name for names in names_of.values() for name in names})
    for number, source in enumerate(sources):
        group = source.name.split("#")[0][:4]
        neighbours = [
            other
            for other in sources[max(0, number - 60) : number + 60]
            if other.name.split("#")[0] != source.name.split("#")[0] and other.name[:4] == group
        ]
        place = Place(
            source=source, names=names_of[source.name] or everywhere[:1], far_names=rng.sample(everywhere, min(40, len(everywhere))),
            words=[m.group() for m in re.finditer(r"\b[a-z]{4,}\b", source.text)] or ["other"],
        )  # fmt: skip
        places = sentences(source.text)
        for at, (start, end) in enumerate(places):
            # Two of five spans hold a neighbouring sentence too.
            first, last = start, end
            if rng.random() < 0.4 and at + 1 < len(places) and places[at + 1][0] - end < 4:
                last = places[at + 1][1]
            text = source.text[start:end]
            make = Item(
                kind="",
                how="",
                text=text,
                original=text,
                span=span_of(source, first, last),
                context=source.text[max(0, first - 600) : last + 300],
            )
            for how, rewrite in REWRITES.items():
                new = rewrite(text, place, rng)
                if new is None or new == text:
                    continue
                again = None
                if rng.random() < 0.3:
                    other = rng.choice([name for name in REWRITES if name != how])
                    again = REWRITES[other](new, place, rng)
                yield replace(make, kind="faithful", how=f"{how}+{other}" if again else how, text=again or new)
            if (
                at + 1 < len(places)
                and places[at + 1][0] - end < 4
                and rng.random() < 0.25
                and not QUOTED.search(source.text[start : places[at + 1][1]])
                and source.text[places[at + 1][0] :].split()[0] not in ("But", "And", "According", "However", "So", "Yet")
            ):
                following = source.text[slice(*places[at + 1])]
                small = following if following.split()[0] not in SMALL_WORDS else following[0].lower() + following[1:]
                both = span_of(source, start, places[at + 1][1])
                yield replace(make, kind="faithful", how="two in one", text=f"{text.rstrip('.')}, and {small}", span=both)
            for kind, change in CHANGES.items():
                base = text
                if rng.random() < 0.5 and kind not in ("attribution", "quote"):
                    base = REWRITES[rng.choice(list(REWRITES))](text, place, rng) or text
                new = change(base, place, rng)
                if new is not None and new not in (text, base):
                    yield replace(make, kind=kind, how=kind, text=new)
            if neighbours and rng.random() < 0.5:
                other_source = rng.choice(neighbours)
                spots = sentences(other_source.text)
                if spots:
                    spot = rng.choice(spots)
                    yield replace(make, kind="document", how="document", span=span_of(other_source, *spot), context=other_source.text[:800])
