"""Sentence -> the figures in it that could answer "how many" and "how much"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.words import terms
from qa.writers.extractive.fates import clause, fates, other_fate
from qa.writers.extractive.question import Asked
from qa.writers.extractive.words import NUMBER_WORDS, Figure, Spot, figures, names

_UNITS = frozenset(
    "mile kilometre kilometer metre meter km mi m cm foot feet inch yard tonne ton kilo kilogram kg gram g litre liter "
    "gallon hour minute second day week month "
    "year crown mark dollar euro pound yen franc rouble ruble degree acre hectare knot point per percent cent vote "
    "seat watt volt mph byte".split()
)
_TOTAL = re.compile(
    r"\b(?:totals?|in all|altogether|so far|tally|toll|number (?:\w+ )?(?:freed|released|dead|killed)|bring\w*|taking"
    r"|brought|makes?|stands? at|overall|cumulative\w*)\b[^.;]*$",
    re.I,
)
_PEOPLE = "people|persons|men|women|children|others|of|victims|dead|killed|injured|wounded|hurt|missing|patients|residents|bodies"
_ANYBODY = frozenset(terms("people persons men women children victims bodies"))
_LEVEL = re.compile(
    r"\b(?:number|toll|total|count|tally|cases|figure|queue|deaths|dead|missing|injured)\b[^.;,]{0,60}\b(?:to|at|as"
    r"|reached|totall?ed|was|is|were|are|of|passed|hit|remains?|stays?|unchanged at)\s"
    r"(?:about |nearly |almost |some |over |more than |at least )?$",
    re.IGNORECASE,
)
_SPELLS = frozenset("hour minute second day week month year".split())
_RATES = frozenset(terms("rate premium share percentage proportion fraction margin turnout tax"))
_SORT = re.compile(
    r"\s(?!(?:and|or|but|in|at|from|with|who|that|to|on|by|for|after|as|of|more|less|a|an|the|were|was|have|had)\b)[a-z]{3,}"
)
_SHARES = frozenset(terms("share percentage proportion fraction turnout"))
_NUMBERED = re.compile(r"\b(?:Lock|No\.?|Chapter|Article|Section|Flight|Route|aged|page)\s$")
_NUMERAL = rf"(?:\d[\d,.]*|{'|'.join(NUMBER_WORDS)})"
_PART = re.compile(rf"\s(?:out\s)?of\s(?:the\s|its\s|their\s)?{_NUMERAL}(?=\s)", re.IGNORECASE)
_WHOLE = re.compile(rf"\b{_NUMERAL}\s(?:out\s)?of\s(?:the\s|its\s|their\s)?$", re.IGNORECASE)
_BARE = re.compile(r"\s(?:are|were|have|had|was|is|has|of (?:them|whom|those))\b")
_LEADS = re.compile(
    r"\b([\w-]+)\s(?:of|at|to|is|was|totall?ed|reached|stood at|stands at)\s"
    r"(?:about |nearly |almost |some |over |up to |more than |at least |a record )?[$€£]?$",
    re.IGNORECASE,
)
_DIFFERS = re.compile(r"\bhow (?:much|many|far)\b.*\b(?:than|\w+er|more|less)\b|\bby how\b|\bdiffer", re.IGNORECASE)
_LABEL = re.compile(r"\b(level|category|phase|stage|grade|tier|magnitude)\s$", re.IGNORECASE)
# "Two metres shorter": a difference is not what is measured.
_DIFFERENCE = re.compile(
    r"[-\s](?:[^\W\d_]+\s){0,2}?(?:shorter|longer|higher|lower|taller|deeper|wider|narrower|heavier|lighter|faster|slower|older|younger|more|less"
    r"|fewer|earlier|later) than\b|[-\s][^\W\d_]+\s(?:shorter|longer|higher|lower|taller|deeper|wider|narrower|heavier|lighter)\b"
)
_BEFORE_TO = re.compile(r"\bfrom\s(?:the\s|about\s|nearly\s|around\s)?$")


def counts(asked: Asked, text: str, days: Sequence[tuple[int, int]]) -> list[Spot]:
    """The figures of a sentence with how well each fits; those inside ``days`` are left out."""
    found = []
    called = [(name.start, name.end) for name in names(text)]
    wanted = fates(asked.text) if asked.kind == "count" else frozenset[str]()
    for figure in figures(text):
        inside = any(a <= figure.start < b for a, b in days)
        if inside or (asked.kind != "count" and (figure.nth or figure.text.lower() == "one")):
            continue
        fit, end = _counted(asked, text, figure, wanted) if asked.kind == "count" else _measured(asked, text, figure)
        if _BEFORE_TO.search(text[: figure.start]) and re.search(r"\bto\s(?:\w+\s)?[$€£]?\d", text):
            # "Raised to 0.40 per cent from 0.15": what it was, not what it is.
            fit -= 0.45
        if any(a < figure.start < b for a, b in called) and not re.match(r"\s[a-z]{3,}", text[figure.end :]):
            # "Gliese 414": part of a name.
            fit = 0.1
        if other_fate(wanted, text, figure.start, figure.end):
            # "12 were killed" does not say how many were hurt.
            fit = min(fit, 0.15)
        found.append(Spot(start=figure.start, end=end, text=text[figure.start : end], fit=fit))
    return found


def value_of(text: str) -> float | None:
    """The number that a span gives, None when it holds none."""
    found = figures(text)
    return found[0].value if found else None


def measure_of(text: str) -> str:
    """The unit that a span's number is in, in the singular; "" for none that is known."""
    found = figures(text)
    unit = _unit(text[found[0].end :]) if found else None
    return unit.group(2).lower().removesuffix("s") if unit else ""


