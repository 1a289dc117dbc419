"""Briefing -> text for a terminal."""

from __future__ import annotations

from qa.briefing.summary import Summary
from qa.briefing.types import Briefing, StoryBrief
from qa.render import briefing_words as words
from qa.render.briefing import Numbers, cited, numbers
from qa.render.text import Style, day, unstyled, wrap


def as_text(page: Briefing, style: Style = unstyled) -> str:
    """The page for a terminal: bottom line, stories, topics, changes, late arrivals, references."""
    known = numbers(page)
    lines = [style(words.title(page), "heading"), style(words.scope(page), "quiet")]
    if not page.stories:
        lines += ["", wrap(words.nothing(page))]
    if page.lead:
        lines += ["", style("Bottom line", "heading")]
        for line, sure in zip(page.lead, page.corroborated, strict=True):
            lines.append(_point(cited(line, known), note="" if sure else "one source"))
    for at, story in enumerate(page.stories, start=1):
        lines += ["", *_story(at, story, page, known, style)]
    if page.more:
        lines += ["", wrap(f"{page.more} further stories are not told here.")]
    lines += _tail(page, style)
    if page.references:
        lines += ["", style("References", "heading")]
        lines += [wrap(f"[{n}] {words.reference(span, page)}", "  ") for span, n in known.items()]
    lines += ["", style(words.foot(page), "quiet"), *(style(wrap(f"note: {note}"), "quiet") for note in page.notes)]
    return "\n".join(lines)


def _story(at: int, story: StoryBrief, page: Briefing, known: Numbers, style: Style) -> list[str]:
    head = f"{at}. {story.title}"
    lines = [style(wrap(head), "heading"), style(f"   {words.STATUS[story.status]} · {words.support(story)}", "quiet")]
    for fact in story.facts:
        lines.append(_point(cited(fact.line, known)))
        if fact.previous is not None:
            before = fact.previous
            moved = f"{words.CHANGED.get(fact.change, 'before')}, {words.short_day(before.spans[0].date)}: {cited(before, known)}"
            lines.append(style(wrap(moved, "       "), "quiet"))
    if story.figures:
        lines.append("   Figures")
        for row in story.figures:
            was = words.earlier(row)
            said = f"{words.value(row)}  {words.figure(row)} [{known[row.span]}]"
            lines.append(wrap(said + (f"; earlier {was}" if was else ""), "     "))
    for clash in story.contradictions:
        lines.append(f"   They differ{f' on {clash.about}' if clash.about else ''}")
        lines += [_point(f"{words.outlet(line, page)}: {cited(line, known)}") for line in clash.claims]
    if story.background:
        lines.append("   Background")
        lines += [_point(f"{words.short_day(line.spans[0].date)}: {cited(line, known)}") for line in story.background]
    for judged in story.judgements:
        lines.append(_point(f"Judgement ({judged.confidence} confidence): {cited(judged.line, known)}"))
    if story.watch:
        lines.append("   To watch")
        lines += [_point(f"{words.short_day(row.day)}: {cited(row.line, known)}") for row in story.watch]
    if story.gaps:
        lines.append("   Open")
        lines += [_point(gap) for gap in story.gaps]
    return lines


def _tail(page: Briefing, style: Style) -> list[str]:
    lines: list[str] = []
    if page.requirements:
        lines += ["", style("Standing topics", "heading")]
        names = {story.id: at for at, story in enumerate(page.stories, start=1)}
        for row in page.requirements:
            told = ", ".join(str(names[one]) for one in row.stories if one in names)
            lines.append(wrap(row.note or f"{row.topic}: {f'story {told}' if told else 'told among the further stories'}", "  "))
    if moved := words.changes(page):
        lines += ["", style(f"Against all up to {day(page.changed_since)}", "heading"), *(f"  {row}" for row in moved)]
    if page.late:
        lines += ["", style("Late arrivals", "heading")]
        lines += [
            wrap(f"{one.title or one.document}: dated {day(one.date)}, added {day(one.added)} ({one.document})", "  ") for one in page.late
        ]
    if page.coverage.by_source:
        lines += ["", style("Outlets", "heading")]
        lines.append(wrap(", ".join(f"{one.source} {one.reports}" for one in page.coverage.by_source), "  "))
    return lines


def _point(text: str, *, note: str = "") -> str:
    body = wrap(text + (f" ({note})" if note else ""), "     ")
    return "   - " + body[5:]


def summary(made: Summary, style: Style = unstyled) -> str:
    """A summary for a terminal: of a topic a line a sentence with its day, of one report a paragraph; then where it stands."""
    known = made.references
    told = [cited(line, known) for line in made.lines]
    if made.kind == "topic":
        body = [_point(f"{words.short_day(line.spans[0].date)}: {text}") for line, text in zip(made.lines, told, strict=True)]
    else:
        body = [wrap(" ".join(told))]
    rows = [
        wrap(
            " · ".join(
                part for part in (f"[{n}] {day(span.date)}", span.source, f"{span.document}, characters {span.start}-{span.end}") if part
            ),
            "  ",
        )
        for span, n in known.items()
    ]
    return "\n".join([*body, "", style("Sources", "heading"), *rows])
