"""A mail -> Document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parseaddr, parsedate_tz
from typing import Final

from index.read.html import page_text
from index.read.limits import HEADER_CHARACTERS
from index.read.stated import Dated, dated, document, one_line
from index.read.text import Unreadable, clean, decode
from index.types import Document

# What the parsers of the email package are known to raise on mail that is broken enough.
_BROKEN: Final = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


def read_mail(data: bytes, name: str) -> Iterator[Document]:
    """One document: the Date header's own day, the Subject, the sender's name, and the plain text. Raises Unreadable.

    Mail without plain text is read from its HTML part; what is attached is not read.
    """
    try:
        message: Message = BytesParser(policy=compat32).parsebytes(data)
        parts = list(message.walk())
    except _BROKEN:
        raise Unreadable("not a mail that can be parsed") from None
    if not message.keys():
        raise Unreadable("it has no mail headers")
    body = next((part for kind in ("text/plain", "text/html") for part in parts if _shows(part, kind)), None)
    if body is None:
        raise Unreadable("it has no text part")
    payload = body.get_payload(decode=True)
    decoded = decode(payload if isinstance(payload, bytes) else b"", _charset(body))
    text = decoded.text if body.get_content_type() == "text/plain" else page_text(decoded.text)
    attached = sum(part.get_content_disposition() == "attachment" for part in parts)
    yield document(
        name=name,
        text=_unsigned(text),
        published=_published(_header(message, "Date"), name),
        title=_header(message, "Subject"),
        source=_sender(_header(message, "From")),
        warnings=(*decoded.warnings, *((f"attachments that were not read: {attached}",) if attached else ())),
    )


def _shows(part: Message, kind: str) -> bool:
    return not part.is_multipart() and part.get_content_type() == kind and part.get_content_disposition() != "attachment"


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except _BROKEN:
        return None


def _header(message: Message, key: str) -> str:
    """A header in clear. Raw bytes in it (against the standard, and common) are read as a file's bytes are."""
    raw = next((str(value) for name, value in message.raw_items() if name.lower() == key.lower()), "")
    raw = raw[:HEADER_CHARACTERS]
    try:
        raw = decode(raw.encode("ascii", "surrogateescape")).text if not raw.isascii() else raw
        pieces = decode_header(" ".join(raw.split()))
        return "".join(piece if isinstance(piece, str) else decode(piece, charset).text for piece, charset in pieces)
    except _BROKEN:  # among them binascii.Error, HeaderParseError and Unreadable
        return raw


def _sender(header: str) -> str:
    try:
        name, address = parseaddr(header)
    except _BROKEN:
        return ""
    return name or address


def _published(header: str, file: str) -> Dated:
    try:
        fields = parsedate_tz(header)
        if not fields:
            return dated([("Date", header)], file)
        return Dated(day=dt.date(*fields[:3]))
    except _BROKEN:
        fallback = dated([], file)
        warning = f"Date {one_line(header, 40)!r} is not a day of the calendar"
        return Dated(day=fallback.day, warnings=(warning, *fallback.warnings))


def _unsigned(text: str) -> str:
    """RFC 3676 section 4.3: a line of two dashes opens the signature, which is short. (Cleaning takes its blank.)"""
    text = clean(text)
    head, dashes, below = text.rpartition("\n--\n")
    return head if dashes and len(below) <= 800 and below.count("\n") < 10 else text
