"""Briefing -> one HTML page that loads nothing, runs nothing, and can be read, printed and mailed."""

from __future__ import annotations

import html
from importlib.resources import files

from qa.briefing.types import Briefing, Contradiction, Fact, Line, StoryBrief
from qa.render import briefing_words as words
from qa.render.briefing import Numbers, numbers
from qa.render.briefing_svg import course, series
from qa.render.text import day

_CLOSED = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def as_html(page: Briefing) -> str:
    """The page: quotes on hover and in the references, outlet and day beside each line, dark and light, no script."""
    known = numbers(page)
    style = files("qa.render").joinpath("briefing.css").read_text("utf-8")
    body = [
        f"<header><h1>{_safe(words.title(page))}</h1><p class='meta'>{_safe(words.scope(page))}</p></header>",
        *([] if page.stories else [f"<p>{_safe(words.nothing(page))}</p>"]),
        _lead(page, known),
        *(_story(at, story, page, known) for at, story in enumerate(page.stories, start=1)),
        f"<p>{page.more} further stories are not told here.</p>" if page.more else "",
        _tail(page),
        _references(page, known),
        f"<footer><p>{_safe(words.foot(page))}</p>{''.join(f'<p>note: {_safe(note)}</p>' for note in page.notes)}</footer>",
    ]
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta http-equiv="Content-Security-Policy" content="{_CLOSED}">',
            f"<title>{_safe(words.title(page))}</title>",
            f"<style>{style}</style></head>",
            "<body><main>",
            *(part for part in body if part),
            "</main></body></html>",
            "",
        ]
    )


def _safe(text: str) -> str:
    return html.escape("".join(char for char in text if char.isprintable() or char == "\n"), quote=True)


def _told(line: Line, known: Numbers) -> str:
    """A line with its citations: each opens its quote on hover or focus and leads to the reference."""
    marks = "".join(_mark(span.quote, known[span]) for span in dict.fromkeys(line.spans))
    return f"{_safe(line.text)}\u2060{marks}"


def _mark(quote: str, n: int) -> str:
    shown = " ".join(quote.split())
    return f'<span class="cite"><a class="n" href="#r{n}">[{n}]</a><span class="quote" role="note">“{_safe(shown)}”</span></span>'


def _row(text: str, where: str, before: str = "") -> str:
    return f'<li class="row"><div>{text}</div><div class="where">{_safe(where)}</div>{before}</li>'


def _lead(page: Briefing, known: Numbers) -> str:
    if not page.lead:
        return ""
    lines = "".join(
        f"<p>{_told(line, known)}{'' if sure else ' <span class=where>one source</span>'}</p>"
        for line, sure in zip(page.lead, page.corroborated, strict=True)
    )
    return f'<section class="lead"><h2>Bottom line</h2>{lines}</section>'


def _story(at: int, story: StoryBrief, page: Briefing, known: Numbers) -> str:
    parts = [
        f'<article id="{story.id}"><h2>{at}. {_safe(story.title)}</h2>',
        f'<p class="meta"><span class="status s-{story.status}">{words.STATUS[story.status]}</span>{_safe(words.support(story))}</p>',
        "<ul>", *(_fact(fact, page, known) for fact in story.facts), "</ul>",
        _figures(story, known),
        *(_clash(clash, page, known) for clash in story.contradictions),
        _list("Background", [(_told(line, known), words.outlet(line, page)) for line in story.background]),
        _list("Judgements", [(_told(one.line, known), f"{one.confidence} confidence") for one in story.judgements]),
        _list("To watch", [(_told(row.line, known), day(row.day)) for row in story.watch]),
        _course(story, known),
    ]  # fmt: skip
    if story.gaps:
        parts.append("<h3>Open</h3><ul>" + "".join(f'<li class="gap">{_safe(gap)}</li>' for gap in story.gaps) + "</ul>")
    return "\n".join(part for part in [*parts, "</article>"] if part)


