"""Question + passages -> a draft of verbatim sentences: the writer that needs no model."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from index.embed import TokenEmbedder
from index.search import Library
from index.types import Passage, Window
from index.words import terms
from qa.kindred import kindred
from qa.types import Span
from qa.writers.extractive import cues, missing, reading, select, short
from qa.writers.extractive.align import weigh
from qa.writers.extractive.compose import Composed, compose
from qa.writers.extractive.cues import reasons, takes_back
from qa.writers.extractive.evidence import Candidate, Memory, gather
from qa.writers.extractive.neighbours import Shown
from qa.writers.extractive.question import Asked, read
from qa.writers.extractive.reader import Reader, Reads
from qa.writers.extractive.remarks import asides, remarks
from qa.writers.extractive.select import Ranked
from qa.writers.extractive.words import base
from qa.writers.types import Draft, DraftSentence, EarlierValue

# How near a report of two weeks ago is to one of today. No suite that the confidence was fitted on is longer, so what is older counts
# like that: it is seldom wrong for being eight years older than the newest report of a home.
_A_FORTNIGHT = round(1.0 / (1.0 + 14 / select.HALF_LIFE), 4)


class Extractive:
    """Answers with sentences of the passages, word for word. Needs no model, no key and no network.

    ``text_of(document, digest)`` gives a stored text whole, so that the sentence before a passage can be shown; it is
    called only for the documents of the passages given. ``reader`` reads the best sentences once more; without one, words,
    names, figures and days decide alone.
    """

    name = "extractive"

    def __init__(self, embedder: TokenEmbedder, text_of: Callable[[str, str], str], reader: Reads | None = None) -> None:
        self._memory = Memory(embedder)
        self._text_of = text_of
        self._reader = reader

    def write(self, question: str, passages: Sequence[Passage], window: Window) -> Draft:
        """The best draft there is, never more than four sentences; ``features`` say how good it is."""
        asked = read(question, time_words=_days_only(window))
        candidates = gather(passages, self._memory) if asked.terms and asked.kind != "corpus" else ()
        if not candidates:
            empty = asked.kind != "corpus" and bool(asked.terms)
            return Draft(refused=True, reason=missing.reason(asked, window, (), empty=empty), features={})
        weighed = weigh(asked, self._memory.tokens(asked.text), candidates)
        ranked = select.rank(asked, weighed, candidates, window)
        if self._reader is not None:
            ranked = select.reread(ranked, reading.found_in(asked, [one.candidate for one in ranked], candidates, self._reader))
        composed = compose(asked, ranked, self._text_of)
        lead = composed.shown[: composed.lead]
        answer = short.shorten(
            asked, weighed, lead, beside=composed.shown[composed.lead :], taken_back=composed.disputed, corrects=composed.corrects
        )
        return Draft(
            sentences=tuple(DraftSentence(text=" ".join(item.text.split()), spans=(_span(item),)) for item in composed.shown),
            short=answer.text if answer else None,
            short_basis=answer.basis if answer else None,
            features=judged(asked, composed, window, ranked),
            superseded=tuple(EarlierValue(value=item.value, date=item.date, span=_span(item.candidate)) for item in composed.earlier),
            reason=missing.reason(asked, window, unseen(asked, ranked[0])),
            notes=remarks(asked, composed, window),
            asides=asides(asked, candidates),
        )


def over(library: Library) -> Extractive:
    """The writer for a library: with the reader, where the home's vectors are the bundled model's."""
    return Extractive(library.tokens, library.text_of, _bundled_reader() if library.own_tokens is not None else None)


@functools.cache
def _bundled_reader() -> Reader:
    """One for the process: it takes most of a second to open, and what it finds depends on nothing that it read before."""
    return Reader()


def _days_only(window: Window) -> str | None:
    """The question's words for its days, when they name days and not a stretch of months."""
    if window.event_since is None or window.event_until is None or (window.event_until - window.event_since).days > 31:
        return None
    return window.understood


def _span(item: Shown | Candidate) -> Span:
    passage = item.passage
    return Span(
        document=passage.document,
        digest=passage.digest,
        date=passage.date,
        title=passage.title,
        source=passage.source,
        start=item.start,
        end=item.end,
        quote=item.text,
    )


