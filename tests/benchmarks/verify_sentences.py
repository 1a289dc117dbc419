"""Documents -> sentences made wrong on purpose, and sentences worded otherwise that are still right.

Everything here reads text with its own regular expressions and shares nothing with the verifier that it tests.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from qa.types import Span  # noqa: E402

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
TENS = ["", "", *"twenty thirty forty fifty sixty seventy eighty ninety".split()]
SAID = r"(?:said|says|told [a-z]+(?: [a-z]+)?|warned|claimed|insisted|argued|added|alleged)"
NAME = r"[A-Z][a-zà-ÿ]+(?:[ -](?:[A-Z][a-zà-ÿ]+|al-[A-Z][a-z]+))*"


@dataclass(frozen=True, kw_only=True)
class Source:
    """A document of any origin."""

    name: str
    text: str
    day: dt.date
    title: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, kw_only=True)
class Item:
    """A sentence to judge: ``kind`` is what was done to it ("faithful" when nothing that changes its meaning)."""

    kind: str
    how: str
    text: str
    original: str
    span: Span
    context: str


def word_of(number: int) -> str:
    """A number below 100 in words."""
    if number < 20:
        return SMALL[number]
    return TENS[number // 10] + (f"-{SMALL[number % 10]}" if number % 10 else "")


def number_of(word: str) -> int | None:
    """The number below 100 that a word says."""
    return next((n for n in range(100) if word_of(n) == word.lower()), None)


# ---- reading -------------------------------------------------------------------------------------------------------


def project_sources() -> Iterator[Source]:
    """The documents that belong to the project."""
    from index.read import read
    from index.types import Document

    for folder in (ROOT / "seeds" / "documents", ROOT / "seeds" / "fortnight" / "documents"):
        for path in sorted(folder.iterdir()):
            for document in read(path, path.name):
                if isinstance(document, Document) and document.date:
                    yield Source(name=document.name, text=document.text, day=document.date, title=document.title, outlet=document.source)


def local_sources(folder: Path) -> Iterator[Source]:
    """News text outside the project; the days of undated sets are drawn by hash, so that weekdays can be resolved."""

    def rows(path: Path) -> Iterator[dict[str, object]]:
        if path.exists():
            for line in path.read_text("utf-8").splitlines():
                yield json.loads(line)

    for row in rows(folder / "lee_news" / "background.jsonl"):
        name = str(row["id"])
        yield Source(name=name, text=str(row["text"]), day=dt.date(2001, 1, 1) + dt.timedelta(days=hashed(name) % 600))
    for row in rows(folder / "multihop_rag" / "docs.jsonl"):
        facts = row["facts"]
        assert isinstance(facts, list)
        day = dt.date.fromisoformat(str(row["published_at"])[:10])
        for number, fact in enumerate(facts):
            yield Source(name=f"{row['id']}#{number}", text=str(fact), day=day, title=str(row["title"]), outlet=str(row["source"]))
    seen = set()
    for row in rows(folder / "realtimeqa" / "qa.open.jsonl"):
        text = str(row.get("evidence") or "")
        if text and text not in seen and hashed(text) % 3 == 0:
            seen.add(text)
            yield Source(name=str(row["id"]), text=text, day=dt.date.fromisoformat(str(row["date"])), outlet=str(row["source"]))


def hashed(text: str) -> int:
    """A number that is the same on every machine."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big")


def sentences(text: str) -> list[tuple[int, int]]:
    """Plain sentences of 6 to 60 words."""
    found = []
    for match in re.finditer(r"[^\n]+", text):
        start = match.start()
        for stop in re.finditer(
            r"(?<![A-Z])(?<!\bMr)(?<!\bDr)(?<!\bMrs)(?<!\bNo)(?<!\bSt)(?<!\b[ap]\.m)[.!?][\"”’']?(?=\s+[A-Z\"“]|\s*$)", match.group()
        ):
            end = match.start() + stop.end()
            piece = text[start:end]
            lead = len(piece) - len(piece.lstrip())
            if 6 <= len(piece.split()) <= 60 and piece.count('"') % 2 == 0 and piece.count("“") == piece.count("”"):
                found.append((start + lead, end))
            start = end
    return found


