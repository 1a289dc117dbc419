"""Markup -> a tree of elements: the only door to lxml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from index.read.limits import HTML_BYTES, HTML_TAGS, TAG_ATTRIBUTES
from index.read.text import Unreadable

_LONG_TAG: Final = re.compile(r"<[a-zA-Z][^<>]{2000,}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page's tree. ``cut_off`` is true when it is nested too deeply: what follows that place is not in the tree."""

    tree: Any
    cut_off: bool


def parse(markup: str) -> Page:
    """The tree of a page, however broken, without comments and processing instructions. Nothing is fetched.

    Raises Unreadable for a page that is empty or too large.
    """
    from lxml import etree, html

    if len(markup) > HTML_BYTES:
        raise Unreadable(f"{len(markup):,} characters of HTML, over the limit of {HTML_BYTES:,}")
    if markup.count("<") > HTML_TAGS:
        raise Unreadable(f"over the limit of {HTML_TAGS:,} tags")
    if any(_attributes(tag.group()) > TAG_ATTRIBUTES for tag in _LONG_TAG.finditer(markup)):
        raise Unreadable(f"a tag of more than {TAG_ATTRIBUTES:,} attributes")
    source = _without_doctype(markup.replace("\0", "")).encode("utf-8", "replace")
    # huge_tree: 2,048 levels instead of 256, and paragraphs of more than 10 MB.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = html.document_fromstring(source, parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise Unreadable("empty") from None
    return Page(tree=tree, cut_off=any("depth" in entry.message for entry in parser.error_log))


def _attributes(tag: str) -> int:
    return len(re.findall(r"[\s/]+", re.sub(r"\"[^\"]*\"|'[^']*'", " ", tag)))


def _without_doctype(markup: str) -> str:
    """Its internal subset may define entities, and ends up in the text when it is left to the parser."""
    start = markup.lstrip()
    if start[:9].lower() != "<!doctype":
        return markup
    end = start.find(">")
    if 0 <= start.find("[") < end:
        end = start.find(">", start.find("]"))
    return start[end + 1 :]


def walk(element: Any) -> Iterator[tuple[bool, Any]]:
    """Every element under ``element`` and itself, each twice: (True, it) as it begins, (False, it) as it ends."""
    from lxml import etree

    for event, each in etree.iterwalk(element, events=("start", "end")):
        yield event == "start", each
