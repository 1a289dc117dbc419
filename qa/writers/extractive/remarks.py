"""Question + what is shown -> remarks for the reader: namesakes, an old report, a statement."""

from __future__ import annotations

from collections.abc import Sequence

from index.dates import plain
from index.types import Window
from qa.writers.extractive.compose import Composed
from qa.writers.extractive.evidence import Candidate
from qa.writers.extractive.question import Asked
from qa.writers.extractive.spans import is_title
from qa.writers.extractive.words import names


def asides(asked: Asked, candidates: Sequence[Candidate]) -> tuple[str, ...]:
    """What the reader should know of the question itself, one sentence each."""
    return tuple(
        f"More than one {surname} is named here ({', '.join(people)}): say which one you mean."
        for surname, people in namesakes(asked, candidates)
    )


def remarks(asked: Asked, composed: Composed, window: Window) -> tuple[str, ...]:
    """What the reader should know beside the sentences, one sentence each."""
    found = []
    if asked.kind == "statement":
        found.append("This is a statement, not a question: shown is what the reports say on it.")
    best = next((item.ranked for item in composed.shown if item.ranked is not None), None)
    day = best.candidate.date if best is not None else None
    if asked.now and day is not None and window.as_of is not None and (age := (window.as_of - day).days) > 0:
        found.append(f"The latest report on this is of {plain(day)}, {age} {'day' if age == 1 else 'days'} before the as-of day.")
    if composed.disputed and asked.kind != "yesno":
        found.append("A report of this was denied, corrected or taken back.")
    return tuple(found)


def namesakes(asked: Asked, candidates: Sequence[Candidate]) -> list[tuple[str, list[str]]]:
    """Surnames that the question gives alone and that two or more people of the passages bear."""
    alone = {name.text for name in asked.names if " " not in name.text}
    bearers: dict[str, dict[str, None]] = {}
    for candidate in candidates:
        for name in names(candidate.text):
            *before, last = name.text.split()
            first = [part for part in before if not is_title(part)]
            if last in alone and first:
                bearers.setdefault(last, {})[f"{first[-1]} {last}"] = None
    return [(surname, sorted(people)) for surname, people in sorted(bearers.items()) if len(people) > 1]