def _fact(fact: Fact, page: Briefing, known: Numbers) -> str:
    before = ""
    if fact.previous is not None:
        moved = f"{words.CHANGED.get(fact.change, 'before')}, {words.short_day(fact.previous.spans[0].date)}"
        before = f'<div class="before">{_safe(moved)}: {_told(fact.previous, known)}</div>'
    return _row(_told(fact.line, known), words.outlet(fact.line, page), before)


def _figures(story: StoryBrief, known: Numbers) -> str:
    if not story.figures:
        return ""
    drawn = [series(row) for row in story.figures]
    moved = any(words.earlier(row) for row in story.figures)
    rows = []
    for row, line in zip(story.figures, drawn, strict=True):
        cells = (
            f'<td class="value">{_safe(words.value(row))}</td><td>{_safe(words.figure(row))}{_mark(row.span.quote, known[row.span])}</td>'
        )
        rows.append(f'<tr>{cells}<td class="series">{line}</td><td>{_safe(words.earlier(row))}</td></tr>' if moved else f"<tr>{cells}</tr>")
    names = ["value", "figure", *(["course", "earlier"] if moved else [])]
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    return f"<h3>Figures</h3><table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _clash(clash: Contradiction, page: Briefing, known: Numbers) -> str:
    about = f" on {clash.about}" if clash.about else ""
    sides = "".join(f'<div>{_told(line, known)}<div class="where">{_safe(words.outlet(line, page))}</div></div>' for line in clash.claims)
    return f'<h3>They differ{_safe(about)}</h3><div class="clash">{sides}</div>'


def _list(head: str, rows: list[tuple[str, str]]) -> str:
    return f"<h3>{head}</h3><ul>{''.join(_row(text, where) for text, where in rows)}</ul>" if rows else ""


def _course(story: StoryBrief, known: Numbers) -> str:
    if not story.timeline:
        return ""
    rows = "".join(_row(_told(one.line, known), day(one.day)) for one in story.timeline)
    return f"<h3>Course</h3>{course(story)}<details><summary>The {len(story.timeline)} moments in words</summary><ul>{rows}</ul></details>"


def _tail(page: Briefing) -> str:
    names = {story.id: at for at, story in enumerate(page.stories, start=1)}
    parts = []
    if page.requirements:
        rows = []
        for row in page.requirements:
            links = ", ".join(f'<a href="#{one}">story {names[one]}</a>' for one in row.stories if one in names)
            rows.append(f"<li>{_safe(row.note) if row.note else f'{_safe(row.topic)}: {links or _FURTHER}'}</li>")
        parts.append(f'<section class="topic"><h3>Standing topics</h3><ul>{"".join(rows)}</ul></section>')
    if moved := words.changes(page):
        rows = [f"<li>{_safe(row)}</li>" for row in moved]
        parts.append(f'<section class="topic"><h3>Against all up to {day(page.changed_since)}</h3><ul>{"".join(rows)}</ul></section>')
    if page.late:
        rows = [f"<li>{_safe(one.title or one.document)}: dated {day(one.date)}, added {day(one.added)}</li>" for one in page.late]
        parts.append(f'<section class="topic"><h3>Late arrivals</h3><ul>{"".join(rows)}</ul></section>')
    if page.coverage.by_source:
        rows = [f"<li>{_safe(one.source)}: {one.reports}</li>" for one in page.coverage.by_source]
        parts.append(f'<section class="topic"><h3>Outlets</h3><ul>{"".join(rows)}</ul></section>')
    return f'<div class="columns">{"".join(parts)}</div>' if parts else ""


_FURTHER = "told among the further stories"


def _references(page: Briefing, known: Numbers) -> str:
    if not known:
        return ""
    rows = []
    for span, n in known.items():
        quote = _safe(" ".join(span.quote.split()))
        rows.append(f'<li id="r{n}" value="{n}"><q>{quote}</q><br><span class="where">{_safe(words.reference(span, page))}</span></li>')
    return f'<section><h3>References</h3><ol class="refs">{"".join(rows)}</ol></section>'
