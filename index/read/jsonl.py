"""JSON lines -> Documents, one a line."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Mapping

from index.read import limits
from index.read.stated import dated, document, one_line
from index.read.text import Unreadable, decode
from index.types import Document, Skipped


def read_jsonl(data: bytes, name: str) -> Iterator[Document | Skipped]:
    """One document a line, named ``name#id`` or ``name#line number``; a bad line is skipped as ``name#line N``."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = decode(data).text.encode("utf-8", "replace")
    taken: dict[str, int] = {}
    start = number = 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        line, start, number = data[start:end].strip(), end + 1, number + 1
        if not line:
            continue
        try:
            yield _row(line, name, number, taken)
        except Unreadable as unreadable:
            yield Skipped(name=f"{name}#line {number}", reason=str(unreadable))


def _row(line: bytes, file: str, number: int, taken: dict[str, int]) -> Document:
    decoded = decode(line)
    row = _object(decoded.text)
    text = row.get("text")
    if not isinstance(text, str):
        raise Unreadable("it has no text" if text is None else "its text is not a string")
    identity = one_line(_written(row, "id"), limits.IDENTITY_CHARACTERS) or str(number)
    if identity in taken:
        raise Unreadable(f"its id {identity!r} is already that of line {taken[identity]}")
    taken[identity] = number
    return document(
        name=f"{file}#{identity}",
        text=text,
        published=dated([(key, _written(row, key)) for key in ("date", "published")], file),
        title=_written(row, "title"),
        source=_written(row, "source"),
        url=_written(row, "url"),
        warnings=decoded.warnings,
    )


def _object(line: str) -> Mapping[str, object]:
    try:
        row: object = json.loads(line)
    except json.JSONDecodeError as error:
        raise Unreadable(f"not JSON at character {error.pos + 1}") from None
    except RecursionError:
        raise Unreadable("JSON nested too deeply") from None
    except ValueError:  # an integer of thousands of digits
        raise Unreadable("JSON with a number that cannot be read") from None
    if not isinstance(row, dict):
        raise Unreadable("not a JSON object")
    return row


def _written(row: Mapping[str, object], key: str) -> str:
    """A string, or an integer as it is written (20310305, a numeric id); anything else is as good as absent."""
    value = row.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**18 else ""
    return value if isinstance(value, str) else ""