def _following(text: str) -> set[str]:
    """The terms of the noun phrase that a figure counts."""
    after = re.match(r"(?:[-\s]\(?(?!(?:and|or|but|in|at|from|with|who|that|to|on|by|for|after|as)\b)[^\W\d_]+){1,4}", text)
    return set(terms(after.group())) if after else set()


def _unit(text: str) -> re.Match[str] | None:
    unit = re.match(r"[-\s]((?:nautical |square |cubic |metric )?([^\W\d_]+))", text)
    return unit if unit and {unit.group(2).lower(), unit.group(2).lower().removesuffix("s")} & _UNITS else None


def _counted(asked: Asked, text: str, figure: Figure, wanted: frozenset[str]) -> tuple[float, int]:
    before, after = text[: figure.start], text[figure.end :]
    focus = set(asked.focus)
    fit, unit = 0.5, _unit(after)
    part = _PART.match(after)
    if part and focus & _following(after[part.end() :]):
        fit = 1.0
    elif focus & _following(after):
        # "Four of the seven members": the seven are all there are.
        fit = 0.19 if _WHOLE.search(before) else 1.0
    elif figure.percent or figure.money or (unit and not focus & set(terms(unit.group()))):
        fit = 0.15
    elif re.match(rf"\s(?:more\s|other\s)?(?:{_PEOPLE})\b", after):
        fit = 0.75
    if 0.2 < fit < 0.9 and _LEVEL.search(before):
        # "The number of dead rose to 13", "cases stand at 90".
        known = bool(focus & (set(terms(before)) | _ANYBODY)) or (asked.total and "total" in text)
        known = known or bool(wanted & fates(clause(text, figure.start, figure.end)))
        fit = 0.9 if known else max(fit, 0.7)
    if 0.2 < fit < 0.9 and _BARE.match(after) and wanted & fates(clause(text, figure.start, figure.end)):
        # "Nine are known to have died".
        fit = 0.9
    if figure.nth:
        # "A 16th body" counts bodies; "the 12th minute" counts nothing that is asked for.
        fit = 0.6 if focus & _following(after) or (wanted & fates(after[:12]) and focus & _ANYBODY) else 0.15
    if asked.total and fit > 0.2:
        fit = max(fit, 0.9) if _TOTAL.search(before[-45:]) else fit - 0.4
    if _NUMBERED.search(before) or re.match(r",\s(?:has|had|who|was|is|said)\b", after):
        fit = 0.1
    if _BY_HOW_MANY.search(asked.text):
        # "By how many votes does she lead": the difference, not what each has.
        fit = (
            1.0
            if _BY_SO_MANY.search(before) or re.match(r"(?:\s[a-z]+)?\s(?:more|fewer|between|ahead|behind|votes? ahead)\b", after)
            else min(fit, 0.35)
        )
    return fit, figure.end


_BY_HOW_MANY = re.compile(
    r"\bby how (?:many|much)\b(?=.*\b(?:lead|led|ahead|behind|trail\w*|win|won|beat|lose|lost|defeat\w*|outnumber\w*|short|differ\w*)\b)"
    r"|\bhow (?:many|much) (?:\w+ )?(?:ahead|behind)\b",
    re.IGNORECASE,
)
_BY_SO_MANY = re.compile(
    r"\b(?:by|margin of|lead of|difference of|majority of|advantage of|gap of|ahead by|behind by|or)\s(?:just |only |some |about "
    r"|a mere )?$",
    re.IGNORECASE,
)
# "The price of zinc per tonne" is so much a tonne, and no number of tonnes.
_RATE_ASKED = re.compile(r"\b(?:per|a|an|each|every)\s([a-z]+)\b")
_RATE_TOLD = re.compile(r"(?:[-\s][^\W\d_]+){1,4}?\s(?:per|an?|each|every|for each|for every|the)\s([a-z]+)\b")


