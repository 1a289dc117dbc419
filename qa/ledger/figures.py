"""One sentence -> its figures: what is counted, whether it is a total, a day's count or a level, as of when, and who says so."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise, takewhile

from index.words import stem
from qa.ledger import cues
from qa.ledger.acts import act_of, words_between
from qa.ledger.counted import counts
from qa.ledger.types import Figure, Kind
from qa.verify.counts import figures as numbers
from qa.verify.reading.speeches import Speech, speeches
from qa.verify.text import FUNCTION, Reading

_ARTICLES = frozenset("the a an its his her their our this that".split())
# Verbs and trimmings around a measure that do not say what is measured.
_EMPTY = frozenset(
    "put puts stand stands stood cost costs quoted touched fell rose take takes took reach reached was were expected slipped closed "
    "still now new "
    "highest lowest half".split()
)
_TRIVIAL = frozenset("said told says day days week weeks month months year years time times hour hours".split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence as the figures need it. ``days`` are the stretches of characters that are days, not numbers."""

    reading: Reading
    days: tuple[tuple[int, int], ...]
    as_of: dt.date | None
    names: tuple[str, ...]
    speakers: tuple[tuple[Speech, str | None], ...]
    decides: str | None = None


def figures_of(sentence: Sentence, before: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures of a sentence in order, lengths of time, clock times and mere ordinals left out.

    ``before`` are the figures of the sentence before: "That makes 54" counts what the last of them counted.
    """
    reading = sentence.reading
    found = [figure for figure in numbers.find(reading, sentence.days) if counts(figure, reading)]
    moved = _moved(found, reading)
    for at in moved:
        if not found[at + 1].noun:
            found[at + 1] = replace(found[at + 1], unit=found[at].unit)  # "from 5.8 million tonnes to 4.1 million"
    made: list[Figure] = []
    for at, number in enumerate(found):
        left = found[at - 1].end if at else 0
        right = found[at + 1].start if at + 1 < len(found) else len(reading.text)
        if at and number.form == found[at - 1].form and _MIDST.fullmatch(reading.text[found[at - 1].end : number.start]):
            left = found[at - 2].end if at > 1 else 0  # "from 2.10 crowns to 3.40 crowns": one thing, named before both
        if re.search(r"\b(?:from|of|in|on|by) $", reading.text[:right]) and number.form == "count":
            right = len(reading.text)  # "142 men from six ships were held": the second number only describes
        made.append(_figure(sentence, number, left, right, made, before))
    for at, (one, other) in enumerate(pairwise(found)):
        if made[at + 1].act and not made[at].act and _NOT_THAT.fullmatch(reading.text[one.end : other.start]):
            # "Twenty-six people, not 27, are known to have died": what happened stands behind both
            made[at] = replace(made[at], act=made[at + 1].act, kind=made[at + 1].kind)
    out = _with_former(made)
    for at in moved:
        out[at], out[at + 1] = _from_to(out[at], out[at + 1], reading.text[: found[at].start])
    return tuple(out)


_NOT_THAT = re.compile(r"[^.;,]{0,40}, (?:and )?not (?:the )?")
_FROM = re.compile(r"\bfrom (?:about |around |nearly |some |roughly |over |a mere )?$", re.IGNORECASE)
_TO = re.compile(r"(?: [^\s,;.]+){0,4}? to (?:about |around |nearly |some |roughly |over |only |just )?")


def _moved(found: Sequence[numbers.Figure], reading: Reading) -> list[int]:
    """Where a number of ``found`` stands in "from A to B": something went from one value to the next."""
    return [
        at
        for at, (one, other) in enumerate(pairwise(found))
        if one.form == other.form and _FROM.search(reading.text[: one.start]) and _TO.fullmatch(reading.text[one.end : other.start])
        and (one.unit == other.unit or not other.unit)
    ]  # fmt: skip


def _from_to(was: Figure, now: Figure, behind: str) -> tuple[Figure, Figure]:
    """Both values of what moved, named by the words before: "The sack went from 38 reals to 46"."""
    if now.act or now.kind == "cumulative":
        return replace(was, former=True, as_of=None), now
    named = tuple(one for one in _stems(re.split(r"[,;:]", _FROM.sub("", behind))[-1]) if one not in _WHEN)[:4]
    head = tuple(dict.fromkeys((*named, *was.head, *now.head)))[:5] if not now.head or now.kind == "incident" else now.head
    return (
        replace(was, kind="level", head=head, former=True, as_of=None),
        replace(now, kind="level", head=head, what=now.what if now.unit else behind.strip()[-60:]),
    )


_MIDST = re.compile(r" (?:[a-z]+ ){0,3}to ")
# "The number of cancelled operations has reached 4,100": what is counted stands before.
_COUNTED = re.compile(
    r"\b(?:number|count|total|tally) of (?P<what>[^.;,]{3,60}?)(?: (?:has|have|had|now|rose|stands|stood|reached|fell|grew|climbed"
    r"|jumped|was|is|at|to)\b)[^.;]*$",
    re.IGNORECASE,
)
_WHEN_AND_WHERE = re.compile(r" (?:since|after|before|during|from|in|at|among|over|on) ")
# "Raised its key rate by a quarter of a point to 6.75": by how much is no part of what.
_BY_SO_MUCH = re.compile(r"\bby (?:an? |[\d.,]+ |\w+ )(?:\w+ ){0,4}?(?:points?|per cent|percent|percentage points?)\b", re.IGNORECASE)
# "143 tonight": when is not what.
_WHEN = frozenset(
    stem(word) for word in "today tonight yesterday tomorrow now then noon midnight together altogether apiece respectively".split()
)
# "A sack fetched 52 reals", "slid to 49 reals": a value of something, not a count of anything.
_PRICED = re.compile(
    r"\b(?:costs?|fetch(?:es|ed)?|(?:trad(?:es?|ed|ing)|clos(?:es|ed)|sold|quoted|priced|valued|stands|stood) (?:at|for)|now at"
    r"|(?:ha(?:s|ve|d) )?(?:reached|hit|topped|passed)|(?:amount|come|add up)(?:s|ed)? to|total(?:s|led)"
    r"|(?:is|are|was|were)(?: now)? at|(?:br(?:ing|ought)|t(?:ake|ook)|push|lift)(?:s|ed)? the [a-z ]{3,30}? to"
    r"|(?:slid|slides|slipped|rose|rises|fell|falls|climbed|dropped|eased|jumped|sank|cut|raised|lowered|up|down) to)"
    r" (?:about |around |nearly |some |over |just )?$",
    re.IGNORECASE,
)
# "Wheat: 262", "Withdrawals since the start of the run: 402 million": a value under its name.
_HEADED = re.compile(
    r"(?P<name>[A-Z][^:.;!?,]{2,40}?)(?: (?:since|from|in|on|at|for|of|by)\b[^:.;!?]{0,40})?: (?:about |some |nearly |over )?"
)
_ACT_STEMS = frozenset(stem(word) for word in cues.ACTS)
# Verbs that may stand right behind a number, or behind what it counts: the next words are no part of what is counted.
_HAPPENED = frozenset(
    stem(word)
    for word in "went came left got took fell rose met sat stood ran lay sent told gave saw felt kept made began broke flew fled carried "
    "remained stayed moved joined walked arrived returned reached".split()
)


def _figure(sentence: Sentence, number: numbers.Figure, left: int, right: int, made: Sequence[Figure], before: Sequence[Figure]) -> Figure:
    reading = sentence.reading
    ahead, behind = reading.text[number.end : right], reading.text[left : number.start]
    whole_behind = reading.text[: number.start]
    total = cues.TOTAL_BEFORE.search(_without_numbers(whole_behind[-160:])) is not None
    act = act_of(reading, number, left, right, total=total)
    noun = _counted_things(number.noun)
    head = tuple(one for one in noun if one not in cues.GENERIC)[:2]
    model = _counted_last(made, before) if total and number.form == "count" and not number.unit else None
    if model is not None and not head:
        head = model.head
        act = model.act if act in ("", model.act, "held") or _ambiguous(reading, number, left, right) else act
    headed = _HEADED.fullmatch(whole_behind)
    counted = _COUNTED.search(whole_behind) if not noun and number.form == "count" else None
    money_or_share = (
        number.form == "share"
        or bool(number.unit)
        or _is_price(number, ahead)
        or (not act and not total and (_PRICED.search(behind) is not None or headed is not None))
    )
    what = model.what if model is not None and not noun else _what(reading, number, act, behind, ahead, level=money_or_share)
    if counted is not None and not money_or_share:
        what = counted.group("what")
        named = _stems(_WHEN_AND_WHERE.split(what)[0])
        head = tuple(one for one in named if one not in cues.GENERIC and one not in _ACT_STEMS)[:2]
        total = total or not cues.PER_DAY.search(whole_behind)
        act = "held" if not act and cues.LOCKED_UP.search(what) else act
    if headed is not None and not act:
        head = _stems(headed.group("name"))
    elif money_or_share:
        act, head = "", tuple(one for one in _stems(what.split(" (")[0]) or _stems(_measured(ahead)) if one not in _WHEN)
    kind = _kind(
        reading.text, ahead, behind, act, total=total, level=money_or_share, ordinal=number.form == "ordinal", dated=bool(sentence.days)
    )
    if number.form == "share" and cues.MOVED_BY.search(behind):
        kind = "incident"
    speaker = _speaker(sentence, number)
    return Figure(
        value=number.text, amount=_exact(number.value), what=what, act=act, head=head, unit="%" if number.form == "share" else number.unit,
        kind=kind, as_of=sentence.as_of, attributed_to=speaker, where=sentence.names,
        former=_former(reading, whole_behind), bound=number.bound,
    )  # fmt: skip


def _counted_things(noun: Sequence[str]) -> tuple[str, ...]:
    """What is counted, up to the word that says what happened: "eleven bodies carried past", "148 went below"."""
    things = list(takewhile(lambda one: one not in _HAPPENED, (one for one in noun if one not in _WHEN)))
    at = next((at for at, one in enumerate(things) if one in _ACT_STEMS), len(things))
    return tuple(things[:at] or [one for one in things if one not in _ACT_STEMS])


def _exact(value: Decimal) -> str:
    text = format(value.normalize(), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _without_numbers(text: str) -> str:
    return text.replace(" at least ", " ").rstrip() + " "


def _is_price(number: numbers.Figure, ahead: str) -> bool:
    """Whether a count is of something that is paid or measured per something: "17,200 crowns a day", "4.12 to the crown"."""
    return (
        re.match(r"(?: [a-z]+)? (?:a|an|per|to the) (?:day|week|month|year|hour|ton|tonne|litre|barrel|share|head|[a-z]+)\b", ahead)
        is not None
        or "." in number.text
    )


def _counted_last(made: Sequence[Figure], before: Sequence[Figure]) -> Figure | None:
    for figure in (*reversed(made), *reversed(before)):
        if not figure.unit and (figure.act or figure.head) and not figure.former:
            return figure
    return None


def _ambiguous(reading: Reading, number: numbers.Figure, left: int, right: int) -> bool:
    """Whether nothing beside a number says what happened to those it counts."""
    near = words_between(reading, max(left, number.start - 90), min(right, number.end + 40))
    ahead = reading.text[number.end : min(right, number.end + 80)]
    return not any(word.low in cues.ACTS for word in near) and not any(idiom.search(ahead) for idiom, _, _ in cues.IDIOMS)


def _measured(ahead: str) -> str:
    """ "Of hull value", "of fuel a week": what a share or a measure is of."""
    found = re.match(r"\s*(?:[a-z]+ )?((?:of|a|an|per) [a-z]+(?: (?:a |an |per )?[a-z]+)?)", ahead)
    return found.group(1) if found else ""


def _stems(text: str) -> tuple[str, ...]:
    words = Reading.of(text).words
    return tuple(word.stem for word in words if word.content and not word.text[0].isdigit() and word.low not in _EMPTY)[:5]


def _what(reading: Reading, number: numbers.Figure, act: str, behind: str, ahead: str, *, level: bool) -> str:
    """What is counted or measured, in the report's own words, at most seven of them."""
    if level:
        turned = list(cues.TURNED_TO.finditer(behind))
        part = (
            behind[turned[-1].end() :]
            if turned and len(behind[turned[-1].end() :].split()) > 2
            else behind[: turned[-1].start()]
            if turned
            else behind
        )
        part = _BY_SO_MUCH.sub(" ", part)
        words = re.split(r", | that | and ", part)[-1].split() or part.split()
        starts = [at for at, word in enumerate(words) if word.lower() in _ARTICLES]
        words = words[starts[0] + 1 :] if starts and len(words) - starts[0] > 2 else words
        words = [
            word.strip("\"'“”")
            for word in words
            if word.lower() not in ("to", "at", "of", "by", "is", "was", "stands", "still", "costs", "will")
        ]
        unit = re.match(r"\s*((?:[a-z]+ )?(?:of|a|an|per|to) [a-z]+(?: [a-z]+)?|[a-z]+(?: (?:a|an|per) [a-z]+)?)", ahead)
        return " ".join([*words[:7], *([f"({unit.group(1).strip()})"] if unit else [])]).strip()
    kept: list[str] = []
    for word in words_between(reading, number.end, number.end + 60):
        if word.text == "-" or (not kept and word.low in ("more", "of", "the", "other")):
            continue
        if (
            not word.stem
            or word.low in FUNCTION
            or word.low in _TRIVIAL
            or word.text[0].isdigit()
            or len(kept) == 3
            or word.low.endswith("ing")
        ):
            break
        kept.append(word.text)
        if cues.ACTS.get(word.low) == act:
            break
    label = " ".join(kept)
    if act and act not in {cues.ACTS.get(word.lower()) for word in kept}:
        label = f"{label} {act}".strip()
    return label or act or " ".join(behind.split()[-4:])


def _kind(text: str, ahead: str, behind: str, act: str, *, total: bool, level: bool, ordinal: bool, dated: bool) -> Kind:
    if level or act in cues.LEVELS:
        return "level"
    clause = re.split(r"[;.,]", ahead)[0][:70]
    around = behind[-40:] + " # " + clause
    if total or (ordinal and act == "dead"):
        return "cumulative"
    if re.match(r"\W*(?:more|further|other|additional|new)\b", ahead) or re.search(r"\b(?:another|a further|all) $", behind):
        return "incident"
    if cues.TOTAL_AROUND.search(around) and not cues.PER_DAY.search(clause):
        return "cumulative"
    if act in cues.TOLLS:
        return "cumulative"
    if act in cues.LASTING and not dated and re.search(r"\bha(?:s|ve)(?: now| so far| already)? (?:been|come|gone|left|crossed)\b", clause):
        return "cumulative"
    if (
        act == "injured"
        and re.search(r"\b(?:were|are|have been|known) ", clause[:24])
        and re.search(r"\b(?:police|ministry|officials|hospitals?)\b", text[:40], re.IGNORECASE)
    ):
        return "cumulative"
    return "incident"


def _former(reading: Reading, behind: str) -> bool:
    return cues.FORMER_BEFORE.search(behind[-40:].rstrip() + " ") is not None or cues.FIGURE_WAS.match(reading.text) is not None


def _with_former(made: Sequence[Figure]) -> list[Figure]:
    """A lone "from 30" is a place or a beginning; it is a former value only beside a present one of the same measure."""
    out = []
    for at, figure in enumerate(made):
        if figure.former and len(made) > 1:
            others = [other for other in made if other is not figure and _measures_alike(figure, other) and not other.former]
            beside = (
                made[at - 1] if at and made[at - 1] in others else made[at + 1] if at + 1 < len(made) and made[at + 1] in others else None
            )
            if beside is not None:
                longer = max((figure, beside), key=lambda one: len(one.head)) if not beside.head else beside
                out.append(_like(figure, longer, former=True))
                continue
            if not others:
                out.append(_like(figure, figure, former=False))
                continue
        out.append(figure)
    return out


def _measures_alike(one: Figure, other: Figure) -> bool:
    return one.unit == other.unit and (bool(one.unit) or not one.head or not other.head or bool(set(one.head) & set(other.head)))


def _like(figure: Figure, model: Figure, *, former: bool) -> Figure:
    return Figure(
        value=figure.value, amount=figure.amount, what=model.what, act=model.act, head=model.head, unit=figure.unit, kind=model.kind,
        as_of=None if former else figure.as_of, attributed_to=figure.attributed_to, where=figure.where, former=former, bound=figure.bound,
    )  # fmt: skip


def _speaker(sentence: Sentence, number: numbers.Figure) -> str | None:
    reading = sentence.reading
    at = next((at for at, word in enumerate(reading.words) if word.end > number.start), 0)
    holding = [(speech, who) for speech, who in sentence.speakers if speech.first <= at < speech.after]
    if not holding:
        return sentence.decides
    return min(holding, key=lambda one: one[0].after - one[0].first)[1]


def speeches_of(reading: Reading) -> tuple[Speech, ...]:
    """Who says what in a sentence, weak verbs of saying included."""
    return speeches(reading)
