"""The words around an expression of time -> whether they look back or ahead."""

from __future__ import annotations

from index.dates.lexicon import APOSTROPHES, DASHES, MONTHS, PARAGRAPH, Tokens
from index.dates.phrases import Cue

# Words that make what follows a thing to come.
_MODALS = frozenset(
    "would may can could won ll will shall must should might expects expect warns warn forecasts forecast predicts predict tomorrow".split()
)
_AHEAD_WITH_TO = frozenset("going plan plans planning intend intends hope hopes".split())
# "Is planned for Saturday" is to come; "had been planned for Saturday" and "the planned handover" may have been and gone.
_PLANS = frozenset("due expected scheduled planned intended slated".split())
_BACK = frozenset(
    """was were had did been has have said told announced reported confirmed denied added wrote warned became began came went
    gave took met held made found left fell rose broke struck hit got saw sent set led lost won shot fought sank ran
    """.split()
)
# Not blockers of an earlier "will" (they may be adjectives), but enough to say "past" when nothing looks ahead.
_PAST_FORMS = frozenset(
    """born built brought caught chosen cut dealt died drawn driven drew drove flew flown forgot froze frozen grew heard hurt kept
    knew known laid lain learnt lit meant paid put quit read rung sat sold spent spoke spoken stood stolen struck sung swept swore
    sworn taken taught thrown threw torn understood wept woken worn withdrew withdrawn shut slept stuck
    """.split()
)
_NOT_PAST = frozenset("need feed speed seed breed indeed hundred exceed proceed succeed shed embed bed wed red naked sacred".split())
_INTENT = frozenset(
    """agree agreed agrees vow vowed vows promise promised promises pledge pledged pledges order ordered ask asked asks call called
    calls want wanted wants need needs needed invite invited prepare prepared prepares ready deadline deal intention hope hoped
    hopes aim aims aimed threaten threatened threatens offer offered is are decided decide decides plan plans permission
    """.split()
)
# Present forms that, with a day, speak of a timetable.
_TIMETABLE = frozenset("happens ends expires begins starts opens closes resumes lapses takes comes runs falls".split())
_TIMETABLE_BASE = frozenset("happen end expire begin start open close resume lapse take come run fall".split())
_WEAK_BEFORE = frozenset("from for starting beginning until till by through to effective before".split())
_CLAUSE_WORDS = frozenset("but while whereas although because who which whose".split())
_FINE_PRINT = frozenset("mr mrs ms dr st gen sen rep gov lt col vs no prof sgt capt rev hon jr sr".split())
# A clause longer than this is not searched further: the time stays linear in the text.
_REACH = 30


def ends_sentence(toks: Tokens, index: int) -> bool:
    """Whether token ``index`` closes a sentence: a mark, a space after it, and no abbreviation before it."""
    low = toks.low(index)
    if low == PARAGRAPH:
        return True
    if low not in (".", "!", "?", "…"):
        return False
    if toks.touch(index) and toks.low(index + 1) not in ('"', "”", "’", ")", "'"):
        return False
    before, after = toks.at(index - 1), toks.at(index + 1)
    if low == "." and (len(before.text) == 1 or before.low in _FINE_PRINT or (before.low in MONTHS and before.low != "may")):
        return False
    return low != "." or not after.text or not after.text[:1].islower()


def cue_of(toks: Tokens, start: int, end: int, *, question: bool = False) -> Cue:
    """What the clause of tokens ``start`` to ``end`` says about the direction of time.

    The nearest deciding word before the expression counts, then the first one after it: in "said on Monday that it
    would", Monday is past; in "on Monday it will", it is to come.
    """
    if toks.low(before_hour(toks, start)) == "since":
        return "past"
    left, cue = _look_back(toks, start, question=question)
    if cue == "past" and not question and _weak(toks, start, end):
        return "weak"
    if cue != "none":
        return cue
    right, cue = _look_on(toks, end, question=question) if left >= start - 2 or not _opens(toks, end) else (end, "none")
    if cue != "none":
        return cue
    past = any(_past_form(toks, index) for index in range(left, right) if not start <= index < end)
    weak = _weak(toks, start, end)
    if question:
        return "past" if past else "weak" if weak else "none"
    if weak:
        return "future" if not past and toks.low(before_hour(toks, start)) in ("by", "until", "till") else "weak"
    if past:
        return "past"
    return "weak" if any(toks.low(index) in _TIMETABLE for index in range(left, start)) else "none"


def _weak(toks: Tokens, start: int, end: int) -> bool:
    """A plan's preposition stands before the expression, or before the hour that belongs to it ("by noon on Friday").

    Not before a possessive: "jailed for Monday's attack" plans nothing.
    """
    if toks.low(end) in APOSTROPHES and toks.low(end + 1) == "s":
        return False
    return toks.low(before_hour(toks, start)) in _WEAK_BEFORE


_HOURS = ("noon", "midnight", "midday", "dawn", "dusk", "dark", "sunset", "sunrise", "daybreak", "nightfall")
_HOUR_MARKS = (".", "a", "p", "m", "am", "pm", "h", "gmt", "utc", ":", "o", "clock", "'", "’")


def before_hour(toks: Tokens, start: int) -> int:
    """The index of the word before an expression, leaving out "the" and an hour that stands between ("6 a.m. on")."""
    index = start - 1
    if toks.low(index) == "the":
        index -= 1
    if toks.low(index) not in ("on", "of"):
        return index
    back = index - 1
    if toks.low(back) in _HOURS:
        return back - 2 if toks.low(back - 1) == "at" else back - 1
    marks = 0
    while toks.low(back) in _HOUR_MARKS or (toks.at(back).number is not None and marks):
        back -= 1
        marks += 1
        if marks > 9:
            return index
    if not marks:
        return index
    return back - 1 if toks.low(back) == "at" else back


