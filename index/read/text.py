"""Bytes -> normalised text, which is what everything is quoted from."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from index.read.limits import COMBINING_MARKS


class Unreadable(ValueError):
    """A file, or a document in it, that cannot be read. The message is one clause without a full stop."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Decoded:
    """Text as it was written, the encoding it was read by, and what was doubtful about that."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES: Final = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
)
# What a page or a mail may declare. UTF-7 is left out on purpose: it hides markup from whoever looks at the bytes.
_DECLARED: Final = re.compile(
    r"iso-8859-(?:[2-9]|1[0-6])|windows-125\d|cp125\d|koi8-[ru]|gb2312|gbk|gb18030|big5|shift_jis|euc-jp|euc-kr"
    r"|iso-2022-(?:jp|kr)|mac-?roman"
)
# Bell, backspace and escape are what terminals are written to with, not what binary files are made of.
_CONTROL: Final = re.compile("[\x00-\x06\x0e-\x1a\x1c-\x1f\x7f\ufffd]")


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Bytes as text: by byte order mark, else UTF-8, else ``declared`` (a charset's name), else Windows-1252.

    Every doubt is a warning that names the encoding and the offset of the first bad byte. Raises Unreadable for binary
    data, which is what has a tenth of control characters (a hundredth, when it is not UTF-8 either).
    """
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise Unreadable(f"binary: it begins like {kind}, whatever its suffix says")
    decoded = _decode(data, (declared or "").strip().lower())
    controls = len(_CONTROL.findall(decoded.text))
    allowed = len(decoded.text) / (100 if decoded.encoding in ("windows-1252", "latin-1") else 10)
    if controls > max(allowed, 3):
        raise Unreadable("binary, not text")
    return decoded


def _decode(data: bytes, declared: str) -> Decoded:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data, len(mark), encoding)
    if wide := _wide(data):
        read = _marked(data, 0, wide)
        return Decoded(text=read.text, encoding=wide, warnings=(f"no byte order mark: read as {wide}", *read.warnings))
    try:
        text, first_bad = data.decode("utf-8"), -1
    except UnicodeDecodeError as error:
        text, first_bad = "", error.start
    if _DECLARED.fullmatch(declared) and (first_bad >= 0 or data.isascii()):
        try:
            return Decoded(text=data.decode(declared), encoding=declared)
        except (UnicodeDecodeError, LookupError):
            pass
    if first_bad < 0:
        return Decoded(text=text, encoding="utf-8")
    return _not_utf8(data, first_bad, declared)


def _marked(data: bytes, skip: int, encoding: str) -> Decoded:
    try:
        return Decoded(text=data[skip:].decode(encoding), encoding=encoding)
    except UnicodeDecodeError as error:
        warning = f"not valid {encoding} at byte {error.start + skip}: bad bytes are shown as \ufffd"
        return Decoded(text=data[skip:].decode(encoding, "replace"), encoding=encoding, warnings=(warning,))


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: Latin text has a NUL in every other byte, and nowhere else."""
    sample = data[:4096]
    half = len(sample) // 2
    if half < 4:
        return None
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 and odd < 0.05 else None


def _not_utf8(data: bytes, first_bad: int, declared: str) -> Decoded:
    mended = data.decode("utf-8", "replace")
    bad = mended.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    good = len(mended) - bad - sum(byte < 0x80 for byte in data)
    if good > bad:  # UTF-8 with damage: a one-byte encoding would garble every good letter for the sake of the bad ones
        warning = f"not valid UTF-8 at byte {first_bad} and {bad - 1} more: bad bytes are shown as \ufffd"
        return Decoded(text=mended, encoding="utf-8", warnings=(warning,))
    # Browsers read these three labels as Windows-1252 too, so a page that declares one is read without a warning.
    said = declared in ("iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252")
    try:
        text, encoding = data.decode("cp1252"), "windows-1252"
    except UnicodeDecodeError:
        text, encoding = data.decode("latin-1"), "latin-1"
    warnings = () if said else (f"not UTF-8 (first at byte {first_bad}): read as {encoding}",)
    return Decoded(text=text, encoding=encoding, warnings=warnings)


# Whole sequences go, their payload too: title and clipboard commands, colours, cursor moves. Each string sequence ends
# within its line, so that an unclosed one costs its two opening characters and not the rest of the report.
_ESCAPES: Final = re.compile(
    r"(?:\x1b\]|\x9d)[^\x07\x1b\x9c\x9d\r\n]*(?:\x07|\x1b\\|\x9c)"
    r"|(?:\x1b[PX^_]|[\x90\x98\x9e\x9f])[^\x1b\x90\x98\x9c\x9e\x9f\r\n]*(?:\x1b\\|\x9c)"
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|\x1b[!-/]*[0-~]"
)
_NEWLINE: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACE: Final = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Controls, soft hyphen, fillers, zero-width and bidirectional controls, variation selectors other than those of
# emoji, byte order marks, non-characters, and the tag characters that smuggle text past the reader's eye.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ufdd0-\ufdef"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_MARK_RUN: Final = re.compile(rf"[^\w\s\x00-\x7f]{{{COMBINING_MARKS + 1},}}")
_NEWLINES: Final = re.compile("\n{3,}")


def clean(text: str) -> str:
    """The text as it is stored: NFC, ``\\n`` for every line break, plain spaces, nothing that a reader cannot see.

    Terminal escape sequences go whole; lone surrogates become U+FFFD; at most eight combining marks stay on a letter;
    lines lose their trailing blanks and the text its outer ones; never more than one empty line in a row. Quotation
    marks, dashes and letters stay as they were written. Idempotent, and linear in the length of the text.
    """
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _NEWLINE.sub("\n", _ESCAPES.sub("", text))
    text = _UNSEEN.sub("", _SPACE.sub(" ", text))
    if not text.isascii():
        # Once before, because sorting a long run of marks is quadratic; once after, because some marks fall into two.
        text = _MARK_RUN.sub(_fewer_marks, unicodedata.normalize("NFC", _MARK_RUN.sub(_fewer_marks, text)))
    text = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
    return _NEWLINES.sub("\n\n", text).strip(" \t\n")


def _fewer_marks(run: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for character in run.group():
        is_mark = unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me")
        marks = marks + 1 if is_mark else 0
        if marks <= COMBINING_MARKS:
            kept.append(character)
    return "".join(kept)
