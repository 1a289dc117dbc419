"""Reports become stories, stories threads; copies are one originator."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pytest

from qa.ledger.likeness import Weights
from qa.ledger.originators import originators
from qa.ledger.parts import Direction, Meaning, parts_of
from qa.ledger.stories import stories
from qa.ledger.threads import threads
from qa.ledger.types import Report

Read = Callable[..., Report]
LOCK = "A lock gate failed on the Orrin Canal on Thursday and nine people drowned, police in Orrin said. The gate had been repaired in May."
BANK = "The central bank of Torva raised its rate to 5 percent on Thursday. Governor Lena Brandt said that prices rose too fast."


def pointing(reports: Sequence[Report], towards: Mapping[str, Direction]) -> Meaning:
    """Vectors of reports, and the same of all their parts."""
    return Meaning(
        reports=towards,
        parts={part.key: towards[report.document] for report in reports if report.document in towards for part in parts_of(report)},
    )


def test_reports_of_one_happening_are_one_story_and_others_are_not(read: Read) -> None:
    reports = [
        read(LOCK, name="a", source="Herald"),
        read("Nine people drowned when a lock gate on the Orrin Canal failed on Thursday, police said.", name="b", source="Planet"),
        read(BANK, name="c", source="Wire"),
    ]
    found = stories(reports, Weights.of(reports))
    assert [[report.document for report in story.reports] for story in found] == [["a", "b"], ["c"]]
    assert found[0].originators == 2


def test_reports_in_other_words_are_one_story_where_their_vectors_point_one_way(read: Read) -> None:
    reports = [
        read(LOCK, name="a", source="Herald"),
        read(
            "Families waited in Orrin chapel all night for news of husbands and sons the water took when the doors gave way.",
            name="b",
        ),
        read(BANK, name="c", source="Wire"),
    ]
    weights = Weights.of(reports)
    assert len(stories(reports, weights)) == 3
    along, across = np.array([1.0, 0.0]), np.array([0.0, 1.0])
    found = stories(reports, weights, meaning=pointing(reports, {"a": along, "b": along, "c": across}))
    assert [[report.document for report in story.reports] for story in found] == [["a", "b"], ["c"]]


def test_reports_that_words_alone_join_are_two_stories_where_their_vectors_point_apart(read: Read) -> None:
    reports = [
        read(LOCK, name="a", source="Herald"),
        read(
            "Families waited at the chapel all night for news of those whom the water took when the lock gate gave way in Orrin.", name="b"
        ),
        read(BANK, name="c", source="Wire"),
    ]
    weights = Weights.of(reports)
    assert [[report.document for report in story.reports] for story in stories(reports, weights)] == [["a", "b"], ["c"]]
    along, across = np.array([1.0, 0.0]), np.array([0.0, 1.0])
    assert len(stories(reports, weights, meaning=pointing(reports, {"a": along, "b": across}))) == 3


def test_every_report_stands_in_some_story(pile: tuple[Report, ...]) -> None:
    found = stories(pile, Weights.of(pile))
    assert {report.document for story in found for report in story.reports} == {report.document for report in pile}


def test_a_report_of_two_happenings_stands_in_both_with_its_own_claims(read: Read) -> None:
    reports = [
        read(LOCK + "\n\n" + BANK, name="both", source="Planet"),
        read(
            "Nine people drowned when a lock gate on the Orrin Canal failed on Thursday, police in Orrin said.",
            name="lock",
            source="Herald",
        ),
        read("The central bank of Torva raised its rate to 5 percent, Governor Lena Brandt said.", name="bank", source="Wire"),
    ]
    found = stories(reports, Weights.of(reports))
    assert sorted(sorted(report.document for report in story.reports) for story in found) == [["bank", "both"], ["both", "lock"]]
    for story in found:
        told = " ".join(report.text[claim.start : claim.end] for report, claim in story.claims)
        assert ("Governor" in told) != ("lock gate" in told)


def test_every_claim_stands_in_one_story(pile: tuple[Report, ...]) -> None:
    found = stories(pile, Weights.of(pile))
    told = sorted((report.document, claim.ordinal) for story in found for report, claim in story.claims)
    assert told == sorted((report.document, claim.ordinal) for report in pile for claim in report.claims)


@pytest.mark.parametrize("many", [False, True])
def test_stories_do_not_depend_on_the_order_of_the_reports(pile: tuple[Report, ...], monkeypatch: pytest.MonkeyPatch, many: bool) -> None:
    if many:
        monkeypatch.setattr("qa.ledger.stories.WHOLE", 3)
        monkeypatch.setattr("qa.ledger.stories._ALL", 3)
    weights = Weights.of(pile)
    one, other = stories(pile, weights), stories(tuple(reversed(pile)), weights)
    assert {frozenset(report.document for report in story.reports) for story in one} == {
        frozenset(report.document for report in story.reports) for story in other
    }


def test_near_identical_texts_of_two_outlets_are_one_originator(read: Read) -> None:
    copies = [read(LOCK, name="a", source="Herald"), read(LOCK + " - from our reporters", name="b", source="Planet")]
    assert len(originators(copies)) == 1


def test_two_outlets_that_credit_one_agency_are_one_originator(read: Read) -> None:
    one = read("ORRIN (Northern Press) - " + LOCK, name="a", source="Herald")
    other = read("TORVA (Northern Press) - " + BANK, name="b", source="Planet")
    assert len(originators([one, other])) == 1


def test_a_story_of_the_next_day_joins_its_thread(read: Read) -> None:
    monday = [read(LOCK, name="a", date="2027-06-03"), read(BANK, name="b", date="2027-06-03")]
    tuesday = [
        read(
            "The toll from the failed lock gate on the Orrin Canal rose to eleven, police in Orrin said on Friday.",
            name="c",
            date="2027-06-04",
        )
    ]
    weights = Weights.of([*monday, *tuesday])
    first, second = threads([stories(monday, weights), stories(tuesday, weights)], weights)
    lock = next(story.thread for story in first if story.reports[0].document == "a")
    assert [story.thread for story in second] == [lock]
