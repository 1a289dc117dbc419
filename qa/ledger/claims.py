"""Document -> Report: every sentence with its days, speaker, modality, names and figures; no model."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from index.dates import DayMention, find_days
from index.names import Name, aliases, find_names
from index.sentences import split
from index.types import Document
from qa.ledger import cues
from qa.ledger.figures import Sentence, figures_of, speeches_of
from qa.ledger.notices import QUOTED, noticed
from qa.ledger.types import Claim, Figure, Modality, Report, Signal
from qa.orders import given
from qa.verify.reading.speeches import Speech
from qa.verify.text import FUNCTION, Reading

# Raised when claims are read differently: kept notes of another version are read anew.
VERSION = 17

_PRONOUNS = frozenset("he she it they".split())
_NOT_OF_THE_EVENT = re.compile(r"\b(?:since|until|till|by|before|after|up to)\s+(?:\w+\s+)?$", re.IGNORECASE)
# "The prosecutor, Maro Teluk, put the gain at 29 million", "the union has done its own sum and gets 1,450": a figure of their own.
_WHO = r"^(?:The |the )?(?P<who>[\w'’&-]+(?: [\w'’&-]+){0,4}?),?(?: [^,]{3,90},)? (?:has |have )?"
_RECKONS = re.compile(
    _WHO + r"(?:(?:now|still|alone|itself) )?(?:(?:done|made|\w+ed) [^.,;:]{3,40} and )?"
    r"(?:(?:admit|concede|hold|stick|own)(?:s|ed)? to|gets|reckon(?:s|ed)?"
    r"|count(?:s|ed)|lists|tallied|speaks of|insists on|(?:claim|demand|estimate|forecast|invoice|bill)(?:s|d|ed)"
    r"|puts? (?=(?:the|it|its|that|this|their)\b)|(?:raised|cut|lowered|left|set|kept|increased|reduced)(?= (?:its|their)\b))\b"
)
# "The central bank raised its key rate": who sets a figure also vouches for it.
_DECIDES = re.compile(_WHO + r"(?:raised|cut|lowered|left|set|kept|increased|reduced|limited|fixed|announced|gives|finds|sees)\b")
# "Nine bodies lie in two mortuaries, a count by the Herald found".
_COUNTED_BY = re.compile(
    r"\b(?:count|tally|survey|poll|estimate|census|calculation|reckoning)s? (?:made |taken |published )?by (?:the )?"
    r"(?P<who>[A-Z][\w'’&-]*(?: (?:of |and |for )?(?:the )?[A-Z][\w'’&-]*){0,4})"
)
# "The ministry on Thursday", "Kern late on Sunday": when is no part of who.
_WHEN = re.compile(r"(?: (?:late|early|again|also|meanwhile))*(?: on \w+day\b.*)$|(?: (?:today|yesterday|later|earlier|again|\w+ly))$")
_OURS = re.compile(r"\b(?:we|us|our|ours)\b", re.IGNORECASE)
# "An earlier version of this report said": a text is no speaker.
_NO_ONE = re.compile(
    r"\b(?:(?:version|edition) of|was|were|is|are|be|been|being|has|had|have|that|which|who)\b|\d|(?:\S+ ){10}", re.IGNORECASE
)
_DENIES = re.compile(
    r"(?:The |the )?(?P<who>[A-Z][^,.;\"“]{2,60}?)(?: on \w+day)?(?: (?:meanwhile|again|also))?(?: \w+ly)? (?:denied|denies"
    r"|rejected|rejects|dismissed|dismisses|described|disputed (?=the|that)|disputes)\b"
)
_TELLER = r"\b(?P<who>(?:[A-Z][\w'’.-]+ ){1,6}|(?:the|The|an|An|a|A) (?:(?!of\b)[a-z]+ ){1,2})"
_TELLS = re.compile(
    _TELLER + r"(?:told|announced|reported|declared|recorded|quoted(?= (?:the|an?|it|them)\b)|confirmed|examined|counted|found(?= that\b)"
    r"|puts?(?= (?:the|it|its)\b))"
)
# "..., Dr Lentz told his daily briefing on Monday." vouches for all that stands before it.
_TOLD_LAST = re.compile(
    r", \b(?P<who>(?:[A-Z][\w'’.-]+ ){0,5}[A-Z][\w'’.-]+|(?:the|The|an|An|a|A) (?:(?!of\b)[a-z]+ )?[a-z]+),? "
    r"(?:told|announced|reported|declared|confirmed)\b[^,;]{0,60}$"
)


def read_report(document: Document) -> Report | None:
    """The claims of a dated document; None for an undated one, which plays no part in any window."""
    if document.date is None:
        return None
    return Report(
        document=document.name, digest=document.digest, date=document.date, title=document.title, source=document.source,
        text=document.text, agency=_agency(document), claims=claims_of(document),
    )  # fmt: skip


def _agency(document: Document) -> str | None:
    line = cues.DATELINE.match(document.text)
    if line is not None and line.group("agency"):
        return line.group("agency")
    credit = cues.CREDIT.search(document.text[:160])
    return (credit.group("agency") or credit.group("other")) if credit else None


def claims_of(document: Document) -> tuple[Claim, ...]:
    """The claims of a document, one a sentence, in order; a sentence without a content word makes none."""
    text, published = document.text, document.date
    days = find_days(text, published)
    names = find_names(text)
    known = aliases(names)
    roles = _Speakers(names)
    out: list[Claim] = []
    last: tuple[Figure, ...] = ()
    paragraph, behind = 0, 0
    for start, end in _sentences(text):
        if "\n\n" in text[behind:start]:
            paragraph += 1
        behind = end
        reading = Reading.of(text[start:end])
        stems = tuple(dict.fromkeys(word.stem for word in reading.words if word.content))
        if len(stems) < 2 and not (stems and cues.DENIAL.search(text[start:end])):
            continue  # "There is no such order." says enough, "It was late." does not
        within = [name for name in names if start <= name.start < end]
        full = tuple(
            dict.fromkeys(" ".join(known.get(name.terms[0], name.terms) if len(name.terms) == 1 else name.terms) for name in within)
        )
        mentions = [mention for mention in days if start <= mention.start < end]
        event = _event(text, start, mentions)
        said = tuple((speech, roles.name(speech, reading)) for speech in speeches_of(reading))
        told_last = roles.teller(reading.text, _TOLD_LAST)
        teller = None if said else roles.teller(reading.text) or told_last
        body = text[start:end]
        sentence = Sentence(
            reading=reading, days=_stretches(reading, body, start, mentions, published),
            as_of=_as_of(event, published), names=full[:6], speakers=said,
            decides=told_last
            if said
            else teller or _reckoner(reading.text) or roles.carried(paragraph) or _decider(reading.text) or _own(body, document.source),
        )  # fmt: skip
        found = figures_of(sentence, last)
        last = found or ()
        out.append(
            Claim(
                ordinal=len(out),
                paragraph=paragraph,
                start=start,
                end=end,
                modality=_modality(body, bool(said or teller)),
                attributed_to=_denier(body) or _attributed(said) or teller,
                event=(event.first, event.last) if event else None,
                event_basis=event.basis if event else None,
                names=full,
                figures=found,
                stems=stems,
                signals=_signals(body),
            )
        )
        roles.heard(_attributed(said) or teller, paragraph)
    return noticed(text, out)


def _sentences(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences, the dateline of the first one and orders to a machine left out."""
    barred = given(text)
    spans = [(start, end) for start, end in split(text) if not any(first < end and start < last for first, last in barred)]
    line = cues.DATELINE.match(text)
    if line is None or line.end() > 160:
        return spans
    cut = line.end()
    return [(max(start, cut), end) for start, end in spans if end > cut]