# ---- wrong on purpose ----------------------------------------------------------------------------------------------

Change = Callable[[str, "Place", random.Random], str | None]


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a sentence comes from: what else may be swapped into it."""

    source: Source
    names: Sequence[str]
    far_names: Sequence[str]
    words: Sequence[str]


QUOTED = re.compile('["“”]')  # words in quotation marks are not to be rewritten: that would be an edited quote


def swap(text: str, match: re.Match[str], new: str, group: int = 0) -> str:
    """``text`` with one match replaced."""
    return text[: match.start(group)] + new + text[match.end(group) :]


def pick(matches: list[re.Match[str]], rng: random.Random) -> re.Match[str] | None:
    """One of the matches, if there is one."""
    return rng.choice(matches) if matches else None


_IN_DATE = rf"(?:{'|'.join(MONTHS)}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"


def change_number(text: str, place: Place, rng: random.Random) -> str | None:
    """Another number: digits, a word, a decimal, a percentage."""
    figures = [m for m in re.finditer(r"(?<![\w.,/-])\d[\d,]*(?:\.\d+)?(?![\w/])", text) if not _dated(text, m)]
    spelled = [m for m in re.finditer(r"\b[A-Za-z]+(?:-[a-z]+)?\b", text) if (number_of(m.group()) or 0) > 1]
    match = pick(figures + spelled, rng)
    if match is None:
        return None
    old = match.group().rstrip(",")
    if old[0].isdigit():
        if "." in old:
            new = f"{float(old.replace(',', '')) + rng.choice((0.3, 1.1, 2.0, -0.2)):.{len(old.split('.')[1])}f}"
        else:
            value = int(old.replace(",", ""))
            value = max(0, value + rng.choice((1, -1, 2, 3, 7, 10, 100))) if rng.random() < 0.7 else value * 10 + rng.randint(0, 9)
            new = f"{value:,}" if "," in old else str(value)
        return swap(text, match, new + match.group()[len(old) :]) if new != old else None
    spelled_value = number_of(old) or 0
    other = word_of(rng.choice([n for n in range(2, 60) if n != spelled_value]))
    return swap(text, match, other.capitalize() if old[0].isupper() else other)


def _dated(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    return bool(
        re.search(rf"{_IN_DATE}\.? $", before)
        or re.match(rf"(?:st|nd|rd|th)? {_IN_DATE}", after)
        or re.fullmatch(r"(?:1[89]|20)\d\d", match.group())
    )


def change_name(text: str, place: Place, rng: random.Random) -> str | None:
    """Another name, mostly of the same document."""

    def fits(m: re.Match[str]) -> bool:
        first = m.group().split()[0]
        return m.start() > 0 and first not in MONTHS + WEEKDAYS and text[m.start() - 1] == " " and m.group() in place.names

    match = pick([m for m in re.finditer(NAME, text) if fits(m)], rng)
    pool = place.names if rng.random() < 0.7 else place.far_names
    others = [name for name in pool if name not in text and text.find(name.split()[-1]) < 0]
    if match is None or not others:
        return None
    return swap(text, match, rng.choice(others))


def change_day(text: str, place: Place, rng: random.Random) -> str | None:
    """Another weekday, day of the month, month or year."""
    found: list[tuple[re.Match[str], str]] = []
    for m in re.finditer(rf"\b(?:{'|'.join(WEEKDAYS)})\b", text):
        found.append((m, rng.choice([day for day in WEEKDAYS if day != m.group()])))
    for m in re.finditer(rf"\b(\d{{1,2}}) (?={_IN_DATE}\b)|(?<=\b)(?:{_IN_DATE}) (\d{{1,2}})\b", text):
        group = 1 if m.group(1) else 2
        value = int(m.group(group))
        new = value + rng.choice((1, 2, 3, -1)) if 2 <= value <= 25 else max(1, value - 3)
        if new != value:
            found.append((re.compile(re.escape(m.group(group))).search(text, m.start(group)), str(new)))  # type: ignore[arg-type]
    for m in re.finditer(rf"(?<=\d ){_IN_DATE}\b|\b(?<=in ){_IN_DATE}\b(?= \d{{4}})", text):
        found.append((m, rng.choice([month for month in MONTHS if month != m.group()])))
    for m in re.finditer(r"(?<=\bin )(?:19|20)\d\d\b", text):
        found.append((m, str(int(m.group()) + rng.choice((1, -1, 2, -3)))))
    for m in re.finditer(r"(?<!day before )(?<!day after )\b(?:yesterday|tomorrow|today|tonight)\b", text):
        found.append((m, {"yesterday": "two days ago", "tomorrow": "yesterday", "today": "yesterday", "tonight": "tomorrow"}[m.group()]))
    if not found:
        return None
    match, instead = rng.choice(found)
    return swap(text, match, instead)


def change_negation(text: str, place: Place, rng: random.Random) -> str | None:
    """A "not" put in after an auxiliary, a "never" before a past form, or the sentence's own negation taken out."""
    ways: list[str] = []
    bare = re.sub(r"[\"“][^\"”]*[\"”]", lambda m: "\0" * len(m.group()), text)
    for m in re.finditer(r"\b(is|are|was|were|has|have|had|will|would|could|should|may|might|can|must) (?!not\b|no\b|never\b)", bare):
        ways.append(text[: m.end()] + "not " + text[m.end() :])
    for m in re.finditer(r"(?<=[a-z] )(?!(?:said|told)\b)([a-z]{3,}ed)\b(?= (?:the|a|an|to|in|on|his|her|its|their|that|with)\b)", bare):
        if re.search(r"\b(?:was|were|been|be|is|are|has|have|had|not|never|the|a|an|of|and)\s$", bare[: m.start()]) is None:
            ways.append(
                text[: m.start()] + rng.choice(("never ", "did not actually have ")) + text[m.start() :]
                if rng.random() < 0.5
                else text[: m.start()] + "never " + text[m.start() :]
            )
    taken = [swap(text, m, "") for m in re.finditer(r"\b(?:not|never) |n[’']t\b", bare) if "not only" not in bare]
    taken = [re.sub(r"\bca (?=[a-z])", "can ", re.sub(r"\bwo (?=[a-z])", "will ", way)) for way in taken]
    if taken and rng.random() < 0.6:
        return rng.choice(taken)
    return rng.choice(ways) if ways else None


