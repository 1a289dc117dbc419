"""A question's words and the flags -> Window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from index.dates import TimeSpan, find_window, parse_day, plain, shift
from index.types import Window
from qa.types import QaError

# A question's own day words are about events; the reports of an event follow within this many days.
DAYS_AFTER = 7


def read(
    question: str,
    *,
    today: dt.date,
    since: dt.date | None = None,
    until: dt.date | None = None,
    as_of: dt.date | None = None,
) -> Window:
    """The window of ``question``, seen from the reference day ``today``.

    ``since`` and ``until`` are flags: exact, and each wins over the question's own bound on its side. The question's
    words set the event days, and the publication days from the first of them to seven days after the last. An event
    that lies ahead of ``today`` was announced before it: then publication has no lower bound. A bound from the
    question that a flag contradicts is dropped. ``as_of`` is passed through; the question never sets it.

    Raises QaError when the flags are inverted.
    """
    if since is not None and until is not None and since > until:
        raise QaError(f"the window is inverted: --since {since.isoformat()} is after --until {until.isoformat()}; exchange the two")
    span = find_window(question, today)
    if span is None:
        return Window(since=since, until=until, as_of=as_of)
    first = None if _announced(span, today) else span.first
    last = None if span.last is None else shift(span.last, DAYS_AFTER)
    if until is not None and first is not None and first > until:
        first = None
    if since is not None and last is not None and last < since:
        last = None
    return Window(
        since=first if since is None else since,
        until=last if until is None else until,
        as_of=as_of,
        event_since=span.first,
        event_until=span.last,
        understood=" … ".join(question[start:end] for start, end in span.parts),
    )


def _announced(span: TimeSpan, today: dt.date) -> bool:
    """Whether the event lies ahead, so that what is known of it was published before it.

    An event of ``today`` counts when the words look ahead ("will it open today?") or name the day without a past tense
    ("what happens on 15 March?", asked on that day).
    """
    if span.first is None or span.first < today:
        return span.first is None or span.ahead
    return span.first > today or span.ahead or (span.dated and not span.past)


def reference_day(as_of: dt.date | None, setting: str | None, clock: Callable[[], dt.date]) -> dt.date:
    """The day that "yesterday" is counted from: ``--as-of``, else the value of QA_TODAY, else the clock's.

    Raises QaError when QA_TODAY is set to something that is no day.
    """
    if as_of is not None:
        return as_of
    if not setting:
        return clock()
    day = parse_day(setting)
    if day is None:
        raise QaError(f"QA_TODAY is {setting!r}, which is no day: write it as YYYY-MM-DD")
    return day


def shown(window: Window) -> str:
    """The window in words, for people: "published 12 to 19 March 2031 (from 'on 12 March')"; "any day" when open."""
    if window.since is None and window.last is None:
        days = "any day"
    elif window.since is None and window.last is not None:
        days = f"published up to {plain(window.last)}"
    elif window.since is not None and window.last is None:
        days = f"published since {plain(window.since)}"
    elif window.since is not None and window.last is not None:
        days = f"published from {plain(window.since)} to {plain(window.last)}"
    return days if window.understood is None else f"{days} (from '{window.understood}')"