def _event(text: str, start: int, mentions: Sequence[DayMention]) -> DayMention | None:
    """The day that a sentence's happening falls on: the first day named in it that is not only a limit of time."""
    single = [mention for mention in mentions if mention.precision == "day"]
    for mention in single:
        if not _NOT_OF_THE_EVENT.search(text[max(start, mention.start - 20) : mention.start]):
            return mention
    return None


def _as_of(event: DayMention | None, published: dt.date | None) -> dt.date | None:
    if event is not None and published is not None and 0 <= (published - event.last).days <= 3:
        return event.last
    return published


def _stretches(
    reading: Reading, body: str, start: int, mentions: Sequence[DayMention], published: dt.date | None
) -> tuple[tuple[int, int], ...]:
    """Where the reading has days, in its own characters, which are the text's unless something was folded."""
    if reading.text == body:
        return tuple((mention.start - start, mention.end - start) for mention in mentions)
    return tuple((mention.start, mention.end) for mention in find_days(reading.text, published)) if mentions else ()


class _Speakers:
    """Who is meant by "the ministry" or "she": the one of that kind who was named last."""

    def __init__(self, names: Sequence[Name]) -> None:
        self._names = [(name.text, tuple(name.text.lower().split())) for name in names]
        self._last: str | None = None
        self._where = 0

    def name(self, speech: Speech, reading: Reading) -> str | None:
        """The speaker's name as the report has it, in full where it is known."""
        words = speech.speaker
        if not words:
            return self._last
        said = reading.text[words[0].start : words[-1].end]
        if _NO_ONE.search(said):
            return None
        if len(words) == 1:
            low = words[0].low.removesuffix("s") if words[0].low not in ("police",) else words[0].low
            for text, parts in self._names:
                if len(parts) > 1 and (parts[-1] == words[0].low or parts[-1].removesuffix("s") == low):
                    return text
        return _WHEN.sub("", said)[:90]

    def heard(self, who: str | None, paragraph: int) -> None:
        """Remember who spoke last, and where."""
        if who:
            self._last, self._where = who, paragraph

    def carried(self, paragraph: int) -> str | None:
        """Whoever spoke earlier in this paragraph or the one before: a plain sentence after a speech goes on with it."""
        return self._last if self._last and paragraph - self._where <= 1 else None

    def teller(self, text: str, pattern: re.Pattern[str] = _TELLS) -> str | None:
        """Who tells, announces or reports something in a way that is not read as a speech: "..., X told a briefing"."""
        found = pattern.search(text)
        if found is None:
            return None
        who = " ".join(found.group("who").split())
        if _NO_ONE.search(who):
            return None
        return next((name for name, parts in self._names if len(parts) > 1 and parts[-1] == who.lower()), who)


