"""A sentence -> the same made wrong on purpose: another number, name or day, a negation, another speaker."""

from __future__ import annotations

import random
import re

from verify_sources import IN_DATE, MONTHS, NAME, QUOTED, SAID, WEEKDAYS, Change, Place, dated, number_of, pick, swap, word_of


def change_number(text: str, place: Place, rng: random.Random) -> str | None:
    """Another number: digits, a word, a decimal, a percentage."""
    figures = [m for m in re.finditer(r"(?<![\w.,/-])\d[\d,]*(?:\.\d+)?(?![\w/])", text) if not dated(text, m)]
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
    for m in re.finditer(rf"\b(\d{{1,2}}) (?={IN_DATE}\b)|(?<=\b)(?:{IN_DATE}) (\d{{1,2}})\b", text):
        group = 1 if m.group(1) else 2
        value = int(m.group(group))
        new = value + rng.choice((1, 2, 3, -1)) if 2 <= value <= 25 else max(1, value - 3)
        if new != value:
            found.append((re.compile(re.escape(m.group(group))).search(text, m.start(group)), str(new)))  # type: ignore[arg-type]
    for m in re.finditer(rf"(?<=\d ){IN_DATE}\b|\b(?<=in ){IN_DATE}\b(?= \d{{4}})", text):
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
    figures = [m for m in re.finditer(r"(?<![\w.,/$£€-])\d{1,3}(?:,\d{3})*(?![\w/%,.-]*\d)(?=\s[a-z])", text) if not dated(text, m)]
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