def unseen(asked: Asked, ranked: Ranked) -> tuple[str, ...]:
    """The words of the question, as written, that neither the best sentence nor its passage nor its header holds."""
    best = ranked.candidate
    held = best.terms | best.near | best.header
    found = []
    for word in re.findall(r"[^\W_][\w’'-]*", asked.text):
        of = set(terms(word)) & set(asked.terms) - asked.light
        bare = re.sub(r"['’]s?$", "", word)
        if of and not of & held and not any(kindred(term) & held for term in of) and bare not in found:
            found.append(bare)
    return tuple(found)


def _act_told(asked: Asked, best: Candidate, everything: Iterable[frozenset[str]]) -> float:
    """1 when the best sentence's passage has what was done, or a word for it, .5 when another passage has it, else 0."""
    if asked.act is None:
        return 1.0
    words = {asked.act} | kindred(asked.act)

    def told(held: frozenset[str]) -> bool:
        return any(term in words or base(term) in words for term in held)

    if told(best.near | best.header):
        return 1.0
    return 0.5 if any(told(held) for held in everything) else 0.0


def judged(asked: Asked, composed: Composed, window: Window, ranked: Sequence[Ranked]) -> Mapping[str, float]:
    """What the confidence in this draft rests on; every value lies between 0 and 1.

    More is better but for ``untold``, ``hearsay``, ``retracted``, ``clash``, ``absent``, ``unnamed`` and ``nobody``.

    ``weakest``: the likeness of the question's word that the passage accounts for least; ``names``: the same for its
    names; ``act``: whether its report tells of what was done, .5 where only another one does ("who resigned": nobody did);
    ``kind``: how well a span of the sentence fits what is asked for; ``day``: whether it speaks of the asked day;
    ``untold``: whether one of the best sentences says that this is not said; ``hearsay``: nobody stands up for it;
    ``retracted``: it was denied or taken back, and the question does not ask about that; ``fresh``: how near it is to the
    newest report found, no less than a fortnight's; ``clash``: it tells of a namesake or of exchanged parties;
    ``absent``: no passage found holds a name of the question at all; ``unnamed``: the sentence holds none of them;
    ``nobody``: it asks who, and nobody is named; ``read``: how sure the reader is that the sentence answers, left out where
    there is none.
    """
    best = next((item.ranked for item in composed.shown if item.ranked is not None), ranked[0])
    # What a newer sentence leaves unsaid ("the number stands at 90") the one that it brings up to date has said.
    backed = ranked[0].parts if composed.updated else best.parts
    lead = composed.shown[: composed.lead]
    texts = [item.candidate.passage.text for item in ranked]
    called = [of for name in asked.names if (of := frozenset(terms(name.text))) and not cues.initials_stand(name.text, texts)]
    everything = {(r.candidate.passage.document, r.candidate.passage.start): r.candidate.near | r.candidate.header for r in ranked}.values()
    told = frozenset(terms(" ".join(item.text for item in lead)))
    about_it = asked.kind in ("yesno", "why") or takes_back(asked.whole)
    typed = asked.kind in ("who", "when", "where", "count", "amount")
    fit = max((spot.fit for item in lead for spot in item.spots), default=0.0) if typed else 0.7
    # "A man was arrested" does not say who: a span that hardly fits answers nothing.
    fit = fit if fit >= select.HARDLY else 0.0
    if asked.kind == "why":
        # A reason has its word, in a sentence that speaks of what was done and not only of who did it.
        fit = 0.7 if max(best.parts["deed"], backed["deed"]) > 0.0 or any(reasons(item.text) for item in lead) else 0.2
    found = {
        "weakest": max(best.parts["weakest"], backed["weakest"]),
        "names": max(best.parts["names"], backed["names"]),
        "act": _act_told(asked, best.candidate, everything),
        "kind": fit,
        "day": max(best.parts["day"], best.parts["years"]) if window.event_since is not None else 1.0,
        "untold": max(item.parts["untold"] * item.parts["cover"] for item in ranked[:3]),
        "hearsay": best.parts["hearsay"],
        "retracted": float(composed.disputed and composed.lead == 1 and not about_it),
        "fresh": max(best.parts["new"], _A_FORTNIGHT),
        "absent": float(any(not any(cues.name_held(of, held) for held in everything) for of in called)),
        "unnamed": float(bool(called) and not any(cues.name_held(of, told) for of in called)),
        "nobody": float(asked.kind == "who" and fit == 0.0),
        "clash": best.parts["clash"],
    }
    if "read" in best.parts:
        found["read"] = best.parts["read"]
    return {name: round(min(1.0, max(0.0, value)), 4) for name, value in found.items()}