def after_hour(toks: Tokens, index: int) -> int:
    """The index after an hour and its "on" ("8 a.m. on", "noon on the"), or ``index`` when none stands there."""
    at = index + 1 if toks.low(index) == "about" else index
    if toks.low(at) in _HOURS:
        at += 1
    else:
        begun = at
        while at - begun <= 9 and (toks.low(at) in _HOUR_MARKS or toks.at(at).number is not None):
            at += 1
        if at < begun + 2:
            return index
    if toks.low(at) != "on":
        return index
    return at + 2 if toks.low(at + 1) == "the" else at + 1


def _look_back(toks: Tokens, start: int, *, question: bool) -> tuple[int, Cue]:
    index = start - 1
    while index >= 0 and start - index <= _REACH:
        low = toks.low(index)
        if low == ")" and (opening := _opening(toks, index)) is not None:
            index = opening - 1
            continue
        if _breaks(toks, index, question=question):
            break
        if low == ";" and any(_past_form(toks, back) for back in range(index, start)):
            break
        cue = _decides(toks, index, question=question)
        if cue != "none":
            return index, cue
        if low == "to" and start - index > 2 and toks.low(index - 1) in _INTENT:
            return index, "future" if toks.low(index - 1) in ("is", "are") else "weak"
        index -= 1
    return index + 1, "none"


def _opening(toks: Tokens, index: int) -> int | None:
    """The index of the bracket that the one at ``index`` closes, when it is near: what it holds is beside the point."""
    return next((back for back in range(index - 1, max(-1, index - 12), -1) if toks.low(back) == "("), None)


def _opens(toks: Tokens, index: int) -> bool:
    """Whether a clause of its own begins at ``index``: "announced Tuesday it would"."""
    return toks.low(index) in ("it", "he", "she", "they", "we", "that", "there")


def _look_on(toks: Tokens, end: int, *, question: bool) -> tuple[int, Cue]:
    index = end + 1 if toks.low(end) == "," else end
    while index < len(toks) and index - end <= _REACH:
        if _breaks(toks, index, question=question):
            break
        if toks.low(index) == ";":
            break
        cue = _decides(toks, index, question=question)
        if not question and (cue == "past" or _past_form(toks, index)):
            # "To 6 a.m. on Thursday, the envoy said": whoever speaks, spoke; it says nothing of Thursday.
            return index, "none"
        if cue != "none":
            return index, cue
        if toks.low(index) == "to" and toks.low(index - 1) in ("is", "are"):
            return index, "future"
        index += 1
    return index, "none"


def _breaks(toks: Tokens, index: int, *, question: bool) -> bool:
    low = toks.low(index)
    if low in (":", PARAGRAPH) or ends_sentence(toks, index):
        return True
    if question:
        return False
    if low == ",":
        return True
    if low in _CLAUSE_WORDS or low in "()":
        return True
    return low in DASHES and not toks.touch(index) and not toks.touch(index - 1)


def _decides(toks: Tokens, index: int, *, question: bool) -> Cue:
    """What the word at ``index`` says of the direction of time, if anything."""
    low, after, before = toks.low(index), toks.low(index + 1), toks.low(index - 1)
    if low in _MODALS:
        return _modal(toks, index)
    if low in _PLANS:
        if low == "due" and after == "to" and toks.low(index + 2) in ("a", "an", "the", "its", "their"):
            return "none"
        return "future" if {before, toks.low(index - 2)} & {"is", "are", "s", "now"} else "weak"
    if low in _AHEAD_WITH_TO:
        return "future" if after == "to" else "none"
    if low in ("about", "set") and after == "to" and before in ("is", "are", "be"):
        return "future"
    if low in ("has", "have") and (after == "to" or before == "to" or before in _MODALS):
        return "none"
    if low in ("was", "were") and after == "to":
        return "weak"
    if low in _BACK:
        # "If the election is held in May": a participle, not a past.
        passive = "be" in (before, toks.low(index - 2)) or (question and before in ("is", "are"))
        return "none" if passive else "past"
    if question and (low in _TIMETABLE or (low in _TIMETABLE_BASE and _asked_of(toks, index))):
        return "future"
    return "none"


def _modal(toks: Tokens, index: int) -> Cue:
    """ "Will" and its kin look ahead; "may have" does not, and "would have" may have been and gone."""
    low, after = toks.low(index), toks.low(index + 1)
    if low == "won":
        return "future" if after in APOSTROPHES and toks.low(index + 2) == "t" else "past"
    if low == "ll":
        return "future" if toks.low(index - 1) in APOSTROPHES else "none"
    if low == "would":
        return "weak" if "have" in (after, toks.low(index + 2)) else "future"
    if low in ("may", "can", "could"):
        return "none" if toks.at(index).capital or after in ("have", "") else "future"
    return "none" if after == "have" and _past_form(toks, index + 2) else "future"


def _asked_of(toks: Tokens, index: int) -> bool:
    """Whether "do" or "does" governs the verb: "when does the pause end"."""
    return any(toks.low(back) in ("do", "does") for back in range(max(0, index - 12), index))


def _past_form(toks: Tokens, index: int) -> bool:
    low = toks.low(index)
    if "be" in (toks.low(index - 1), toks.low(index - 2)):
        return False
    return (len(low) > 3 and low.endswith("ed") and low not in _NOT_PAST) or low in _PAST_FORMS
