"""Who says what: the speaker that a quote gives to its words -> whether the sentence keeps one, and the same one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.verify.reading.shade import NEGATORS
from qa.verify.reading.speeches import Speech, speeches
from qa.verify.reading.spelled import spelled_at
from qa.verify.text import FUNCTION, Reading, Word, joined
from qa.verify.types import Problem

_HEDGES = frozenset(
    """
    allegedly reportedly alleged purportedly purported accused suspected claimed claims claim allegation allegations
    accusation accusations supposedly apparently opinion view views
    """.split()
)
# Verbs whose words may be told with "said": they neither deny, nor doubt, nor charge, nor demand.
_SAYING = frozenset(
    """
    say says said tell tells told announce announces announced report reports reported state states stated add adds added
    explain explains explained note notes noted confirm confirms confirmed conclude concludes concluded write writes wrote
    reply replies replied stress stresses stressed recall recalls recalled disclose disclosed
    """.split()
)
# Verbs by which a subject finds, means, wants or answers something: no fact is told beyond that it does.
_MINDS = frozenset(
    """
    plan plans planned planning intend intends intended want wants wanted wish wishes wished hope hopes hoped aim aims aimed expect
    expects expected seek seeks sought propose proposes proposed demand demands demanded ask asks asked request requests requested refuse
    refuses refused reject rejects rejected decline declines declined oppose opposes opposed support supports supported favour favours
    favoured welcome welcomes welcomed regret regrets regretted apologise apologises apologised apologize apologizes apologized doubt
    doubts doubted consider considers considered regard regards regarded see sees find finds found put puts show shows showed shown give
    gives record records recorded count counts counted forecast forecasts project projects projected prefer prefers preferred agree agrees
    agreed offer offers offered promise promises promised threaten threatens threatened blame blames blamed mean means meant sceptical
    skeptical confident convinced certain sure afraid worried disappointed satisfied pleased ready willing unwilling
    """.split()
)
_MADE_KNOWN = re.compile(
    r"\b(?:rais|voic|express)\w* (?:the |a |some |great |serious )?(?:possibility|question|prospect|hopes?|fears?|"
    r"doubts?|concerns?|reservations?)\b|"
    r"\b(?:ma(?:k|d)es? (?:\w+ )?(?:known|public|clear)|let it be known|by (?:its|his|her|their) own account|in (?:its|his|her|their|the) "
    r"(?:view|words|opinion|judg\w+|eyes)|(?:bulletin|reports?|figures|data|statistics|survey|poll|accounts|results|study|audit|minutes|"
    r"records?|documents?|filing|estimates?|calculations?|analysis|review|statement|letter|memo|paper|register|census|ranking)s? "
    r"(?:show|say|put|suggest|indicate|give|find|found|list|record|reveal|speak)(?:s|ed|n)?|"
    r"(?:in|from) the (?:view|words|opinion|eyes) of|by the account of)\b",
    re.IGNORECASE,
)
_HEAD = 6  # words that a sentence opens with
_ARTICLES = frozenset("the a an its his her their our".split())
# What newsrooms call several by, whom they have named before.
TOGETHER = frozenset(
    """
    the both all companies firms sides parties governments countries banks ministries unions groups clubs leaders ministers partners
    neighbours agencies owners authors pair latter former joint statement boards councils presidents carriers operators
    """.split()
)
# What newsrooms call a business or a body by, that they have named before.
KINDS = frozenset(
    """
    the its a company firm carrier airline bank lender club manufacturer maker producer developer retailer chain utility insurer broadcaster
    publisher brewery brewer museum gallery university college school hospital clinic port railway shipyard yard mine miner refinery smelter
    federation league team association foundation institute laboratory newspaper station studio theatre orchestra cooperative plant exchange
    fund operator supplier contractor builder startup group business enterprise conglomerate consortium venture steelmaker carmaker
    shipbuilder drugmaker distributor wholesaler exporter importer trader broker shipper haulier airport zoo archive library festival
    promoter organiser organizer charity observatory society trust giant household brand franchise manufacturer partnership
    """.split()
)
# Who or what stands before such a word does not plainly say what follows: "if the union says", "the paper wrongly reported".
_UNPLAIN = NEGATORS | frozenset("if unless whether wrongly falsely mistakenly erroneously incorrectly rumour rumor rumours rumors".split())


def check(sentence: Reading, spans: Sequence[Reading], sources: Sequence[str], context: Reading | None) -> tuple[Problem, ...]:
    """A problem when the words of a quote's speaker are told as a fact, or given to another speaker."""
    mine = speeches(sentence, loosely=True)
    if (dropped := _dropped(sentence, mine, spans)) is not None:
        speech, span = dropped
        who = joined(speech.speaker, span.text) if speech.speaker else "somebody"
        return (Problem(kind="attribution", token=who, message=f"told as a fact, and in the quote the words of '{_short(who)}'"),)
    return tuple(_other_speaker(sentence, mine, spans, sources, context))


