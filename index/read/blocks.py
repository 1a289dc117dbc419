"""A page's bare body -> its blocks of text, in the order of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from index.read.bare import is_note
from index.read.markup import walk
from index.read.stated import day_of

_INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big br cite code data dfn em font i img ins kbd label mark nobr q rp rt ruby samp small "
    "span strong sub sup time tt u var wbr".split()
)
# Elements whose neighbours are their parent's: a paragraph, a list and a table of one article stand together.
_HELD: Final = frozenset("p h1 h2 h3 h4 h5 h6 li dt dd tr pre blockquote ul ol dl table thead tbody tfoot caption figure header".split())
_CELLS: Final = frozenset({"td", "th"})
_CELL_CHARACTERS: Final = 150  # more than that in a cell is text, and the table a way to lay out the page
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ENTRIES: Final = frozenset({"li", "tr", "dt", "dd", "pre", "blockquote"})
_ENDS: Final = re.compile(r"[.!?…:;][\"'”’»)\]]*\Z")
_STAMP: Final = re.compile(
    r"(?:first |last )?(?:published|posted|updated|modified|revised)\b|\d+[ -]min(?:ute)?s? read|(?:written )?by\s+\S",
    re.IGNORECASE,
)
_RIGHTS: Final = re.compile(r"©|\(c\) ?\d{4}|copyright (?:©|\(c\)|\d{4})|all rights reserved", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A paragraph, heading, list entry or table row of a page.

    ``held`` numbers the box that it stands in, ``article`` the outermost article (None outside of any), ``main`` says
    that it is in the main part. ``linked`` counts its characters in links, ``timed`` those in time elements, and
    ``times`` are what these say.
    """

    text: str
    tag: str
    held: int = 0
    article: int | None = None
    main: bool = False
    linked: int = 0
    timed: int = 0
    times: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        """The number of words."""
        return len(self.text.split())

    @property
    def links(self) -> bool:
        """Whether it is made of links more than of text."""
        return 2 * self.linked > len(self.text)

    @property
    def prose(self) -> bool:
        """Whether it reads like a part of a report: a sentence, or an entry of a list or a table."""
        if self.links or self.tag in HEADINGS:
            return False
        if self.tag in _ENTRIES:
            return self.words >= 3
        return self.words >= 20 or (self.words >= 4 and bool(_ENDS.search(self.text)))

    @property
    def note(self) -> bool:
        """Whether it is the report's own correction."""
        return not self.links and is_note(self.text)

    @property
    def stamp(self) -> bool:
        """Whether it is a byline, a time of publication or a copyright line."""
        words, ends = self.words, bool(_ENDS.search(self.text))
        if words <= 40 and _RIGHTS.match(self.text):
            return True
        if words > 14 or self.tag in _ENTRIES or self.note:
            return False
        if self.times and len(self.text) - self.timed <= (15 if ends else 50):
            return True
        return not ends and (bool(_STAMP.match(self.text)) or (words <= 8 and _is_day(self.text)))


def _is_day(text: str) -> bool:
    try:
        return bool(day_of(text))
    except ValueError:
        return False


@dataclass(slots=True)
class _Run:
    """Text that is being gathered until the next boundary of a block."""

    parts: list[str] = field(default_factory=list)
    linked: int = 0
    timed: int = 0
    times: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Open:
    """A block element that has begun and not ended."""

    tag: str
    held: int
    article: int | None
    main: bool


def blocks(body: Any) -> Iterator[Block]:
    """Every block of text of a page in its order, white space folded; a table's row is one, its cells set apart by |.

    Two line breaks in a row part a block in two. Walks without recursion: pages nest deeper than Python does.
    """
    run, links, pre, boxes = _Run(), 0, 0, 0
    rows: list[bool] = []
    opened = [_Open("body", 0, None, False)]
    for start, element in walk(body):
        tag = element.tag
        links += (1 if start else -1) if tag == "a" else 0
        pre += (1 if start else -1) if tag == "pre" else 0
        if start and tag == "tr":
            rows.append(_is_layout(element))
        if element is not body and _is_boundary(tag, rows):
            yield from _ended(run, opened[-1])
            run = _Run()
            if start:
                boxes += 1
                opened.append(_begun(element, opened[-1], boxes))
            else:
                opened.pop()
        elif start:
            _note_inline(element, tag, run)
        if not start and tag == "tr":
            rows.pop()
        text = (element.text if start else element.tail if element is not body else None) or ""
        if text:
            run.parts.append(text if pre else re.sub(r"\s+", " ", text))
            run.linked += len(text.strip()) if links else 0
    yield from _ended(run, opened[0])


def _is_boundary(tag: str, rows: Sequence[bool]) -> bool:
    if tag in _INLINE or tag == "tr":
        return tag == "tr"
    # In a row of values everything is a value, whatever it is wrapped in.
    return not rows or rows[-1]


def _is_layout(row: Any) -> bool:
    """Whether a row lays out the page: a cell holds another table, or more text than a value has."""
    for cell in row:
        length = 0
        for element in cell.iter():
            length += len(element.text or "") + len(element.tail or "")
            if length > _CELL_CHARACTERS or element.tag == "table":
                return True
    return False


def _begun(element: Any, around: _Open, number: int) -> _Open:
    kind = element.get("role") or ""
    article = element.tag == "article" or kind == "article" or "articleBody" in (element.get("itemprop") or "").split()
    return _Open(
        tag=element.tag,
        held=around.held if element.tag in _HELD else number,
        article=number if article and around.article is None else around.article,
        main=around.main or element.tag == "main" or kind == "main",
    )


def _note_inline(element: Any, tag: str, run: _Run) -> None:
    if tag == "br":
        run.parts.append("\n")
    elif tag in _CELLS:
        run.parts.append(" | ")
    elif tag == "time":
        text = element.text_content()
        run.timed += len(text)
        run.times.append(element.get("datetime") or " ".join(text.split()))
    elif tag not in _INLINE:
        run.parts.append(" ")


def _ended(run: _Run, around: _Open) -> Iterator[Block]:
    for text in _texts("".join(run.parts), around.tag):
        yield Block(
            text=text,
            tag=around.tag,
            held=around.held,
            article=around.article,
            main=around.main,
            linked=min(run.linked, len(text)),
            timed=run.timed,
            times=tuple(run.times),
        )


def _texts(written: str, tag: str) -> list[str]:
    if tag == "tr":
        cells = (" ".join(cell.split()) for cell in written.split("|"))
        return [row] if (row := " | ".join(cell for cell in cells if cell)) else []
    lines = (line.rstrip() if tag == "pre" else " ".join(line.split()) for line in written.split("\n"))
    return [text for paragraph in re.split(r"\n{2,}", "\n".join(lines)) if (text := paragraph.strip("\n"))]
