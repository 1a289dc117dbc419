"""Sentence -> the spans in it that could answer: people, places, days, figures, names, reasons."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.words import terms
from qa.writers.extractive.counts import counts
from qa.writers.extractive.question import Asked
from qa.writers.extractive.words import FUNCTION, MONTHS, WEEKDAYS, Name, Spot, base, names

_MONTH = "|".join(month.capitalize() for month in MONTHS) + "|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\\b\\.?"
_WEEKDAY = "|".join(day.capitalize() for day in WEEKDAYS)
DAY = re.compile(
    rf"(?:(?:{_WEEKDAY})\s)?\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?(?:{_MONTH})\b(?:,?\s\d{{4}}\b)?"
    rf"|(?:(?:{_WEEKDAY}),?\s)?\b(?:{_MONTH})\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s\d{{4}}\b)?"
    rf"|\b(?:(?:early|late|mid|spring|summer|autumn|winter)[\s-](?:of\s|in\s)?)?(?:{_MONTH})\s(?:of\s)?\d{{4}}\b"
    r"|\b\d{4}-\d{2}-\d{2}\b"
    r"|\b(?:the\s)?(?:early\s|late\s|mid-?\s?)?(?:\d{1,2}(?:st|nd|rd|th)|[a-z]+teenth|twentieth|twenty-first)\scentur(?:y|ies)\b"
    r"|\b(?:spring|summer|autumn|fall|winter|early|late|end of|beginning of)\s(?:of\s|in\s)?(?:1\d{3}|20\d{2})\b"
    r"|\b(?:the\s)?(?:early\s|late\s|mid-?\s?)?(?:1\d|20)\d0s\b"
    r"|\b(?:1[0-9]|20)\d{2}\b(?!\s*(?:people|men|crowns|marks|ships|tonnes|miles|kilomet|metres))"
    r"|\b\d{3,4}\s(?:AD|BC|BCE|CE)\b"
    rf"|\b(?:last |next |this )?(?:{_WEEKDAY})\b(?:\s(?:morning|afternoon|evening|night))?"
    r"|\b(?:yesterday|today|tomorrow|tonight|the day before(?: yesterday)?|the (?:next|same|following|previous) day"
    r"|last (?:week|month|year|night)|the weekend|this (?:week|month|year))\b"
    rf"|\b(?:in|since|until|by|during|of|early|late)\s(?:{_MONTH})\b(?!\s\d)",
)
_TITLES = frozenset(
    "president minister chancellor secretary judge captain commodore dr professor mr mrs ms sir dame lord lady king queen prince princess "
    "governor senator general colonel admiral commander officer chief chair chairman chairwoman director envoy "
    "spokesman spokeswoman superintendent "
    "inspector mayor leader ambassador pope bishop archbishop saint st coach manager rep representative congressman "
    "justice sheriff emperor tsar".split()
)
_BODY = frozenset(
    "party guild ministry league office bank authority council pool agency service bureau university college company corporation inc ltd "
    "government union association committee commission court parliament assembly senate congress department army navy "
    "force forces police club "
    "team united city fc school institute society board group church house hospital museum times post wire news gazette canal strait river "
    "sea ocean lake mountain island islands cape fort lock bay port street square airport road bridge tower park hill valley county state "
    "states kingdom republic province convention treaty act agreement arrangement storm war battle cup league "
    "championship day cabinet secretariat guard".split()
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|to|from|into|off|outside|around|through|across|toward|towards|via|on|within|throughout|inside)\s(?:the\s(?:port"
    r"|city|town|village|state|province|former)\s(?:of\s)?|the\s)?$"
)
_GIVE = r"(?:named|appointed|nominated|picked|chose|hired|promoted|elected)"
_GIVEN_OFFICE = re.compile(rf"\b{_GIVE}\s(?:(?:the|a|an|his|her|their|former|deputy)\s)?(?:[a-z-]+\s){{0,3}}$")
_GIVES_OFFICE = re.compile(rf"(?:,[^,]{{2,40}},)?\s(?:has\s|had\s|later\s|then\s)*{_GIVE}\s")
_GIVING = frozenset(map(base, ("named", "appointed", "nominated", "picked", "chose", "hired", "promoted", "elected")))
# Between a name and its verb: an age or office set off by commas, an auxiliary, an adverb.
_BETWEEN = re.compile(r"(?:,[^,;.]{1,60},)?\s?(?:\b(?:had|has|have|also|then|later|who|will|would)\s)*(?:\w+ly\s)?$")
# "The Dovekie", "from the Bright Margin": a name with an article is a thing's.
_OF_A_THING = re.compile(r"\b(?:the|a|an)\s$", re.IGNORECASE)
_ROLE_BEFORE = re.compile(r"\b([a-z]+),?\s$")


def is_title(word: str) -> bool:
    """Whether a word before a name is a rank or an office: "Captain", "Judge"."""
    return word.lower().strip(".") in _TITLES


def spots(asked: Asked, text: str, places: frozenset[str] = frozenset()) -> list[Spot]:
    """The spans of the sentence ``text`` whose kind fits the question and that the question does not hold itself.

    ``places`` are names that the reports use as places.
    """
    own = frozenset(asked.terms)
    if asked.kind == "who":
        found = _people(asked, text, places)
    elif asked.kind == "where":
        found = _places(asked, text)
    elif asked.kind == "when":
        found = [_time(asked, text, m) for m in DAY.finditer(text)]
    elif asked.kind in ("count", "amount"):
        found = counts(asked, text, [(m.start(), m.end()) for m in DAY.finditer(text)])
    elif asked.kind in ("which", "what"):
        found = [
            Spot(start=name.start, end=name.end, text=name.text, fit=0.35 if _PLACE_BEFORE.search(text[: name.start]) else 0.7)
            for name in names(text)
        ]
    else:
        found = []
    return [spot for spot in found if not set(terms(spot.text)) <= own or not terms(spot.text)]


def _time(asked: Asked, text: str, match: re.Match[str]) -> Spot:
    fit = 1.0
    if re.search(r"\b(?:by|until|deadline|before)\b[^?]{0,12}\b(?:what|when|which)\b", asked.text.lower()):
        fit = 1.0 if re.search(r"\b(?:by|until|before)\s$", text[: match.start()]) else 0.6
    if re.search(r"\bsince (?:what|when|which)\b", asked.text.lower()):
        fit = 1.0 if re.search(r"\b(?:since|from)\s$", text[: match.start()]) else 0.6
    if "year" in asked.focus and not re.search(r"\d{4}", match.group()):
        fit = 0.3
    return Spot(start=match.start(), end=match.end(), text=match.group(), fit=fit)


_SPEAKS = (
    r"(?:said|says|told|announced|added|warned|noted|stated|explained|confirmed|acknowledged|reported|admitted|declined|refused|denied|"
    r"replied|wrote|insisted|argued|claimed|testified|tweeted)"
)


def _is_heading(parts: Sequence[str]) -> bool:
    """ "DAILY SUMMARY" """
    return len(parts) > 1 and all(part.isupper() and len(part) > 3 for part in parts)


# "Osric Lamb no longer runs the bank", "the former minister, Osric Lamb": whoever is asked for now is another.
_NO_LONGER = re.compile(
    r"\b(?:former|outgoing|ex)[- ](?:[\w'’-]+ ){0,4}#|\b(?:former|outgoing) (?:[\w'’-]+ ){1,4}, #|#,? (?:has |is |was )?no longer\b"
)


def _people(asked: Asked, text: str, places: frozenset[str]) -> list[Spot]:
    found = []
    own = frozenset(asked.terms)
    agents = acting(asked, text)
    for whole in names(text):
        name = _person(whole)
        parts = name.text.split()
        last = parts[-1].lower()
        if (len(parts) == 1 and is_title(last)) or _is_heading(parts):
            # "Chief executive Lars Beck": no name by itself.
            continue
        if (
            len(parts) > 1
            and not asked.identity
            and set(terms(parts[-1])) <= own
            and parts[0].lower() not in ("the", "lock", "storm", "cape")
        ):
            # "Who sentenced Okoro?" is not answered by "Daniel Okoro".
            continue
        body = last in _BODY or parts[0].lower() in ("the", "lock", "storm", "cape", "fort", "mount", "lake", "port")
        before, after = text[: name.start], text[name.end : name.end + 60]
        role = _ROLE_BEFORE.search(before)
        titled = parts[0].lower() in _TITLES or (role is not None and role.group(1) in _TITLES)
        acts = re.match(r"(?:,|\s(?:said|told|was|has|had|is|who|will|would|announced|called|resigned|rejected|denied|\w+ed)\b)", after)
        fit = 0.5 if len(parts) == 1 else 0.8
        if titled:
            fit = 1.0
        elif body:
            fit = 0.35
        elif acts:
            fit += 0.15
        if not titled and (_PLACE_BEFORE.search(before) or name.text in places):
            fit -= 0.3 if not asked.named else 0.5
        if not titled and len(parts) == 1 and re.match(r"\s(?!and|who|said|says|has|had|was|is|will|\w+ed\b)[a-z]{3,}", after):
            # "Tarsholm divers": a name that only qualifies a noun.
            fit -= 0.2
        if not titled and asked.named and (len(parts) == 1 or _OF_A_THING.search(before)):
            # A ship, a newspaper, "Rescuers": whoever is asked for by name has two, or a title.
            fit = min(fit, 0.15)
        elif not titled and body is False and asked.verb is not None and _OF_A_THING.search(before):
            fit = min(fit, 0.5)
        fit = _told(asked, before, after, _in_office(asked, before, after, fit))
        if agents:
            fit += 0.3 if name.start in agents else -0.15
        fit = 0.1 if asked.now and _NO_LONGER.search(f"{before[-40:]}#{after}") else fit
        found.append(Spot(start=name.start, end=name.end, text=name.text, fit=round(min(1.0, max(fit, 0.1)), 3)))
    return found


def _in_office(asked: Asked, before: str, after: str, fit: float) -> float:
    """The fit of a name, surest right after "named" or "appointed"; who names a minister is not the minister."""
    if _GIVEN_OFFICE.search(before):
        return 1.0
    return fit * 0.4 if _GIVES_OFFICE.match(after) and asked.verb not in _GIVING else fit


def _told(asked: Asked, before: str, after: str, fit: float) -> float:
    """The fit of a name in the light of who is speaking: who tells a thing is seldom who did it."""
    speaks = re.match(rf"(?:,[^,]{{2,50}},)?\s(?:\w+\s){{0,2}}{_SPEAKS}\b", after) or re.search(
        rf"\b(?:according to|{_SPEAKS})\s(?:by\s)?(?:\w+\s){{0,3}}$", before
    )
    if asked.speaker:
        return fit + (0.2 if speaks else -0.1)
    if not speaks:
        return fit
    # "Chief executive Lars Beck said": the office that is asked for stands right before the name.
    return 1.0 if not asked.verb and set(asked.terms) & set(terms(" ".join(before.split()[-2:]))) else fit * 0.45


def _person(name: Name) -> Name:
    """A name without the body that its bearer belongs to: "Lars Beck" of "Lars Beck of Nordtog"."""
    head = name.text.split(" of ")[0]
    if len(head.split()) < 2 or head.split()[-1].lower() in _BODY or len(head) == len(name.text):
        return name
    return Name(start=name.start, end=name.start + len(head), text=head)


def acting(asked: Asked, text: str) -> frozenset[int]:
    """Where the names start that stand right before the question's verb in the active voice, or right after "by"."""
    if asked.verb is None or asked.speaker:
        return frozenset()
    called = names(text)
    found = set()
    for match in re.finditer(r"[^\W\d_]+", text):
        if base(match.group().lower()) != asked.verb:
            continue
        passive = re.search(r"\b(?:was|were|been|being|be|is|are)\s(?:\w+\s)?$", text[: match.start()])
        by = re.match(r"[^,.;]{0,40}?\bby\s(?:the\s|a\s|an\s)?(?:[a-z-]+\s){0,4}", text[match.end() :])
        if by:
            near = [name.start for name in called if 0 <= name.start - match.end() - by.end() <= 1]
        elif passive:
            near = []
        else:
            before = [name for name in called if name.end <= match.start()]
            near = [before[-1].start] if before and _BETWEEN.match(text[before[-1].end : match.start()]) else []
        found.update(near)
    return frozenset(found)