def restored(sentence: str, quotes: Sequence[str]) -> str | None:
    """The sentence with the speaker that it dropped put back: "..., the coast guard said."; None where that cannot be told.

    It can when the quote names the speaker, says so with a plain verb ("said", "announced"; not "denied" or "claimed"), and
    all that the sentence has of the quote stands in the speaker's words. A "yes" or "no" is nobody's words but the answerer's.
    What comes of it is to be verified anew.
    """
    mine, spans = Reading.of(sentence), [Reading.of(quote) for quote in quotes]
    dropped = _dropped(mine, speeches(mine, loosely=True), spans)
    if dropped is None or not sentence.rstrip().endswith(".") or sentence.partition(",")[0].strip().lower() in ("yes", "no"):
        return None
    speech, span = dropped
    if not speech.speaker or (speech.verb not in _SAYING and speech.verb != "according to") or not _all_spoken(mine, span, speech):
        return None
    around = next(span.words[first:after] for first, after in span.sentences if first <= speech.begin < after)
    spoken = range(span.words[speech.first].start, span.words[speech.after - 1].end)
    if any(word.low in _UNPLAIN for word in around if word.start not in spoken):
        return None
    before = [word for word in around if word.start < speech.speaker[0].start]
    words = (*before[-1:], *speech.speaker) if before and before[-1].low in _ARTICLES else speech.speaker
    who = joined(words, span.text)
    if words[0].low in FUNCTION or spelled_at(words, 0) is not None:
        who = who[0].lower() + who[1:]
    said = f"according to {who}" if speech.verb == "according to" else f"{who}, said" if "," in who else f"{who} said"
    return f"{sentence.rstrip().rstrip('.')}, {said}."


def _all_spoken(sentence: Reading, span: Reading, speech: Speech) -> bool:
    """Whether no content word of the sentence stands in the quote outside the speaker's words alone."""
    spoken = {word.stem for word in span.words[speech.first : speech.after]}
    outside = {word.stem for at, word in enumerate(span.words) if not speech.first <= at < speech.after}
    return not any(word.content and word.stem in outside - spoken for word in sentence.words)


def _dropped(sentence: Reading, mine: Sequence[Speech], spans: Sequence[Reading]) -> tuple[Speech, Reading] | None:
    """The speech that holds most of the sentence, with its quote, when the sentence gives it to nobody."""
    own = [word.stem for word in sentence.words if word.content]
    said = [(share, speech, span) for span in spans for speech in speeches(span) if (share := _share(own, span, speech)) >= 0.5]
    if not said:
        return None
    _, speech, span = max(said, key=lambda one: one[0])
    return None if _kept(sentence, mine, span, speech) else (speech, span)


def _kept(sentence: Reading, mine: Sequence[Speech], span: Reading, speech: Speech) -> bool:
    """Whether the sentence gives the words to somebody, by a verb or a hedge that is not itself among the words spoken."""
    spoken = span.words[speech.first : speech.after]
    inside = {word.low for word in spoken} - {speech.verb}
    if any(other.verb not in inside or {word.stem for word in other.speaker} & {word.stem for word in speech.speaker} for other in mine):
        return True
    if any(word.low in _HEDGES and word.low not in inside for word in sentence.words):
        return True
    return _MADE_KNOWN.search(sentence.text) is not None or _minded(sentence, speech)


def _minded(sentence: Reading, speech: Speech) -> bool:
    """Whether the sentence tells what its speaker finds, means or wants as just that: "the poll puts them ahead", "the firm plans"."""
    who = {word.stem for word in speech.speaker if word.content}
    return any(
        word.low in _MINDS and len(who & {before.stem for before in sentence.words[max(0, at - 14) : at]}) >= min(2, len(who)) > 0
        for at, word in enumerate(sentence.words)
    )


def _share(own: Sequence[str], span: Reading, speech: Speech) -> float:
    """How much of a sentence stands in the words of a speech and not in the rest of its span, 0 to 1."""
    if not own:
        return 0.0
    spoken = {word.stem for word in span.words[speech.first : speech.after] if word.content}
    spoken -= {word.stem for word in speech.speaker}
    rest = {word.stem for at, word in enumerate(span.words) if not speech.first <= at < speech.after} - {
        word.stem for word in speech.speaker
    }
    held = [stem for stem in own if stem in spoken and stem not in rest]
    loose = [stem for stem in own if stem in spoken and stem in rest]
    return (len(held) + 0.5 * len(loose)) / len(own)


