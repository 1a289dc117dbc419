"""Briefing -> Markdown."""

from __future__ import annotations

from qa.briefing.types import Briefing, StoryBrief
from qa.render import briefing_words as words
from qa.render.briefing import Numbers, cited, numbers
from qa.render.changes import escaped
from qa.render.text import day


def as_markdown(page: Briefing) -> str:
    """The page as Markdown; what a report says is never markup."""
    known = numbers(page)
    lines = [f"# {words.title(page)}", "", escaped(words.scope(page)), ""]
    if not page.stories:
        lines += [escaped(words.nothing(page)), ""]
    if page.lead:
        lines += ["## Bottom line", ""]
        lines += [
            f"- {escaped(cited(line, known))}{'' if sure else ' *(one source)*'}"
            for line, sure in zip(page.lead, page.corroborated, strict=True)
        ]
        lines.append("")
    for at, story in enumerate(page.stories, start=1):
        lines += _story(at, story, page, known)
    if page.more:
        lines += [f"{page.more} further stories are not told here.", ""]
    lines += _tail(page)
    if page.references:
        lines += ["## References", ""]
        lines += [f"{n}. {escaped(words.reference(span, page))}: “{escaped(' '.join(span.quote.split()))}”" for span, n in known.items()]
        lines.append("")
    lines += [f"*{escaped(words.foot(page))}*", *(f"*note: {escaped(note)}*" for note in page.notes), ""]
    return "\n".join(lines)


def _story(at: int, story: StoryBrief, page: Briefing, known: Numbers) -> list[str]:
    lines = [f"## {at}. {escaped(story.title)}", "", f"**{words.STATUS[story.status]}** · {words.support(story)}", ""]
    for fact in story.facts:
        lines.append(f"- {escaped(cited(fact.line, known))}")
        if fact.previous is not None:
            before = fact.previous
            moved = f"{words.CHANGED.get(fact.change, 'before')}, {words.short_day(before.spans[0].date)}"
            lines.append(f"  - {moved}: {escaped(cited(before, known))}")
    if story.figures:
        lines += ["", "| figure | value | earlier | |", "|---|---|---|---|"]
        lines += [
            f"| {escaped(words.figure(row))} | {escaped(words.value(row))} | {escaped(words.earlier(row))} | [{known[row.span]}] |"
            for row in story.figures
        ]
    for clash in story.contradictions:
        lines += ["", f"They differ{escaped(f' on {clash.about}') if clash.about else ''}:", ""]
        lines += [f"- {escaped(words.outlet(line, page))}: {escaped(cited(line, known))}" for line in clash.claims]
    if story.background:
        lines += ["", "Background:", ""]
        lines += [f"- {words.short_day(line.spans[0].date)}: {escaped(cited(line, known))}" for line in story.background]
    if story.judgements:
        lines += ["", "Judgements:", ""]
        lines += [f"- ({one.confidence} confidence) {escaped(cited(one.line, known))}" for one in story.judgements]
    if story.watch:
        lines += ["", "To watch:", ""]
        lines += [f"- {words.short_day(row.day)}: {escaped(cited(row.line, known))}" for row in story.watch]
    if story.gaps:
        lines += ["", "Open:", ""]
        lines += [f"- {escaped(gap)}" for gap in story.gaps]
    return [*lines, ""]


def _tail(page: Briefing) -> list[str]:
    lines: list[str] = []
    names = {story.id: at for at, story in enumerate(page.stories, start=1)}
    if page.requirements:
        lines += ["## Standing topics", ""]
        for row in page.requirements:
            told = ", ".join(str(names[one]) for one in row.stories if one in names)
            lines.append(f"- {escaped(row.note or f'{row.topic}: ' + (f'story {told}' if told else 'told among the further stories'))}")
        lines.append("")
    if moved := words.changes(page):
        lines += [f"## Against all up to {day(page.changed_since)}", "", *(f"- {row}" for row in moved), ""]
    if page.late:
        lines += ["## Late arrivals", ""]
        lines += [f"- {escaped(one.title or one.document)}: dated {day(one.date)}, added {day(one.added)}" for one in page.late]
        lines.append("")
    if page.coverage.by_source:
        lines += ["## Outlets", "", escaped(", ".join(f"{one.source} {one.reports}" for one in page.coverage.by_source)), ""]
    return lines