def places_in(text: str) -> set[str]:
    """The names of ``text`` that stand where a place stands: "in Vael", "from Norway"."""
    return {name.text for name in names(text) if len(name.text.split()) < 3 and _PLACE_BEFORE.search(text[: name.start])}


# "Went to Vael" answers where somebody went; "officials from Norway" says nothing of where they met.
_DIRECTION = re.compile(r"\b(?:from|to|into|through|via|toward|towards|across)\s(?:the\s)?$")
_MOVES = re.compile(
    r"\b(?:from|to|go|goes|went|gone|going|heading|headed|sail\w*|fly|flew|flown|travel\w*|moved?|moving|send|sent|take|taken|brought"
    r"|driven)\b"
)


def _places(asked: Asked, text: str) -> list[Spot]:
    found = []
    low = asked.text.lower()
    moves = _MOVES.search(low) is not None
    last = re.search(r"^where (?:did|do|does|will|would|can|could|should|has|have|had)\b.*?\b([a-z]+)\W*$", low)
    verb = asked.verb or (base(last.group(1)) if last else None)
    for name in names(text):
        before = text[: name.start]
        fit = 1.0 if _PLACE_BEFORE.search(before) else 0.35
        if fit == 1.0 and not moves and _DIRECTION.search(before):
            fit = 0.7
        elif fit == 1.0 and verb is not None and _right_behind(verb, before):
            fit = 1.2
        if name.start == 0 and name.text.isupper():
            fit = 0.2
        if _bears_a_title(name, before):
            fit = 0.1
        found.append(Spot(start=name.start, end=name.end, text=name.text, fit=fit))
    for match in re.finditer(r"\b(?:in|at|aboard|inside|on|near|outside)\s(the\s(?:[a-z][\w’'-]*\s?){1,4})(?=[\s,.;]|$)", text):
        phrase = _trimmed(match.group(1))
        if len(phrase.split()) > 1:
            found.append(Spot(start=match.start(1), end=match.start(1) + len(phrase), text=phrase, fit=0.5))
    return found


def _right_behind(verb: str, before: str) -> bool:
    """Whether the asked verb and a preposition stand right before a name: "met in"."""
    last = re.findall(r"[^\W\d_]+", before)[-3:]
    return any(base(word.lower()) == verb for word in last)


def _bears_a_title(name: Name, before: str) -> bool:
    """Whether a name is a person's, by the rank or office in or before it: nobody meets in a director."""
    parts = name.text.split()
    role = _ROLE_BEFORE.search(before)
    return any(is_title(part) for part in parts[:-1]) or (role is not None and role.group(1) in _TITLES) or is_title(parts[-1])


def _trimmed(phrase: str) -> str:
    words = phrase.split()
    kept = [words[0]]
    for word in words[1:]:
        if word.lower() in FUNCTION:
            break
        kept.append(word)
    return " ".join(kept)