# "How tall is the dam?" is answered by "131 metres high" and by no volume, weight or price.
_DIMENSION = re.compile(r"\bhow (tall|high|deep|wide|broad|heavy)\b|\bwhat (?:is|was|are|were) the (?:\w+ )?(height|depth|width|weight)\b")
_FAMILY = {
    **dict.fromkeys(("tall", "high", "height"), r"\b(?:high|tall|height|rises?|above|up)\b"),
    **dict.fromkeys(("deep", "depth"), r"\b(?:deep|depth|below|down|under)\b"),
    **dict.fromkeys(("wide", "broad", "width"), r"\b(?:wide|width|across|broad)\b"),
    **dict.fromkeys(("heavy", "weight"), r"\b(?:weigh\w*|weight|heavy)\b"),
}  # fmt: skip
_LENGTHS = frozenset("mile kilometre kilometer metre meter km mi m cm foot feet inch yard".split())
_WEIGHTS = frozenset("tonne ton kilo kilogram kg gram g".split())


def _dimension(asked_of: str, text: str, figure: Figure, name: str, unit: re.Match[str] | None) -> float:
    """How well a figure fits as a height, depth, width or weight: by its unit, and by the word for it beside the figure."""
    units = _WEIGHTS if asked_of in ("heavy", "weight") else _LENGTHS
    if name not in units or (unit is not None and re.match(r"(?:square|cubic) ", unit.group(1))):
        return 0.1
    near = text[max(0, figure.start - 30) : figure.end + (unit.end() if unit else 0) + 30]
    return 1.0 if re.search(_FAMILY[asked_of], near, re.IGNORECASE) else 0.5


def _measured(asked: Asked, text: str, figure: Figure) -> tuple[float, int]:
    after, low = text[figure.end :], asked.text.lower()
    unit = _unit(after)
    name = unit.group(2).lower().removesuffix("s") if unit else ""
    bare = 0.2 if figure.value < 11 and figure.text[0].isalpha() else 0.4
    fit = 0.8 if figure.percent or figure.money or unit else bare
    wanted = {word.removesuffix("s") for word in re.findall(r"[a-z]+", low)} & _UNITS - _SPELLS
    led = _LEADS.search(text[: figure.start])
    if set(asked.focus) & _following(after) or (figure.percent and set(asked.focus) & _RATES):
        fit = 1.0
    elif (label := _LABEL.search(text[: figure.start])) and set(asked.focus) & set(terms(label.group(1))):
        # "Alert level 4".
        fit = 1.0
    elif set(asked.focus) & _SHARES and not figure.percent and not re.match(r"\s(?:in|out of)\s", after):
        # A share is a part of a whole, never a sum.
        fit = 0.3
    elif led and set(asked.focus) & set(terms(led.group(1))):
        # "A profit of 310 million euros".
        fit = 0.95
    elif wanted:
        fit = 1.0 if name in wanted or (figure.percent and "cent" in wanted) or (unit and unit.group(1).lower() in low) else 0.3
    elif name in _SPELLS and not re.search(r"how (?:long|old|often|soon|late|many)|duration|time|age\b", low):
        fit = 0.3
    if _DIFFERENCE.match(after) and not _DIFFERS.search(low):
        fit = min(fit, 0.2)
    if (asked_of := _DIMENSION.search(low)) is not None:
        return _dimension(asked_of.group(1) or asked_of.group(2), text, figure, name, unit), figure.end + (unit.end() if unit else 0)
    if "how old" in low:
        return (1.0 if re.match(r",|[-\s]years?", after) else 0.1), figure.end
    per = [
        found for found in _RATE_ASKED.findall(low) if found.removesuffix("s") in _UNITS or found in ("head", "person", "animal", "holding")
    ]
    if per and re.search(r"\bper\b|\bin [a-z ]+ an? [a-z]+\W*$", low):
        told = _RATE_TOLD.match(after)
        fit = 1.0 if told and told.group(1).removesuffix("s") in {one.removesuffix("s") for one in per} else min(fit, 0.3)
    if unit is None and re.search(r"(?:million|billion|trillion)$", figure.text) and (sort := _SORT.match(after)):
        # "12 million kroner": what the millions are of.
        return max(fit, 0.7), figure.end + sort.end()
    return fit, figure.end + (unit.end() if unit else 0)
