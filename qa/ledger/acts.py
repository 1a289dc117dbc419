"""A number and the words around it -> what happened to those whom it counts, in one general word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.ledger import cues
from qa.ledger.counted import next_word
from qa.verify.counts.figures import Figure
from qa.verify.text import Reading, Word

_REACH, _IDIOM_WITHIN = 14, 80
_BREAKS = frozenset(";:.()")
_AT = re.compile(r"\b(?:at|in|near|on|under|by|with|off|of) (?:the |all )?$", re.IGNORECASE)
# Only people, and what carries them, are held or freed in this sense: a forum is held too, and a film released.
_OF_PEOPLE = frozenset(("held", "freed"))
_ILLNESS = re.compile(
    r"\b(?:ill|sick\w*|infect\w*|disease|virus|fever|outbreak|epidemic|patients?|hospital\w*|illness\w*|symptoms?|vaccin\w*|flu|influenza"
    r"|cholera|measles|typhoid|covid\S*|coronavirus|salmonella|contagi\w*|medical|doctors?|quarantin\w*|treated|tested|confirmed)\b",
    re.IGNORECASE,
)
# "4,900 cases of its cantaloupes" were recalled, not ill.
_BOXES = re.compile(r" of (?:its|their|our|his|her|wine|beer|water|ammunition|food|fruit)\b|[^.]{0,20}\bbrand\b", re.IGNORECASE)
# The federation "holds to 1,450", a forum is held.
_HOLDS_ON = re.compile(r"h(?:old(?:s|ing)?|eld) (?:to|on|off|out|up|that|talks|an?|elections?)\b", re.IGNORECASE)
# "A poll of 900 voters was released": the voters were not.
_SAMPLE = re.compile(
    r"\b(?:poll|survey|sample|study|audience|panel|list|film|book|report) of (?:about |around |some |over )?$", re.IGNORECASE
)
# People who were moved left their homes; dates and hearings are moved too.
_MOVED = re.compile(r"^[^.,;]{0,60}\b(?:been|were|was) (?:now )?moved\b(?! (?:by|up|down|forward|back)\b)")
# Who goes free was held; children "are free with any adult".
_GO_FREE = frozenset("go goes went gone going set sets setting walk walks walked walking to be made".split())


def act_of(reading: Reading, number: Figure, left: int, right: int, *, total: bool) -> str:
    """The act nearest to a number: after it in its clause, else before it; where someone is freed, that he was held is no news."""
    after = _after(reading, number, right)
    behind: list[tuple[int, str]] = []
    governing = ""
    before = words_between(reading, left, number.start)
    for at, word in enumerate(reversed(before)):
        if word.text in ";:." or at > 24:
            break
        if act := _said_by(word, reading, number):
            behind.append((at, act))
            if at <= 3 and word.low.endswith(("ing", "ed")) and not governing:
                governing = act
    if total and behind:
        return _chosen(behind)
    if governing and number.noun:
        return governing  # "killing at least 15 people and injuring 50"
    if after:
        best = _chosen(after)
        close = [act for at, act in behind if at <= 3]
        return "freed" if best == "held" and "freed" in close else best
    text = reading.text[left : number.start]
    if number.noun and not cues.TURNED_TO.search(text):
        # "short queues at two branches" does not count what waits; "killing 5 people" and "freed nine men" do
        behind = [one for one in behind if one[0] <= 2] if not _AT.search(text) else []
    return _chosen([one for one in behind if one[0] <= 12])


def _after(reading: Reading, number: Figure, right: int) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    ahead = words_between(reading, number.end, right)[:_REACH]
    for at, word in enumerate(ahead):
        joins = word.low in ("and", "while", "but", "after")
        if word.text in _BREAKS or ((at > 2 or at == 0) and joins) or (word.text == "," and at > 1):
            break
        if joins and at + 1 < len(ahead) and ahead[at + 1].low.endswith("ing"):
            break
        if act := _said_by(word, reading, number):
            found.append((at, act))
    near = reading.text[number.end : min(right, number.end + _IDIOM_WITHIN)]
    found += [(at, act) for idiom, act, at in cues.IDIOMS if idiom.search(near)]
    if near.startswith(" lives") and cues.LIVES_TAKEN.search(reading.text[: number.start]):
        found.append((0, "dead"))  # "claimed nine lives"
    if _MOVED.search(near) and _of_people(reading, number):
        found.append((-1, "displaced"))
    return found


def _said_by(word: Word, reading: Reading, number: Figure) -> str:
    """The act that a word tells of the number's people, "" when it tells none."""
    act = cues.ACTS.get(word.low, "")
    if not act or (word.text[0].isupper() and word.start > 0):
        return ""  # "the Voting Rights Act"
    if word.low in ("case", "cases") and (not _ILLNESS.search(reading.text) or _BOXES.match(reading.text[word.end :])):
        return ""
    if act == "shut" and number.start - word.end > 1:
        return ""  # shares closed at 2,515
    if act in _OF_PEOPLE:
        if _HOLDS_ON.match(reading.text, word.start) or _SAMPLE.search(reading.text[: number.start]):
            return ""
        if word.low == "free" and _previous_word(reading, word.start) not in _GO_FREE:
            return ""
        if not _of_people(reading, number):
            return ""
    return act


def _of_people(reading: Reading, number: Figure) -> bool:
    """Whether a number counts people, or what carries them; a number with no noun does when the sentence speaks of people."""
    noun = reading.text[number.end : number.end + 60]
    if number.noun:
        nouns = [word for word in re.findall(r"[A-Za-z'’]+", noun)[:4] if len(word) > 2]
        return any(is_people(word) for word in nouns)
    return any(is_people(word.low) for word in reading.words) or cues.ACTS.get(next_word(reading, number.end)) in _OF_PEOPLE


def _previous_word(reading: Reading, at: int) -> str:
    """The word before a character, in lower case."""
    found = re.search(r"(\w+)\W*$", reading.text[:at])
    return found.group(1).lower() if found else ""


def is_people(word: str) -> bool:
    """Whether a noun is of people, by a list and by how such nouns end; ships and vans with people aboard count too."""
    low = word.lower()
    return low in cues.PEOPLE or low in cues.CARRIERS or low.endswith(("men", "women", "ers", "ors", "ists", "ians", "ees"))


def _chosen(acts: Sequence[tuple[int, str]]) -> str:
    if not acts:
        return ""
    kinds = [act for _, act in sorted(acts)]
    if "freed" in kinds and kinds[0] == "held":
        return "freed"
    if "dead" in kinds[:2] and kinds[0] in ("ill", "waiting"):
        return "dead"
    return kinds[0]


def words_between(reading: Reading, start: int, end: int) -> list[Word]:
    """The words that stand whole within two characters."""
    return [word for word in reading.words if word.start >= start and word.end <= end]
