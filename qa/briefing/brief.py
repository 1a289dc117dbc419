"""A home and a window -> Briefing: gather, group, tell, check, and write the bottom line last."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import prompts
from index.search import Library, Progress
from index.types import Window
from qa.briefing import checks
from qa.briefing.background import taken_back
from qa.briefing.checks import Place
from qa.briefing.gather import Ground, gather
from qa.briefing.group import groups
from qa.briefing.lead import lead
from qa.briefing.modelled import PROMPT, merged, retell
from qa.briefing.moves import Moves
from qa.briefing.tell import story, weigh
from qa.briefing.topics import requirements, speaks
from qa.briefing.types import Briefing, Contradiction, Fact, Line, Status, StoryBrief, Withheld
from qa.models.types import Backend
from qa.runs import new_run

# So many stories are told in full, so many more by their first fact; the rest is counted.
IN_FULL, IN_SHORT = 12, 40


def brief(
    library: Library,
    *,
    since: dt.date,
    until: dt.date,
    as_of: dt.date | None = None,
    topics: Sequence[str] = (),
    backend: Backend | None = None,
    on_progress: Progress | None = None,
) -> Briefing:
    """Brief the days ``since`` to ``until``, both included, against all that was reported before them.

    Nothing published after ``until``, or after ``as_of``, plays any part, and nothing undated. A window without a report
    gives a page without stories. ``backend`` tells the foremost stories in a model's words: each sentence goes through the
    same checks, and where the model fails or none of its sentences passes, the quotes stand. Raises QaError for an inverted
    window, CorpusError for a home that cannot be read.
    """
    ground = gather(library, since=since, until=until, as_of=as_of, on_progress=on_progress)
    page = Briefing(
        since=since, until=until, as_of=as_of, coverage=ground.coverage(0), late=ground.late,
        corpus=library.corpus(Window(as_of=as_of)), run=new_run(),
    )  # fmt: skip
    if not ground.now:
        return replace(page, requirements=requirements(topics, (), ground, _days(page)))
    found = groups(ground, on_progress)
    moves = Moves.of(ground)
    withdrawn = taken_back(ground)
    weighed = [weigh(group, ground, moves, topical=max((speaks(topic, group, ground) for topic in topics), default=0.0)) for group in found]
    foremost = sorted(weighed, key=lambda one: (-one.salience, one.group.id))[:IN_SHORT]
    ranked = []
    for at, one in enumerate(foremost):
        if on_progress:
            on_progress("telling stories", at, len(foremost))
        ranked.append(story(one, ground, moves, withdrawn))
    short = [replace(one, facts=one.facts[:1], background=(), timeline=()) for one in ranked[IN_FULL:]]
    page = replace(
        page, stories=(*ranked[:IN_FULL], *short), more=len(found) - len(foremost), moved=moves.rows,
        requirements=requirements(topics, found, ground, _days(page)),
    )  # fmt: skip
    page = checked(page, library)
    if backend is not None:
        page = _retold(page, library, backend, on_progress)
    return finished(page, ground)


def _retold(page: Briefing, library: Library, backend: Backend, on_progress: Progress | None) -> Briefing:
    """The page with its stories told by a model, one call a story, as far as the checks let its sentences pass."""
    foremost = [at for at, one in enumerate(page.stories[:IN_FULL]) if len(one.facts) > 1]
    stories, withheld = list(page.stories), list(page.withheld)
    notes: Counter[str] = Counter()
    usage: Counter[str] = Counter()
    told = wrote = 0
    for done, at in enumerate(foremost):
        if on_progress:
            on_progress(f"{backend.name} tells stories", done, len(foremost))
        one = stories[at]
        telling = retell(one, backend)
        usage.update(telling.usage)
        if telling.why:
            notes[telling.why] += 1
            continue
        draft = replace(one, facts=telling.facts, judgements=telling.judgements, background=(), contradictions=(), watch=(), timeline=())
        kept, found = _checked_story(draft, page, library, set())
        withheld += found
        wrote += len(telling.facts)
        told += len(kept.facts)
        stories[at] = replace(one, facts=merged(kept.facts, telling.facts, one), judgements=kept.judgements)
    said = tuple(f"{why}: {count} {'story' if count == 1 else 'stories'} told by quotes" for why, count in sorted(notes.items()))
    failed = {one.check for one in withheld}
    return replace(
        page, stories=tuple(stories), withheld=tuple(withheld), model=backend.name, prompt=prompts.load(PROMPT).digest,
        passed=tuple(name for name in checks.NAMES if name not in failed), usage=dict(usage),
        notes=(*page.notes, f"{told} of {wrote} sentences by {backend.name} passed the checks", *said),
    )  # fmt: skip


def checked(page: Briefing, library: Library) -> Briefing:
    """The page without the lines that fail a check; what was withheld is kept beside it with the check's name."""
    withheld: list[Withheld] = []
    stories = []
    said: set[str] = set()
    for one in page.stories:
        kept, found = _checked_story(one, page, library, said)
        withheld += found
        stories.append(kept)
    stories = [one for one in stories if one.facts]
    withheld += checks.of_page(stories)
    failed = {one.check for one in withheld}
    return replace(
        page, stories=tuple(stories), withheld=tuple(withheld), passed=tuple(name for name in checks.NAMES if name not in failed)
    )


