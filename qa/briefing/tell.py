"""A group of reports -> one story of the page: its facts, figures, background, contradictions and gaps, quoted and labelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.briefing import background, facts, figures
from qa.briefing.background import Spot, line_of
from qa.briefing.gaps import gaps, watch
from qa.briefing.gather import Ground
from qa.briefing.group import Group
from qa.briefing.moves import Moves, in_story, is_new, status
from qa.briefing.types import Contradiction, Fact, Line, Status, StoryBrief
from qa.ledger.likeness import covered
from qa.ledger.types import Change, Claim, Report
from qa.types import Span

# Words of facts that a story gets: so many to begin with, and more for each report that tells of it, up to a limit.
_WORDS, _A_REPORT, _MOST_WORDS = 80, 30, 220
_MOST_FACTS, _MOST_CLASHES, _LONGEST_TITLE, _LONGEST_DENIAL = 9, 4, 100, 70
# Another report that has so much of a fact's weight, and its figures, tells it too.
_TELLS = 0.6
_WEIGHT = {"retracted": 0.95, "corrected": 0.9, "updated": 0.85, "new": 1.0, "unchanged": 0.3}


@dataclass(frozen=True, kw_only=True, slots=True)
class Weighed:
    """A group with what decides where it stands on the page."""

    group: Group
    status: Status
    salience: float


def weigh(group: Group, ground: Ground, moves: Moves, *, topical: float = 0.0) -> Weighed:
    """A group's status, and its salience: who tells it, what is new of it, whether it was asked for, whether people are counted in it.

    ``topical`` is how much the standing topics speak for it, 0 to 1; the salience lies between 0 and about 3.
    """
    became = status(group, moves, ground)
    sources = min(1.0, 0.4 * (len(group.originators) - 1))
    size = min(0.3, sum(len(claim.stems) for _, claim in group.claims) / 1_000)
    people = 0.15 if any(figure.act for _, claim in group.claims for figure in claim.figures) else 0.0
    return Weighed(group=group, status=became, salience=round(_WEIGHT[became] + sources + size + topical + people, 3))


def story(weighed: Weighed, ground: Ground, moves: Moves, withdrawn: frozenset[Spot]) -> StoryBrief:
    """Tell a story by quotes alone."""
    group = weighed.group
    taken, moved = in_story(moves.taken_back, group), in_story(moves.updates, group)
    clashes = tuple(_clash(row, ground) for row in in_story(moves.clashes, group)[:_MOST_CLASHES])
    told = _facts(group, ground, moves)
    return StoryBrief(
        id=group.id, thread=group.thread, title=_title(group), status=weighed.status,
        documents=tuple(report.document for report in group.reports),
        independent_sources=len(group.originators), sources=group.sources, salience=weighed.salience,
        facts=told, figures=figures.rows(group, ground),
        background=background.background(group, ground, withdrawn), contradictions=clashes,
        gaps=gaps(group, told, clashes, [*taken, *(row for row in moved if row.previous is None)]), watch=watch(group, ground),
        timeline=background.timeline(group, ground, [fact.line for fact in told], withdrawn),
    )  # fmt: skip


def _facts(group: Group, ground: Ground, moves: Moves) -> tuple[Fact, ...]:
    rows = in_story(moves.rows, group)
    disputed = frozenset(
        (side.document, side.start)
        for row in in_story(moves.clashes, group)
        for side in (*row.spans, *((row.previous,) if row.previous else ()))
    )
    usable = [
        (report, claim) for report, claim in group.claims if facts.whole(report, claim) and not facts.quoted_without_speaker(report, claim)
    ]
    noticed = [one for row in moves.taken_back for one in usable if any(_stands(one, span) for span in row.spans)]
    known = frozenset(stem for report in group.earlier for stem in report.stems)
    words = min(_MOST_WORDS, _WORDS + _A_REPORT * len(group.originators))
    picks = facts.choose(
        usable or group.claims, ground.weights, words=words, known=known, first=noticed[:3], disputed=disputed, most=_MOST_FACTS
    )
    return tuple(
        replace(
            _fact(pick, rows, ground),
            originators=_tellers(pick, group, ground),
            disputed=any((pick.report.document, claim.start) in disputed for claim in pick.claims),
        )
        for pick in picks
    )


def _tellers(pick: facts.Pick, group: Group, ground: Ground) -> int:
    """How many originators tell what a pick tells: its words, by weight, and every figure of it that counts something."""
    stems = [stem for claim in pick.claims for stem in claim.stems]
    amounts = {figure.amount for claim in pick.claims for figure in claim.figures if figure.act or figure.unit}

    def tells(report: Report) -> bool:
        given = {figure.amount for claim in report.claims for figure in claim.figures}
        return report is pick.report or (covered(stems, report.stems, ground.weights) >= _TELLS and amounts <= given)

    return sum(any(tells(report) for report in one) for one in group.originators)


def _stands(one: tuple[Report, Claim], span: Span) -> bool:
    report, claim = one
    return report.document == span.document and claim.start < span.end and span.start < claim.end


def _fact(pick: facts.Pick, rows: Sequence[Change], ground: Ground) -> Fact:
    span = pick.span
    event = next((claim for claim in pick.claims if claim.event is not None), None)
    made = Fact(
        line=line_of(span),
        attributed_to=next((claim.attributed_to for claim in pick.claims if claim.attributed_to), None),
        event=event.event if event else None,
        basis=event.event_basis if event else None,
    )
    for row in rows:
        if row.change in ("retracted", "corrected", "updated") and any(
            one.document == span.document and one.start < span.end and span.start < one.end for one in row.spans
        ):
            if row.previous is None:
                break
            before = row.previous
            if before.date is not None and before.date >= ground.since and row.change == "updated":
                continue
            changed: Status = "retracted" if row.change == "retracted" else "corrected" if row.change == "corrected" else "updated"
            return replace(made, change=changed, previous=line_of(before))
    return replace(made, change="new" if any(is_new(claim, ground) for claim in pick.claims) else "unchanged")


def _clash(row: Change, ground: Ground) -> Contradiction:
    sides: list[Line] = [line_of(_unbroken(span, ground, goes_on=row.now is None)) for span in row.spans]
    if row.previous is not None:
        sides.append(line_of(_unbroken(row.previous, ground, goes_on=row.now is None)))
    return Contradiction(about=row.about if row.now else "", claims=tuple(sides))


def _unbroken(span: Span, ground: Ground, *, goes_on: bool) -> Span:
    """A span made longer where it would cut a quotation in two; a denial that ``goes_on`` in a short sentence has that too."""
    report = ground.report(span.document)
    within = [claim for claim in report.claims if claim.start < span.end and span.start < claim.end] if report else []
    if report is None or not within:
        return span
    last = within[-1]
    if goes_on and len(within) == 1 and last.modality == "denied" and last.ordinal + 1 < len(report.claims):
        after = report.claims[last.ordinal + 1]
        if after.paragraph == last.paragraph and len(report.text[last.start : after.end].split()) <= _LONGEST_DENIAL:
            last = after
    run = facts.whole_speech(report, within[0], last)
    return report.span(run[0], run[-1]) if len(run) > len(within) else span


def _title(group: Group) -> str:
    """The headline of the report that has most of the story, else its first sentence, cut, never reworded."""
    best = max(
        group.reports,
        key=lambda report: (
            sum(len(claim.stems) for other, claim in group.claims if other is report and claim.paragraph <= 1) > 0,
            _shared(report, group),
            -group.reports.index(report),
        ),
    )
    return headline(best, next((claim for report, claim in group.claims if report is best), None))


def headline(report: Report, claim: Claim | None = None) -> str:
    """A report's own headline; of one that has none the sentence given, else its first, without dateline."""
    title = " ".join((report.title or "").split())
    if not title or report.text.lstrip().startswith(title.removesuffix("…")):
        told = claim or next(iter(report.claims), None)
        title = " ".join(report.text[told.start : told.end].split()).rstrip(".") if told else title or report.document
    return title if len(title) <= _LONGEST_TITLE else title[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _shared(report: Report, group: Group) -> int:
    opening = {stem for claim in report.claims[:2] for stem in claim.stems}
    return sum(len(opening & other.stems) for other in group.reports if other is not report)
