"""Quotation marks -> the words between them, and whether the cited quotes have them, said by the same speaker."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from qa.types import Span
from qa.verify.text import fold
from qa.verify.types import Problem

_DOUBLE = re.compile(r'"')
_SINGLE = re.compile(r"(?<![\w'])'(?=\S)(.{2,}?)(?<=\S)'(?![\w'])")
_GAPS = re.compile(r"\s*(?:\[[^\]]{0,80}\]|\(\.\.\.\)|\.\.\.)\s*")
_SAID_BEFORE = re.compile(r"\b(?:said|says|saying|told(?: \w+){1,2}|claimed|claims|argued|warned|insisted|added)(?: that)?$")
_EDGES = " .,;:!?-"


def quoted(folded: str) -> tuple[tuple[int, int], ...]:
    """The stretches between quotation marks in folded text (start, end), marks excluded; an open one runs to the end."""
    marks = [match.start() for match in _DOUBLE.finditer(folded)]
    if not marks:
        return tuple(match.span(1) for match in _SINGLE.finditer(folded))
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for at in marks:
        closes = at > 0 and not folded[at - 1].isspace() and folded[at - 1] not in "(["
        if opened is None and closes and not found and (at + 1 == len(folded) or not folded[at + 1].isalnum()):
            found.append((0, at))  # the text begins inside a quotation
        elif opened is None:
            opened = at + 1
        else:
            found.append((opened, at))
            opened = None
    if opened is not None:
        found.append((opened, len(folded)))
    return tuple(found)


def check(sentence: str, spans: Sequence[Span]) -> tuple[Problem, ...]:
    """A problem for every quotation whose words stand in no cited quote."""
    folded = fold(sentence)
    inside = quoted(folded)
    if not inside:
        return ()
    sources = [_spaced(fold(span.quote)) for span in spans]
    sources += [_spaced(fold(span.title)) for span in spans if span.title]
    found = []
    for start, end in inside:
        words = folded[start:end]
        pieces = tuple(_pieces(words))
        if not all(any(piece in source for source in sources) for piece in pieces):
            message = f"the words '{_short(words)}' are quoted, and stand so in no cited quote"
        elif any(_retold(piece, fold(span.quote)) for piece in pieces for span in spans):
            message = f"the words '{_short(words)}' are quoted as spoken, and the cited quote only reports them"
        else:
            continue
        found.append(Problem(kind="quote", token=words.strip(), message=message))
    return tuple(found)


def _retold(piece: str, quote: str) -> bool:
    """Whether four words or more follow a verb of saying in a quote without marks: "she said the talks had stalled"."""
    if len(piece.split()) < 4 or any(piece in _spaced(quote[start:end]) for start, end in quoted(quote)):
        return False
    before, found, _ = _spaced(quote).partition(piece)
    return bool(found) and _SAID_BEFORE.search(before) is not None


def _pieces(words: str) -> Iterator[str]:
    """The stretches of a quotation that must stand word for word: what "..." and [brackets] leave."""
    for piece in _GAPS.split(words):
        plain = _spaced(piece.strip(_EDGES))
        if plain.strip():
            yield plain


def _spaced(text: str) -> str:
    """Lower case, marks aside, every word between two blanks, so that whole words are compared in their order."""
    return " " + " ".join(re.findall(r"[\w%$£€]+(?:['.,:-]\w+)*", text.lower())) + " "


def _short(words: str) -> str:
    words = words.strip()
    return words if len(words) <= 60 else words[:57] + "..."


def check_quotes(spans: Sequence[Span], text_of: Callable[[str, str], str]) -> tuple[Problem, ...]:
    """A problem for every span whose quote is not, character by character, its document's text from start to end.

    ``text_of`` gives the stored text of a document by name and digest; what it cannot find it says by ``KeyError``.
    """
    found = []
    for span in spans:
        try:
            text = text_of(span.document, span.digest)
        except KeyError:
            found.append(
                Problem(
                    kind="source", token=span.document, message=f"no text of '{span.document}' with digest {span.digest[:12]} is stored"
                )
            )
            continue
        if not 0 <= span.start < span.end <= len(text) or text[span.start : span.end] != span.quote:
            message = f"characters {span.start} to {span.end} of '{span.document}' are not the quote '{_short(span.quote)}'"
            found.append(Problem(kind="quote", token=span.quote, message=message))
    return tuple(found)
