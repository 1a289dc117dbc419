"""A topic's claims by the day that they happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from xml.etree import ElementTree

from qa.ledger.timeline import timeline
from qa.ledger.types import Report
from qa.render.changes import timeline_svg

Read = Callable[..., Report]


def test_claims_stand_on_the_day_of_the_event_in_order(pile: tuple[Report, ...]) -> None:
    found = timeline(pile, "ferry Maris")
    days = [entry.day for entry in found.entries]
    assert days == sorted(days)
    assert days[0] == dt.date(2027, 5, 30)
    assert all("ferry" in entry.span.quote.lower() or "maris" in entry.span.quote.lower() for entry in found.entries)


def test_reports_after_until_play_no_part(pile: tuple[Report, ...]) -> None:
    found = timeline(pile, "ferry Maris", until=dt.date(2027, 6, 1))
    assert {entry.span.document for entry in found.entries} == {"ferry-1"}


def test_the_drawing_is_xml_whatever_the_reports_say(read: Read) -> None:
    report = read('The <script>alert("1")</script> ferry & the\u0007 "Maris" sank on Thursday.')
    drawn = ElementTree.fromstring(timeline_svg(timeline([report], "ferry")))
    assert drawn.tag.endswith("svg")
    assert not [one for one in drawn.iter() if one.tag.endswith("script")]