def change_attribution(text: str, place: Place, rng: random.Random) -> str | None:
    """The speaker taken away, the words kept, quotation marks gone."""
    for pattern in (
        r"^According to [^,]{3,60}, (?P<words>.{25,})$",
        r"^(?P<words>.{25,}), according to [^,.]{3,80}\.$",
        rf"^(?:{NAME}|The [a-z ]{{3,30}}|[A-Z][a-z]+ [a-z]+|He|She|They|"
        rf"[A-Z][a-z]+)(?:,[^,]{{3,60}},)? {SAID} (?:that )?(?!to |he would not|that\b)(?P<words>[a-zA-Z].{{25,}})$",
        rf"^[\"“]?(?P<words>[^\"“”]{{25,}}?),[\"”]? (?:(?:{NAME}|he|she|they|the [a-z ]{{3,30}}|an? [a-z ]{{3,30}}|"
        rf"officials|police) {SAID}|{SAID} (?:{NAME}|he|she|they|the [a-z ]{{3,40}}|an? [a-z ]{{3,30}}))\b[^,]{{0,40}}\.$",
    ):
        match = re.match(pattern, text)
        if match and '"' not in match["words"] and "“" not in match["words"] and not re.search(rf"\b{SAID}\b|according to", match["words"]):
            words = match["words"].rstrip(".")
            return words[0].upper() + words[1:] + "."
    return None


def change_quote(text: str, place: Place, rng: random.Random) -> str | None:
    """A word inside quotation marks left out, replaced or added; or marks put round words that are not the speaker's."""
    # an opening mark follows a blank, a closing one does not: never what stands between two quotations
    match = pick(list(re.finditer(r"(?:(?<=\s)|(?<=^))[\"“](?=\S)([^\"“”]{12,}\S)[\"”]", text)), rng)
    if match is None:
        return None
    words = match.group(1).split()
    if len(words) < 4:
        return None
    at = rng.randrange(1, len(words) - 1)  # a quotation cut short at either end is still verbatim
    way = rng.choice(("drop", "replace", "add"))
    other = rng.choice(place.words)
    if other.lower() == words[at].lower().strip(",."):
        return None
    if way == "drop":
        del words[at]
    elif way == "replace":
        words[at] = other
    else:
        words.insert(at, other)
    return swap(text, match, " ".join(words), 1)