def _checked_story(one: StoryBrief, page: Briefing, library: Library, said: set[str]) -> tuple[StoryBrief, list[Withheld]]:
    withheld: list[Withheld] = []

    def passes(line: Line, *, past: bool, judgement: bool = False) -> bool:
        found = checks.of_line(line, Place(past=past, judgement=judgement), page, library, originators=one.independent_sources)
        withheld.extend(found)
        return not found

    facts: list[Fact] = []
    for fact in one.facts:
        plain = " ".join(fact.line.text.lower().split())
        if plain in said:
            continue  # another story tells it already
        labels = checks.of_fact(fact)
        withheld.extend(labels)
        before = fact.previous if fact.previous is not None and passes(fact.previous, past=True) else None
        if not labels and passes(fact.line, past=False):
            said.add(plain)
            facts.append(replace(fact, previous=before, change=fact.change if before or fact.previous is None else "new"))
    background = tuple(line for line in one.background if " ".join(line.text.lower().split()) not in said and passes(line, past=True))
    clashes = tuple(
        Contradiction(about=clash.about, claims=clash.claims)
        for clash in one.contradictions
        if len(clash.claims) > 1 and all(passes(line, past=True) for line in clash.claims)
    )
    kept = replace(
        one, facts=tuple(facts), background=background, contradictions=clashes,
        watch=tuple(row for row in one.watch if passes(row.line, past=False)),
        timeline=tuple(row for row in one.timeline if passes(row.line, past=True)),
        judgements=tuple(row for row in one.judgements if passes(row.line, past=False, judgement=True)),
    )  # fmt: skip
    return kept, withheld


def finished(page: Briefing, ground: Ground) -> Briefing:
    """The page with its bottom line, written from what passed, its changes by status, its coverage and numbered references."""
    lines, corroborated = lead(page.stories)
    by_status: dict[Status, tuple[str, ...]] = {
        status: tuple(one.id for one in page.stories if one.status == status)
        for status in ("new", "updated", "corrected", "retracted", "unchanged")
    }
    page = replace(page, lead=lines, corroborated=corroborated, changes=by_status)
    spans = [span for line in page.lines for span in line.spans] + [figure.span for one in page.stories for figure in one.figures]
    used = {document for one in page.stories for document in one.documents}
    cited = {span.document: ground.by_name[span.document] for span in spans}
    outlets = {name: who for name, report in sorted(cited.items()) if (who := report.source or report.agency)}
    return replace(page, references=tuple(dict.fromkeys(spans)), outlets=outlets, coverage=ground.coverage(len(used)))


def _days(page: Briefing) -> str:
    return f"on {page.since.isoformat()}" if page.since == page.until else f"from {page.since.isoformat()} to {page.until.isoformat()}"
