"""Document -> Chunks: whole sentences, exact offsets, a token budget. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from index import sentences, tokens
from index.types import Chunk

# The bundled embedder reads 256 word pieces; the header (title, source, day) takes about 40 of them.
BUDGET = 180


def chunk(text: str, *, budget: int = BUDGET, count: Callable[[str], int] = tokens.count) -> tuple[Chunk, ...]:
    """Cut ``text`` into runs of whole sentences of at most ``budget`` tokens that together are exactly ``text``.

    Paragraphs are kept together where the budget allows it. A sentence over the budget is cut at blanks, and a run
    without blanks at the budget. An empty text has no chunks.
    """
    pieces = list(_pieces(text, budget, count))
    chunks: list[Chunk] = []
    begin, used = 0, 0
    for number, (start, size) in enumerate(pieces):
        if (used and used + size > budget) or (used and _paragraph_fits_better(text, pieces, number, used, budget)):
            chunks.append(Chunk(ordinal=len(chunks), start=begin, end=start, text=text[begin:start]))
            begin, used = start, 0
        used += size
    if begin < len(text):
        chunks.append(Chunk(ordinal=len(chunks), start=begin, end=len(text), text=text[begin:]))
    return tuple(chunks)


def _paragraph_fits_better(text: str, pieces: list[tuple[int, int]], number: int, used: int, budget: int) -> bool:
    """True when a paragraph begins here that would be torn if it were added, but fits a chunk of its own."""
    start = pieces[number][0]
    if used < budget // 2 or "\n\n" not in text[max(0, start - 3) : start]:
        return False
    size = 0
    for at in range(number, len(pieces)):
        if at > number and "\n\n" in text[max(0, pieces[at][0] - 3) : pieces[at][0]]:
            break
        size += pieces[at][1]
        if size > budget:
            return False
    return used + size > budget


def _pieces(text: str, budget: int, count: Callable[[str], int]) -> Iterator[tuple[int, int]]:
    """(start, tokens) of each sentence, or of each part of one that is over the budget; the first start is 0."""
    first = True
    for start, end in sentences.split(text):
        for at, size in _parts(text, start, end, budget, count):
            yield (0 if first else at), size
            first = False


def _parts(text: str, start: int, end: int, budget: int, count: Callable[[str], int]) -> Iterator[tuple[int, int]]:
    # A token is at least one character: whatever is no longer than the budget fits, and no part need be longer than
    # this many characters to fill it.
    longest = budget * 6
    while end - start > longest or (size := count(text[start:end])) > budget:
        stop = _cut(text, start, min(end, start + longest), budget, count)
        yield start, count(text[start:stop])
        start = stop
        if start >= end:
            return
    yield start, size


def _cut(text: str, start: int, end: int, budget: int, count: Callable[[str], int]) -> int:
    stop = end
    while count(text[start:stop]) > budget:
        stop = start + max(1, (stop - start) * 3 // 4)
    blank = text.rfind(" ", start + 1, stop)
    return blank + 1 if blank > start + (stop - start) // 2 else stop