def exchange_numbers(text: str, place: Place, rng: random.Random) -> str | None:
    """Two figures of the sentence in each other's place."""
    figures = [m for m in re.finditer(r"(?<![\w.,/$£€-])\d{1,3}(?:,\d{3})*(?![\w/%,.-]*\d)(?=\s[a-z])", text) if not _dated(text, m)]
    if len(figures) < 2:
        return None
    first, second = figures[0], figures[-1]
    if first.group() == second.group():
        return None
    return text[: first.start()] + second.group() + text[first.end() : second.start()] + first.group() + text[second.end() :]


def exchange_names(text: str, place: Place, rng: random.Random) -> str | None:
    """Two names of the sentence in each other's place: who did it, and to whom."""
    names = [
        m for m in re.finditer(NAME, text) if m.start() > 0 and m.group() in place.names and not {*m.group().split()} & {*MONTHS, *WEEKDAYS}
    ]
    if len(names) < 2 or names[0].group() == names[-1].group() or QUOTED.search(text):
        return None
    first, second = names[0], names[-1]
    if re.fullmatch(r"(?:, (?:[A-Z]\w+, )*)?(?: and | or |, )", text[first.end() : second.start()]):
        return None  # "A and B" is "B and A"
    return text[: first.start()] + second.group() + text[first.end() : second.start()] + first.group() + text[second.end() :]


def change_modality(text: str, place: Place, rng: random.Random) -> str | None:
    """What will, may or is to be done told as done."""
    if QUOTED.search(text):
        return None
    match = pick(
        list(
            re.finditer(
                r"\b(?:will|would|may|might|could|is to|are to|plans to|plan to|is expected to|are expected to|agreed to|"
                r"has threatened to) (?:be ([a-z]+ed)|([a-z]{2,}(?:[^e\Wy]e|[lnrtkps])))\b",
                text,
            )
        ),
        rng,
    )
    if match is None:
        return None
    if match.group(1):
        return swap(text, match, f"was {match.group(1)}")
    verb = match.group(2)
    if verb in IRREGULAR or len(verb) < 4 or verb in ("also", "only", "soon", "later", "never", "often", "once", "even", "remain"):
        return None
    return swap(text, match, verb + ("d" if verb.endswith("e") else "ed"))


def change_speaker(text: str, place: Place, rng: random.Random) -> str | None:
    """Another person of the document as the speaker."""
    match = pick(list(re.finditer(rf"(?:(?<=, )|(?<=^)|(?<=said )){NAME}(?= (?:said|says|told|warned|claimed)\b|\.$)", text)), rng)
    people = [name for name in place.names if " " in name and not any(part in text for part in name.split())]
    if match is None or not people or match.group() in ("He", "She", "They", "It", "Police", "Officials") or "said" not in text:
        return None
    return swap(text, match, rng.choice(people))


IRREGULAR = frozenset(
    """meet take make have begin become come give hold keep leave lose pay put run see sell send set speak spend stand tell think win write
    bring build buy choose cut draw drive eat fall feel fight find
    fly forget get grow hear hit hurt know lay lead let lie rise seek shut sit
    sleep steal swear teach throw wear seem need open offer enter consider stop plan step drop ban admit permit occur refer""".split()
)

CHANGES: dict[str, Change] = {
    "number": change_number,
    "name": change_name,
    "day": change_day,
    "negation": change_negation,
    "attribution": change_attribution,
    "quote": change_quote,
    "exchanged numbers": exchange_numbers,
    "exchanged names": exchange_names,
    "modality": change_modality,
    "speaker": change_speaker,
}


# ---- otherwise, and still right ------------------------------------------------------------------------------------


