"""A model's reply -> sentences without markers, each with the numbers that it cites."""

from __future__ import annotations

import re
from dataclasses import dataclass

import prompts
from index import sentences

_THINKING = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)|\A.*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_FENCE_OR_HEADING = re.compile(r"^[ \t]*(?:```|#{1,6}[ \t]).*$", re.MULTILINE)
# A list number needs its blank, so that "3.5 million" stays; "[1]" at the beginning of a line is a citation.
_BULLET = re.compile(r"^[ \t]*(?:[-*•‣>]|\d{1,2}[.)])[ \t]+", re.MULTILINE)
_EMPHASIS = re.compile(r"\*\*|__|`|(?<!\w)[*_](?=\w)|(?<=[\w.!?])[*_](?!\w)")
_NUMBER = r"(?:(?:report|source|passage)s?[ \t]{0,4})?\^?\d{1,9}"
_ONE = rf"[\[【][ \t]{{0,4}}{_NUMBER}(?:[ \t]{{0,4}}(?:,|;|-|–|and)[ \t]{{0,4}}{_NUMBER}){{0,20}}[ \t]{{0,4}}[\]】]"
_MARKER = re.compile(_ONE, re.IGNORECASE)
_MARKERS = re.compile(rf"{_ONE}(?:[ \t]{{0,4}}[,;]?[ \t]{{0,4}}{_ONE}){{0,20}}", re.IGNORECASE)
_AFTER_STOP = re.compile(rf"([.!?…]{{1,8}}[\"'”’»)]{{0,4}})[ \t]{{0,8}}({_MARKERS.pattern})[ \t]{{0,8}}[.!?]?", re.IGNORECASE)
_LONGEST = 20_000  # characters of a reply that are looked at; four sentences are a twentieth of it
_LETTERS = re.compile(r"[a-z]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class CitedSentence:
    """One sentence of a reply: its text without markers, and the numbers in them, in order."""

    text: str
    numbers: tuple[int, ...]


def is_refusal(reply: str) -> bool:
    """Whether the visible part of a reply holds the refusal sentinel, alone or within prose."""
    words = " ".join(_LETTERS.findall(_visible(reply).casefold()))
    return " ".join(_LETTERS.findall(prompts.REFUSAL.casefold())) in words


def cited_sentences(reply: str) -> tuple[CitedSentence, ...]:
    """The sentences of a reply. ``met. [1]``, ``met [1].``, ``met.[1].`` and ``met [1][2]`` all cite for "met"."""
    found: list[CitedSentence] = []
    for line in _visible(reply).splitlines():
        # A marker behind the stop belongs to the sentence before it: put it in front of the stop.
        marked = _AFTER_STOP.sub(lambda m: f" {m[2]}{m[1]} ", line)
        plain, markers = _without_markers(marked)
        last = -1
        for start, end in sentences.split(plain):
            numbers = [n for at, cited in markers if at <= end and at > last for n in cited]
            last = end
            if any(char.isalnum() for char in plain[start:end]):
                found.append(CitedSentence(text=" ".join(plain[start:end].split()), numbers=tuple(dict.fromkeys(numbers))))
    return tuple(found)


def _visible(reply: str) -> str:
    """The reply without what a model thought aloud, and without markup."""
    shown = _FENCE_OR_HEADING.sub("", _THINKING.sub("", reply))
    return _EMPHASIS.sub("", _BULLET.sub("", shown.strip()[:_LONGEST]))


def _without_markers(text: str) -> tuple[str, list[tuple[int, list[int]]]]:
    """The text without its markers, and where each stood in what remains."""
    parts: list[str] = []
    markers: list[tuple[int, list[int]]] = []
    last = size = 0
    for match in _MARKERS.finditer(text):
        before = text[last : match.start()].rstrip(" \t")
        parts.append(before)
        size += len(before)
        markers.append((size, [n for marker in _MARKER.findall(match.group()) for n in _numbers(marker)]))
        last = match.end()
    return "".join((*parts, text[last:])), markers


def _numbers(marker: str) -> list[int]:
    """The numbers of ``[1]``, ``[1, 3]``, ``[1 and 3]``, ``[1-3]``."""
    numbers: list[int] = []
    for part in re.split(r",|;|and", marker.casefold()):
        ends = [int(number) for number in re.findall(r"\d+", part)]
        numbers.extend(range(ends[0], min(ends[-1], ends[0] + 20) + 1) if len(ends) == 2 else ends)
    return numbers
