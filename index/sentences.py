"""Text -> spans of its sentences: linear time, exact offsets, no model."""

from __future__ import annotations

import re

_PARAGRAPH = re.compile(r"\n[ \t]*\n+|\n(?=[ \t]*(?:[-*•‣]|\d{1,3}[.)])[ \t])")
# A possible end: stops, then closing quotes and brackets, then a blank.
_END = re.compile(r"(?:[.!?…]{1,8}|[。！？])[\"'”’»)\]]{0,4}(?=\s|$)|[。！？]")
_WORD_BEFORE = re.compile(r"[^\s(\[“‘\"]{1,24}$")
# "... on Tuesday. [full report](https://...)": a link of its own is no part of what was said.
_LINK = re.compile(r"\s+!?\[[^\[\]\n]{0,200}\]\(")
_NEXT = re.compile(r"\s+[\"'“‘«(\[]*(\S)(\S*)")

# Never the end of a sentence: what follows belongs to it.
_TITLES = frozenset(
    "mr mrs ms dr prof rev hon gen lt col maj capt cmdr adm sgt cpl pvt gov sen rep pres amb messrs mme mlle st ste mt ft "
    "no nos vol fig figs art sec ch pp vs etc al ca cf viz approx".split()
)
# The end only if a new sentence plainly begins.
_SHORT = frozenset(
    "inc ltd co corp bros dept est univ assn jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun "
    "a.m p.m am pm u.s u.k u.n e.u d.c ph.d i.e e.g jr sr".split()
)
_NEVER_AFTER = frozenset("i.e e.g".split())
_DAYS_AND_MONTHS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october "
    "november december".split()
)
_INITIAL = re.compile(r"(?:[A-Z]\.)*[A-Z]\.?$")


def split(text: str) -> tuple[tuple[int, int], ...]:
    """The spans (start, end) of the sentences of ``text``, in order, without the blanks between them.

    A blank line or a list item begins a new sentence; a single line break is a blank. Abbreviations, initials and
    decimals do not end one.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for part in _PARAGRAPH.finditer(text):
        _split_paragraph(text, start, part.start(), spans)
        start = part.end()
    _split_paragraph(text, start, len(text), spans)
    return tuple(spans)


def _split_paragraph(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    begin = start
    for stop in _END.finditer(text, start, end):
        if stop.end() < end and not _ends(text, begin, stop, end):
            continue
        _keep(text, begin, stop.end(), spans)
        begin = stop.end()
    _keep(text, begin, end, spans)


def _keep(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))


def _ends(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    if _LINK.match(text, stop.end(), end):
        return True
    following = _NEXT.match(text, stop.end(), min(end, stop.end() + 80))
    if following is None:
        return text[stop.start()] in "。！？" or following is not None or text[stop.end() : end].strip() == ""
    first, rest = following.group(1), following.group(2)
    if text[stop.start()] != "." or stop.group().startswith(".."):
        # "he asked?" said the man: a question inside a sentence goes on in lower case.
        return not first.islower()
    if first.islower():
        return False
    before = _WORD_BEFORE.search(text, max(begin, stop.start() - 24), stop.start())
    word = before.group() if before else ""
    low = word.lower()
    if stop.group() == ".":
        if low in _TITLES or low in _NEVER_AFTER:
            # "No. 3", "St. Ives", but "He said no. Then he left."
            return low in ("no", "etc", "al") and not first.isdigit()
        if low in _SHORT:
            return (first + rest).lower().rstrip(".,;:'’s") not in _DAYS_AND_MONTHS and not first.isdigit() and _begins(first + rest)
        if _INITIAL.fullmatch(word) and word != "I":
            return False
    return True


# Words that begin sentences; after an abbreviation anything else capitalised is more likely a name.
_STARTERS = frozenset(
    "the a an he she it they we i you his her its their our this that these those there in on at by for from with as but and or so "
    "if when while after before since until however meanwhile no not one two three all both some many most officials police".split()
)


def _begins(word: str) -> bool:
    return word.lower().strip("\"'“‘”’,.;:") in _STARTERS
