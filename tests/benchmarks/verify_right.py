"""A sentence -> the same worded otherwise, and still right."""

from __future__ import annotations

import datetime as dt
import random
import re

from verify_sources import MONTHS, NAME, QUOTED, SAID, SMALL_WORDS, WEEKDAYS, Change, Place, dated, number_of, pick, swap, word_of


def write_number(text: str, place: Place, rng: random.Random) -> str | None:
    """Digits for words, words for digits."""
    if QUOTED.search(text):
        return None
    found = [
        m
        for m in re.finditer(r"(?<![\w.,$£€:/-])\d{1,2}(?![\w.,:%/-])(?! ?(?:per cent|percent|million|billion|p\.m|a\.m|pm|am)\b)", text)
        if not dated(text, m)
    ]
    spelled = [
        m
        for m in re.finditer(r"(?<![\w-])[A-Za-z]+(?:-(?:one|two|three|four|five|six|seven|eight|nine))?(?![\w-])", text)
        if (number_of(m.group()) or 0) > 1
    ]
    match = pick(found + spelled, rng)
    if match is None:
        return None
    if match.group()[0].isdigit():
        word = word_of(int(match.group()))
        return swap(text, match, word.capitalize() if match.start() == 0 else word)
    return swap(text, match, str(number_of(match.group())))


