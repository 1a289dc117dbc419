"""A web page -> Document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from index.read import limits
from index.read.article import article, fold
from index.read.bare import bare
from index.read.blocks import blocks
from index.read.markup import parse, walk
from index.read.page import facts
from index.read.stated import dated, document
from index.read.text import Unreadable, decode
from index.types import Document

_CHARSET: Final = re.compile(rb"(?:<meta[^>]{0,200}charset|<\?xml[^>]{0,100}encoding)\s*=\s*[\"']?\s*([\w-]{2,20})", re.I)


def read_html(data: bytes, name: str) -> Iterator[Document]:
    """One document: the article of a page without what stands around it. Raises Unreadable.

    Title, source, day and address are the page's metadata, the day also its ``<time>``.
    """
    charset = _CHARSET.search(data[:4096])
    decoded = decode(data, charset[1].decode("ascii") if charset else None)
    page = parse(decoded.text)
    stated = facts(page.tree)
    body = bare(page.tree)
    read = article(list(blocks(body)), stated.title, _judged(body))
    if page.cut_off and not read.text:
        raise Unreadable("nested too deeply")
    depth = ("nested too deeply: read only as far as that",) if page.cut_off else ()
    yield document(
        name=name,
        text=read.text,
        published=dated([*stated.stated, *(("time", time) for time in read.times)], name),
        title=stated.title,
        source=stated.source,
        url=stated.url,
        warnings=(*decoded.warnings, *depth),
    )


def page_text(markup: str) -> str:
    """The text of a page that is the body of something else, such as a mail: all that can be seen of it.

    Raises Unreadable.
    """
    return "\n\n".join(block.text for block in blocks(bare(parse(markup).tree)))


def _judged(body: Any) -> frozenset[str]:
    """The lines, folded, that trafilatura takes for the page's own; none for a page too large to ask about."""
    depth = deepest = elements = 0
    for begins, _ in walk(body):
        depth += 1 if begins else -1
        deepest, elements = max(deepest, depth), elements + begins
    if elements > limits.JUDGED_ELEMENTS or deepest > limits.JUDGED_DEPTH:
        return frozenset()
    if len(body.text_content()) > limits.JUDGED_CHARACTERS:
        return frozenset()
    import trafilatura

    try:
        # Without metadata: its dates are guesses (htmldate). Without deduplication, which remembers other pages.
        text = trafilatura.extract(body.getroottree().getroot(), include_comments=False, favor_recall=True)
    except Exception:  # it fails in many ways on broken pages, and a page can be read without it
        return frozenset()
    return frozenset(fold(line) for line in (text or "").splitlines())
