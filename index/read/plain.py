"""Text and Markdown -> Document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from index.read.front import split_front
from index.read.stated import dated, document
from index.read.text import clean, decode
from index.types import Document

# The seed's own form: `date 2023-11-29 Top intelligence officials ...`. The header is not part of the text.
_HEADER: Final = re.compile(r"date:?[ \t]+(\d{4}-\d\d-\d\d)(?:T\S*)?(?:\s+|\Z)", re.IGNORECASE)
_HEADING: Final = re.compile(r"^# +(\S.*)$", re.MULTILINE)


def read_text(data: bytes, name: str) -> Iterator[Document]:
    """One document: its day from the `date` header, else front matter, else the file name. Raises Unreadable."""
    yield _read(data, name, headings=False)


def read_markdown(data: bytes, name: str) -> Iterator[Document]:
    """As text, and untitled Markdown takes its first `# heading` for a title. Raises Unreadable."""
    yield _read(data, name, headings=True)


def _read(data: bytes, name: str, *, headings: bool) -> Document:
    decoded = decode(data)
    front = split_front(clean(decoded.text))
    header = None if front.fields else _HEADER.match(front.text)
    text = front.text[header.end() :] if header else front.text
    stated = [(key, front.fields.get(key, "")) for key in ("date", "published")]
    title = front.fields.get("title")
    if headings and not title and (heading := _HEADING.search(text[:20_000])):
        title = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading[1][:1000]).strip("# \t").replace("*", "").replace("`", "")
    return document(
        name=name,
        text=text,
        published=dated([("date", header[1])] if header else stated, name),
        title=title,
        source=front.fields.get("source") or front.fields.get("author"),
        url=front.fields.get("url"),
        warnings=(*decoded.warnings, *front.warnings),
    )