def write_thousands(text: str, place: Place, rng: random.Random) -> str | None:
    """Thousands marks dropped or set; "per cent" for "%"."""
    if QUOTED.search(text):
        return None
    match = pick(list(re.finditer(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?![\w,])", text)), rng)
    if match:
        return swap(text, match, match.group().replace(",", ""))
    match = pick([m for m in re.finditer(r"(?<![\w.,])\d{4,}(?![\w,.])", text) if not dated(text, m)], rng)
    if match:
        return swap(text, match, f"{int(match.group()):,}")
    match = pick(list(re.finditer(r"(?<=\d)(?:%| per ?cent\b)", text)), rng)
    return swap(text, match, " percent" if match.group() == "%" else "%") if match else None


def write_day(text: str, place: Place, rng: random.Random) -> str | None:
    """A weekday of the past as its date."""
    if re.search(r"\b(?:will|next|last|every|due|would|until|by|from|to be|coming|may|plan\w*|expected)\b", text):
        return None
    match = pick(
        list(re.finditer(rf"(?<=\bon )(?<!ago on )(?:{'|'.join(WEEKDAYS)})\b(?! (?:morning|evening|night|afternoon|\d))", text)), rng
    )
    if match is None or not re.search(r"\b(?:was|were|had|said|told|\w+ed)\b", text):
        return None
    back = (place.source.day.weekday() - WEEKDAYS.index(match.group())) % 7
    day = place.source.day - dt.timedelta(days=back)
    return swap(text, match, f"{day.day} {MONTHS[day.month - 1]}" + rng.choice(("", f" {day.year}")))


def write_alias(text: str, place: Place, rng: random.Random) -> str | None:
    """The last name for the full one with its title."""
    if QUOTED.search(text):
        return None
    titled = (
        r"(?:(?:President|Minister|Director|Secretary|Senator|Mr|Mrs|Ms|Dr|Sir|Chancellor|Governor|General|Captain|Judge|"
        r"Professor|Envoy) )"
    )
    named = r"([A-Z][a-z]+) ([A-Z][a-z]{2,})\b(?! [A-Z]|-)"
    found = [
        m
        for m in re.finditer(rf"(?<![A-Za-z] ){named}(?= (?:said|says|told|added)\b)|\b(?:[A-Z][a-zA-Z]+ ){{0,2}}{titled}{named}", text)
        if not {*m.group().split()}
        & {*MONTHS, *WEEKDAYS, "The", "House", "Minister", "Ministry", "Council", "Bank", "Union", "States", "New"}
    ]
    match = pick(found, rng)
    return swap(text, match, match.group().split()[-1]) if match else None


def write_contraction(text: str, place: Place, rng: random.Random) -> str | None:
    """Contractions spelled out or made."""
    bare = re.sub(r"[\"“][^\"”]*[\"”]", lambda m: "\0" * len(m.group()), text)
    match = pick(list(re.finditer(r"\b(did|does|do|was|were|is|are|had|has|have|would|could|should) not\b", bare)), rng)
    if match:
        return swap(text, match, f"{match.group(1)}n't")
    match = pick(list(re.finditer(r"\b(did|does|do|was|were|is|are|had|has|have|would|could|should)n[’']t\b", bare)), rng)
    return swap(text, match, f"{match.group(1)} not") if match else None


def write_said(text: str, place: Place, rng: random.Random) -> str | None:
    """ "X said that Y." and "Y, X said." for each other; "according to X" for "X said"."""
    who = rf"(?P<who>{NAME}|[Tt]he [a-z ]{{3,30}}|[Aa]n? [a-z ]{{3,30}}|[Hh]e|[Ss]he|[Tt]hey|[Oo]fficials|[Pp]olice)"
    match = re.match(rf"^{who} said (?:that )?(?P<words>[a-z][^\"“”]{{20,}})\.$", text)
    if match and not re.match(r"(?:in|on|at|to|of|by|from|during|after|before|last|this|yesterday|late)\b", match["words"]):
        words, speaker = match["words"], match["who"]
        small = (
            speaker
            if speaker.split()[0] not in ("The", "A", "An", "He", "She", "They", "Officials", "Police")
            else speaker[0].lower() + speaker[1:]
        )
        ways = [f"{words[0].upper()}{words[1:]}, {small} said.", f"{words[0].upper()}{words[1:]}, said {small}."]
        if small not in ("he", "she", "they"):
            ways.append(f"According to {small}, {words}.")
        return rng.choice(ways)
    match = re.match(rf"^(?P<words>[A-Z][^\"“”]{{20,}}), (?:{who} said|said {who.replace('who>', 'other>')})\.$", text)
    if match:
        speaker = match["who"] or match["other"]
        words = match["words"]
        small = words[0].lower() if words.split()[0] in SMALL_WORDS else words[0]
        return f"{speaker[0].upper()}{speaker[1:]} said that {small}{words[1:]}."
    return None


def write_order(text: str, place: Place, rng: random.Random) -> str | None:
    """The clause that stands first put last."""
    match = re.match(
        r"^(On [A-Z][a-z]+|In \d{4}|In [A-Z][a-z]+|After [^,]{10,60}|When [^,]{10,60}|While [^,]{10,60}|Since [^,]{8,50}|"
        r"During [^,]{8,50}|At [^,]{5,40}), (?P<rest>(?:the|a|an|it|he|she|they|[A-Z][a-z]+) [^\"“”,]{15,})\.$",
        text,
    )
    if match is None:
        return None
    return f"{match['rest'][0].upper()}{match['rest'][1:]} {match.group(1)[0].lower()}{match.group(1)[1:]}."


def write_shorter(text: str, place: Place, rng: random.Random) -> str | None:
    """A trailing clause left out."""
    match = re.match(
        rf"^(?P<keep>[^\"“”]{{40,}}?), (?:which|who|as|while|where|after|including|leaving|making|bringing|with|"
        rf"and)\b(?![^\"“”]*\b(?:{SAID}|told|announced|according)\b)[^\"“”]{{10,120}}\.$",
        text,
    )
    if match is None or re.search(r"\b(?:both|either|neither|not|no|if|when)\b[^,]*$", match["keep"]):
        return None
    return match["keep"] + "."


def write_smaller_words(text: str, place: Place, rng: random.Random) -> str | None:
    """A small word left out, or another one that says the same."""
    if QUOTED.search(text):
        return None
    for old, new in rng.sample(SAME, len(SAME)):
        match = re.search(old, text)
        if match:
            return swap(text, match, new)
    return None


SAME = [
    (r"\balso ", ""), (r"\balready ", ""), (r"\bhowever, ", ""), (r"\babout (?=\d)", "around "), (r"\bapproximately (?=\d)", "about "),
    (r"(?<=[a-z]) said that\b", " said"),
    (r"(?<=[a-z]) said (?=the |he |she |it |they )", " said that "),
    (r"\bbecause of\b", "owing to"),
    (r"\bin order to\b", "to"),
    (r"(?<!no )\bmore than (?=\d)", "over "),
    (r"\bover (?=\d)", "more than "),
    (r"\bpeople\b", "persons"),
    (r"\bwhile\b", "whereas"),
    (r"\bhas said\b", "said"),
    (r"\bsaid (?=the |that )", "stated "),
    (r"\bwhich had been\b", "that had been"),
    (r"\bhelp(?:ed)? to\b", "help"),
    (r"\ba number of\b", "several"),
    (r"\bnear\b", "close to"),
    (r"\bstarted\b", "began"),
    (r"\bbegan\b", "started"),
    (r"\bshow\b", "indicate"),
    (r"\bbig\b", "large"),
    (r"\blarge\b", "big"),
]  # fmt: skip


def write_active(text: str, place: Place, rng: random.Random) -> str | None:
    """ "X was freed by Y." as "Y freed X."."""
    match = re.match(r"^(?P<whom>[A-Z][^,\"“”]{3,60}?) (?:was|were) (?P<verb>[a-z]+ed) by (?P<who>(?:the |an? )?[^,\"“”]{3,60})\.$", text)
    if match is None:
        return None
    who, whom = match["who"], match["whom"]
    small = (
        whom[0].lower() + whom[1:]
        if whom.split()[0] in ("The", "A", "An", "His", "Her", "Their", "Its", "This", "Some", "Two", "Three")
        else whom
    )
    return f"{who[0].upper()}{who[1:]} {match['verb']} {small}."


def write_no_dateline(text: str, place: Place, rng: random.Random) -> str | None:
    """Without "PLACE (Agency) - "."""
    match = re.match(r"^[A-Z][A-Z ,.A-Za-z0-9]{2,40}(?: \([^)]{2,30}\))? (?:-|--|–|—) (?=[A-Z])", text)
    return text[match.end() :] if match else None


REWRITES: dict[str, Change] = {
    "number": write_number,
    "thousands": write_thousands,
    "day": write_day,
    "alias": write_alias,
    "contraction": write_contraction,
    "said": write_said,
    "order": write_order,
    "shorter": write_shorter,
    "small words": write_smaller_words,
    "active": write_active,
    "no dateline": write_no_dateline,
}