def write_number(text: str, place: Place, rng: random.Random) -> str | None:
    """Digits for words, words for digits."""
    if QUOTED.search(text):
        return None
    found = [
        m
        for m in re.finditer(r"(?<![\w.,$£€:/-])\d{1,2}(?![\w.,:%/-])(?! ?(?:per cent|percent|million|billion|p\.m|a\.m|pm|am)\b)", text)
        if not _dated(text, m)
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
    match = pick([m for m in re.finditer(r"(?<![\w.,])\d{4,}(?![\w,.])", text) if not _dated(text, m)], rng)
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


# ---- both ----------------------------------------------------------------------------------------------------------


SMALL_WORDS = frozenset("The A An He She It They There This That These In On At But His Her Its Their Some Many Most".split())


def span_of(source: Source, start: int, end: int) -> Span:
    """A span of a source."""
    return Span(
        document=source.name,
        digest="0" * 64,
        date=source.day,
        title=source.title,
        source=source.outlet,
        start=start,
        end=end,
        quote=source.text[start:end],
    )


def items(sources: Sequence[Source], rng: random.Random) -> Iterator[Item]:
    """Every sentence of the sources, each made wrong in each way that fits, half of them reworded first, and reworded only."""
    names_of = {
        source.name: sorted(
            {m.group() for m in re.finditer(rf"(?<=[a-z,] ){NAME}", source.text) if m.group().split()[0] not in MONTHS + WEEKDAYS}
        )
        for source in sources
    }
    everywhere = sorted({name for names in names_of.values() for name in names})
    for number, source in enumerate(sources):
        group = source.name.split("#")[0][:4]
        neighbours = [
            other
            for other in sources[max(0, number - 60) : number + 60]
            if other.name.split("#")[0] != source.name.split("#")[0] and other.name[:4] == group
        ]
        place = Place(
            source=source, names=names_of[source.name] or everywhere[:1], far_names=rng.sample(everywhere, min(40, len(everywhere))),
            words=[m.group() for m in re.finditer(r"\b[a-z]{4,}\b", source.text)] or ["other"],
        )  # fmt: skip
        places = sentences(source.text)
        for at, (start, end) in enumerate(places):
            # Two of five spans hold a neighbouring sentence too.
            first, last = start, end
            if rng.random() < 0.4 and at + 1 < len(places) and places[at + 1][0] - end < 4:
                last = places[at + 1][1]
            text = source.text[start:end]
            make = Item(
                kind="",
                how="",
                text=text,
                original=text,
                span=span_of(source, first, last),
                context=source.text[max(0, first - 600) : last + 300],
            )
            for how, rewrite in REWRITES.items():
                new = rewrite(text, place, rng)
                if new is None or new == text:
                    continue
                again = None
                if rng.random() < 0.3:
                    other = rng.choice([name for name in REWRITES if name != how])
                    again = REWRITES[other](new, place, rng)
                yield replace(make, kind="faithful", how=f"{how}+{other}" if again else how, text=again or new)
            if (
                at + 1 < len(places)
                and places[at + 1][0] - end < 4
                and rng.random() < 0.25
                and not QUOTED.search(source.text[start : places[at + 1][1]])
                and source.text[places[at + 1][0] :].split()[0] not in ("But", "And", "According", "However", "So", "Yet")
            ):
                following = source.text[slice(*places[at + 1])]
                small = following if following.split()[0] not in SMALL_WORDS else following[0].lower() + following[1:]
                both = span_of(source, start, places[at + 1][1])
                yield replace(make, kind="faithful", how="two in one", text=f"{text.rstrip('.')}, and {small}", span=both)
            for kind, change in CHANGES.items():
                base = text
                if rng.random() < 0.5 and kind not in ("attribution", "quote"):
                    base = REWRITES[rng.choice(list(REWRITES))](text, place, rng) or text
                new = change(base, place, rng)
                if new is not None and new not in (text, base):
                    yield replace(make, kind=kind, how=kind, text=new)
            if neighbours and rng.random() < 0.5:
                other_source = rng.choice(neighbours)
                spots = sentences(other_source.text)
                if spots:
                    spot = rng.choice(spots)
                    yield replace(make, kind="document", how="document", span=span_of(other_source, *spot), context=other_source.text[:800])
