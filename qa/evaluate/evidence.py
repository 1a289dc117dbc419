"""Evidence quotes -> spans of the stored texts; a quote that is not in its document is an error, not a low score."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from qa.evaluate.types import Case, Evidence, Suite, SuiteError

TextOf = Callable[[str], str | None]

_HINTS = 3  # looking for what a wrong quote may have meant is slow: it is done for the first few


@dataclass(frozen=True, slots=True)
class GoldItem:
    """An evidence quote with every place where it stands in its document, as (start, end) of the stored text."""

    document: str
    quote: str
    spans: tuple[tuple[int, int], ...]

    def hit_by(self, document: str, start: int, end: int) -> bool:
        """Whether a stretch of a document overlaps the quote."""
        return document == self.document and any(start < e and s < end for s, e in self.spans)


def check_evidence(suite: Suite, text_of: TextOf) -> None:
    """Raise SuiteError for every evidence quote that its document does not hold, white space and NFC folded.

    ``text_of`` gives the stored text of a document, None when there is no such document.
    """
    problems: list[str] = []
    wanted: dict[str, list[tuple[Case, Evidence]]] = {}
    for case in suite.cases:
        for item in case.evidence:
            wanted.setdefault(item.document, []).append((case, item))
    for document, items in wanted.items():
        text = text_of(document)
        folded: _Folded | None = None
        for case, item in items:
            where = f"{case.place or suite.place}: case {case.id!r}: evidence"
            if text is None:
                problems.append(f"{where} names {document!r}, which is not among the documents")
            elif item.quote not in text:
                folded = folded or _fold(text)
                if not _find(folded, item.quote):
                    hint = _hint(text, item.quote) if len(problems) < _HINTS else ""
                    problems.append(f"{where} quote is not in {document!r}: {_cut(item.quote)!r}{hint}")
    if problems:
        raise SuiteError(problems)


def gold_items(case: Case, text_of: TextOf) -> tuple[GoldItem, ...]:
    """A case's evidence with its places in the stored texts."""
    return tuple(GoldItem(item.document, item.quote, locate(text_of(item.document) or "", item.quote)) for item in case.evidence)


def locate(text: str, quote: str) -> tuple[tuple[int, int], ...]:
    """Every (start, end) of the text where the quote stands, white space and Unicode composition folded."""
    found: list[tuple[int, int]] = []
    at = text.find(quote)
    while at >= 0 and quote:
        found.append((at, at + len(quote)))
        at = text.find(quote, at + 1)
    return tuple(found) if found else _find(_fold(text), quote)


@dataclass(frozen=True, slots=True)
class _Folded:
    text: str
    starts: tuple[int, ...]  # of the folded character in the text
    ends: tuple[int, ...]


def _fold(text: str) -> _Folded:
    """NFC with runs of white space as one space, each folded character knowing where it came from."""
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        if text[at].isspace():
            while end < len(text) and text[end].isspace():
                end += 1
            piece = " "
        else:
            while end < len(text) and _continues(text[end]):
                end += 1
            piece = unicodedata.normalize("NFC", text[at:end])
        out.append(piece)
        starts += [at] * len(piece)
        ends += [end] * len(piece)
        at = end
    return _Folded("".join(out), tuple(starts), tuple(ends))


def _continues(char: str) -> bool:
    """Whether NFC may join a character to the one before it: combining marks, and the jamo inside a Hangul syllable."""
    return unicodedata.combining(char) != 0 or "\u1160" <= char <= "\u11ff"


def _find(folded: _Folded, quote: str) -> tuple[tuple[int, int], ...]:
    needle = _fold(quote).text.strip()
    found: list[tuple[int, int]] = []
    at = folded.text.find(needle) if needle else -1
    while at >= 0:
        found.append((folded.starts[at], folded.ends[at + len(needle) - 1]))
        at = folded.text.find(needle, at + 1)
    return tuple(found)


def _hint(text: str, quote: str) -> str:
    """What the document has instead: the same words with other quotation marks or capitals, else how far it agrees."""
    plain = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
    folded = _fold(text)
    at = folded.text.translate(plain).casefold().find(_fold(quote).text.strip().translate(plain).casefold())
    if at >= 0 and len(folded.text) == len(folded.text.casefold()):
        there = folded.text[at : at + len(_fold(quote).text.strip())]
        return f"; there it reads {_cut(there)!r}"
    length = len(quote)
    while length > 12 and quote[:length] not in text:
        length -= 1
    return f"; there it goes on differently after {_cut(quote[:length][-40:])!r}" if length > 12 else ""


def _cut(text: str) -> str:
    return text if len(text) <= 70 else text[:69] + "…"