def _denier(text: str) -> str | None:
    found = _DENIES.match(text) if _modality(text, False) == "denied" else None
    return found.group("who") if found else None


def _reckoner(text: str) -> str | None:
    found = _RECKONS.match(text) or _COUNTED_BY.search(text)
    return found.group("who") if found and not _NO_ONE.search(found.group("who")) else None


def _decider(text: str) -> str | None:
    found = _DECIDES.match(text)
    return found.group("who") if found else None


def _own(body: str, source: str | None) -> str | None:
    """Who publishes vouches for what it tells of itself: "by our own count 13 men were handed to us"."""
    return source if _OURS.search(QUOTED.sub(" ", body)) else None


def _attributed(said: Sequence[tuple[Speech, str | None]]) -> str | None:
    return next((who for _, who in said if who), None)


def _modality(body: str, said: object) -> Modality:
    outside = QUOTED.sub(" ", body)
    if cues.DENIAL.search(body) and not cues.NOT_DENIAL.search(body):
        return "denied"
    if cues.POSSIBLE.search(outside):
        return "possible"
    if cues.PLANNED.search(outside):
        return "planned"
    return "said" if said else "fact"


_SIGNALS: tuple[tuple[Signal, re.Pattern[str]], ...] = (
    ("correction", cues.CORRECTION),
    ("retraction", cues.RETRACTION),
    ("recalled", cues.RECALLED),
    ("takes office", cues.TAKES_OFFICE),
    ("leaves office", cues.LEAVES_OFFICE),
    ("ends", cues.ENDS),
    ("found", cues.FOUND),
    ("answers", cues.ANSWERS),
    ("estimates", cues.ESTIMATES),
)


def _signals(body: str) -> tuple[Signal, ...]:
    # "We were wrong," a mayor says: what is put right is his, not the paper's.
    outside = QUOTED.sub(" ", body)
    found = [name for name, pattern in _SIGNALS if pattern.search(outside if name in ("correction", "retraction") else body)]
    if "correction" in found and cues.IF_WRONG.search(body):
        found.remove("correction")
    return tuple(found)


def content_stems(text: str) -> tuple[str, ...]:
    """The stems of the content words of any text, once each."""
    return tuple(dict.fromkeys(word.stem for word in Reading.of(text).words if word.content and word.low not in FUNCTION))
