"""Ranked sentences -> what the reader finds in the best of them, read with what stands around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa.writers.extractive.evidence import Candidate
from qa.writers.extractive.question import Asked
from qa.writers.extractive.reader import Found, Reads

# So many of the best sentences are read: the sentence with the answer is among them in all but a few cases.
MOST = 10
# A stretch is read of about so many word pieces: what the reader was trained on, and what makes ten of them cheap.
PIECES = 90


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """Neighbouring sentences of one passage that are read together."""

    text: str
    start: int
    sentences: tuple[Candidate, ...]


def found_in(asked: Asked, ranked: Sequence[Candidate], every: Sequence[Candidate], reader: Reads) -> Mapping[int, Found]:
    """By ``id`` of the sentence, what the reader found in those of ``every`` that it read: the first of ``ranked`` and their neighbours.

    Characters are counted from the sentence's start. A sentence that was read in two stretches has the better of both.
    """
    found: dict[int, Found] = {}
    for stretch in stretches(ranked[:MOST], every):
        title = stretch.sentences[0].passage.title
        lead = f"{title}\n" if title else ""
        reading = reader.read(asked.text, lead + stretch.text)
        for sentence in stretch.sentences:
            shift = sentence.start - stretch.start + len(lead)
            best = reading.best(shift, shift + len(sentence.text))
            if best is not None and (id(sentence) not in found or best.score > found[id(sentence)].score):
                found[id(sentence)] = Found(start=best.start - shift, end=best.end - shift, score=round(best.score, 4))
    return found


def stretches(chosen: Sequence[Candidate], every: Sequence[Candidate]) -> list[Stretch]:
    """Each chosen sentence with its neighbours on both sides, up to PIECES; one that stands well inside another's is left out."""
    passages: dict[tuple[str, int], list[Candidate]] = {}
    for candidate in every:
        passages.setdefault((candidate.passage.document, candidate.passage.start), []).append(candidate)
    made: list[Stretch] = []
    inside: set[int] = set()
    for candidate in chosen:
        if id(candidate) in inside:
            continue
        row = _adjoining(candidate, passages[candidate.passage.document, candidate.passage.start])
        at = next(number for number, other in enumerate(row) if other is candidate)
        first, last, pieces = at, at, len(candidate.at)
        while True:
            before = len(row[first - 1].at) if first > 0 else None
            after = len(row[last + 1].at) if last + 1 < len(row) else None
            # The side that is behind grows first; the sentence before tells of whom is spoken.
            if before is not None and pieces + before <= PIECES and (after is None or at - first <= last - at or pieces + after > PIECES):
                first, pieces = first - 1, pieces + before
            elif after is not None and pieces + after <= PIECES:
                last, pieces = last + 1, pieces + after
            else:
                break
        part = row[first : last + 1]
        start, end = part[0].start, part[-1].end
        text = candidate.passage.text[start - candidate.passage.start : end - candidate.passage.start]
        made.append(Stretch(text=text, start=start, sentences=tuple(part)))
        inside.update(id(other) for other in (part[1:-1] if len(part) > 2 else [candidate]))
    return made


def _adjoining(candidate: Candidate, row: Sequence[Candidate]) -> list[Candidate]:
    """The run of sentences of a passage that a sentence stands in: what was left out of it, an order to a machine, is not read either."""
    run: list[Candidate] = []
    for sentence in row:
        shift = sentence.passage.start
        if run and sentence.passage.text[run[-1].end - shift : sentence.start - shift].strip():
            if any(one is candidate for one in run):
                break
            run = []
        run.append(sentence)
    return run