def _other_speaker(
    sentence: Reading, mine: Sequence[Speech], spans: Sequence[Reading], sources: Sequence[str], context: Reading | None
) -> Iterator[Problem]:
    theirs = [(speech, span) for span in spans for speech in speeches(span)]
    outlets = {word.stem for source in sources for word in Reading.of(source).words if word.content}
    for speech in mine:
        names = {word.stem for word in speech.speaker}
        if _behind_apposition(sentence, speech, theirs):
            continue
        capitals = {
            word.stem for word in speech.speaker if word.capital and word.low not in FUNCTION and (word.start or _proper(word, spans))
        }
        if not names or (capitals or names) <= outlets or not capitals:
            continue
        after = min((other.begin for other in mine if speech.first < other.begin < speech.after), default=speech.after)
        own = [word.stem for word in sentence.words[speech.first : after] if word.content and word.stem not in names]
        matched = [(other, span) for other, span in theirs if _overlap(own, span, other) >= 0.5]
        if not matched:
            continue
        alike = [(other, span) for other, span in theirs if _overlap(own, span, other) >= 0.3]
        if any(_same_speaker(names, capitals, other, span, context) for other, span in alike):
            continue
        other, span = matched[0]
        token = joined([word for word in speech.speaker if word.capital] or speech.speaker, sentence.text)
        who = joined(other.speaker, span.text)
        yield Problem(kind="attribution", token=token, message=f"given to '{token}', and in the quote the words of '{_short(who)}'")


def _behind_apposition(sentence: Reading, speech: Speech, theirs: Sequence[tuple[Speech, Reading]]) -> bool:
    """Whether a name read as the speaker only ends what is said of the quote's own by the way: "Vey, who left for Oslo, said"."""
    if not speech.speaker:
        return False
    at = next(at for at, word in enumerate(sentence.words) if word.start >= speech.speaker[0].start)
    first = next(first for first, after in sentence.sentences if first <= at < after)
    comma = next((number for number in range(at - 1, first, -1) if sentence.words[number].text == ","), None)
    if comma is None:
        return False
    verb = next((n for n in range(at, len(sentence.words)) if sentence.words[n].low == speech.verb.split()[0]), None)
    if verb is None or not any(word.text == "," for word in sentence.words[at:verb]):
        return False
    head = {word.stem for word in sentence.words[first:comma] if word.content}
    return any({word.stem for word in other.speaker if word.capital and word.content} & head for other, _ in theirs if other.speaker)


def _proper(word: Word, spans: Sequence[Reading]) -> bool:
    """Whether a word that opens a sentence is a name: the quotes have it with a capital, and never without."""
    seen = [other.capital for span in spans for other in span.words if other.low == word.low]
    return bool(seen) and all(seen)


def _overlap(own: Sequence[str], span: Reading, speech: Speech) -> float:
    turn = (at for at in range(speech.first + 3, speech.after) if span.words[at].low in ("while", "whereas", "whilst"))
    spoken = {word.stem for word in span.words[speech.first : next(turn, speech.after)]}
    return sum(stem in spoken for stem in own) / len(own) if own else 0.0


def _same_speaker(names: set[str], capitals: set[str], other: Speech, span: Reading, context: Reading | None) -> bool:
    if not other.speaker:
        return True  # "she said": nobody else is named
    theirs = {word.stem for word in other.speaker}
    if names & theirs - {"minist", "spokesman", "spokeswoman", "offici"} or (names & theirs and not capitals - theirs):
        return True
    if all(word.low in TOGETHER or spelled_at((word,), 0) is not None for word in other.speaker):
        return capitals <= span.stems  # "the two companies said": who they are stands elsewhere in the quote
    if _in_relative(span, other) and capitals <= _opening(span, other):
        return True  # "Sorrel Press, which paid for the book, says": the quote's speaker is the one before the comma
    if all(word.low in KINDS for word in other.speaker) and capitals <= _opening(span, other):
        return True  # "Brava will close three shops, the retailer said"
    if not any(word.capital and word.low not in FUNCTION for word in other.speaker):
        # "the minister said": a role; whoever bears it in the quote or around it may be meant
        around = [span, context] if context is not None else [span]
        return any(_near(reading, capitals, theirs) for reading in around)
    return False


def _in_relative(span: Reading, speech: Speech) -> bool:
    """Whether what was read as a speaker begins behind a "which" or a "who" between commas."""
    before = [word.low for word in span.words if word.start < speech.speaker[0].start][-2:]
    return before[-1:] == ["which"] or before[-1:] == ["who"]


def _opening(span: Reading, speech: Speech) -> set[str]:
    """The stems of the first words of the sentence that a speech stands in."""
    first, after = next((first, after) for first, after in span.sentences if first <= speech.first < after)
    return {word.stem for word in span.words[first : min(after, first + _HEAD)]}


def _near(reading: Reading, names: set[str], roles: set[str]) -> bool:
    places = [at for at, word in enumerate(reading.words) if word.stem in roles]
    return any(word.stem in names for at in places for word in reading.words[max(0, at - 6) : at + 7])


def _short(text: str) -> str:
    return text if len(text) <= 50 else text[:47] + "..."
