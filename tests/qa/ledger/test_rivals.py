"""Who vouches for a figure, and when two figures of one thing contradict each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from qa.ledger.changes import changes
from qa.ledger.types import Change, Report

Read = Callable[..., Report]


def contradicted(*reports: Report, since: str = "2027-06-02") -> list[set[str | None]]:
    rows: list[Change] = [row for row in changes(reports, since=dt.date.fromisoformat(since)) if row.change == "contradicted"]
    return [{row.was, row.now} for row in rows]


@pytest.mark.parametrize(
    ("text", "value", "speaker"),
    [
        ("The prosecutor, Maro Teluk, put the gain at 29 million reals.", "29 million", "prosecutor"),
        ("The cabin crews' federation has done its own sum and gets 1,450.", "1,450", "cabin crews' federation"),
        ("Nine bodies lie in two mortuaries, a count by the Torva Herald found.", "Nine", "Torva Herald"),
        ("The Graziers' Union said 60 flocks are ill, far more than the service has confirmed.", "60", "The Graziers' Union"),
        ("The guild will ask its 412 members on Thursday, its president, Joren Halvard, announced on Tuesday.", "412", "Joren Halvard"),
        ("Governor Ann Holt spoke. The bank raised its rate to 4.75 per cent.", "4.75 per cent", "bank"),
        ("Minister Ann Holt spoke. The grid company has invoiced 46 million florins.", "46 million", "grid company"),
    ],
)
def test_a_figure_belongs_to_whoever_vouches_for_it(read: Read, text: str, value: str, speaker: str) -> None:
    told = {figure.value: figure.attributed_to for claim in read(text).claims for figure in claim.figures}
    assert told[value] == speaker


@pytest.mark.parametrize(
    ("text", "value", "act"),
    [
        ("Nine miners are confirmed to have lost their lives in the pit.", "Nine", "dead"),
        ("The flood claimed nine lives in Torva.", "nine", "dead"),
        ("In all, 3,900 persons have been moved to safety.", "3,900", "displaced"),
        ("Two people listed as missing were found alive.", "Two", "rescued"),
        ("Of the 1,260 schools, 410 were closed on Tuesday.", "410", "shut"),
        ("The shares closed at 2,515.", "2,515", ""),
    ],
)
def test_idioms_say_what_happened_too(read: Read, text: str, value: str, act: str) -> None:
    assert {figure.value: figure.act for claim in read(text).claims for figure in claim.figures}[value] == act


def test_two_outlets_count_the_dead_in_other_words(read: Read) -> None:
    state = read(
        "Nine miners are confirmed to have lost their lives in the blast at the Garrow coal mine, the ministry announced on Thursday.",
        name="a", source="State Agency",
    )  # fmt: skip
    local = read(
        "This newspaper's reporter stood at the shaft after the blast and counted eleven bodies. The lamps of Garrow were out.",
        name="b", source="Beacon",
    )  # fmt: skip
    assert contradicted(state, local) == [{"Nine", "eleven"}]


def test_where_many_reports_count_the_dead_of_a_day_rare_words_alone_join_none(read: Read) -> None:
    said = "{} people died in {} on Thursday, the police there told reporters after the {} was reached."
    places = [("Four", "Arl", "barge"), ("Five", "Brin", "mill"), ("Six", "Corvo", "tunnel"), ("Seven", "Dessa", "barge")]
    reports = [read(said.format(*one), name=one[1], source=one[1]) for one in places]
    assert contradicted(*reports) == []


def test_not_so_many_as_others_say_has_both_sides_in_one_sentence(read: Read) -> None:
    report = read("The sailors tell us that the hijackers number nine, not fifteen as the Coast Guard believes.")
    assert contradicted(report) == [{"fifteen", "nine"}]
    corrected = read("Twenty-six people, not 27, are known to have died, the company said.")
    assert contradicted(corrected) == []


def test_two_estimates_stand_a_sentence_apart(read: Read) -> None:
    report = read("The company now says 1,100 jobs. It said 800 a week ago. The federation holds to 1,450 jobs.")
    assert contradicted(report) == [{"1,100", "1,450"}]


def test_who_disputes_a_count_and_gives_another_contradicts_it_however_far_off(read: Read) -> None:
    march = read("The police put the crowd in Torva at 6,000. The organisers, who disputed the police count, spoke of 25,000 marchers.")
    assert contradicted(march) == [{"6,000", "25,000"}]
    method = read("Prices rose by 3.8 per cent. The ministry reckons with 3.2 per cent for next year and disputes the bank's method.")
    assert contradicted(method) == []
    hour = read("The patrol reached the tanker at 06.10 on Thursday. The boarding officer disputes the owner's count of the crew: six men.")
    assert contradicted(hour) == []


def test_one_speaker_under_two_names_does_not_contradict_himself(read: Read) -> None:
    report = read("The Mercy League said 16 men had left on Thursday. The League said 13 men had left on Thursday night.")
    assert contradicted(report) == []


def test_counts_of_what_is_called_the_same_are_rivals_when_they_are_close_and_share_rare_words(read: Read) -> None:
    state = read(
        "The attack on the Kassar switch touched fourteen banks, all of which serve customers, the ministry said.",
        name="a",
        source="Agency",
    )
    wire = read(
        "Seventeen banks lost their line to the switch, known as Kassar, in the attack, three operators said.", name="b", source="Wire"
    )
    assert contradicted(state, wire) == [{"fourteen", "Seventeen"}]
    other = read("Seventeen banks in Torva offer a new savings book to pupils, the guild said.", name="c", source="Planet")
    assert contradicted(state, other) == []


def test_an_age_and_what_is_left_are_no_rival_counts(read: Read) -> None:
    dead = read("Thirty-one people have now died of cholera in the Estry camp.", name="a", source="Lantern")
    aged = read("Lasse Ormund, who was thirty-three, died in the crash near the Estry camp.", name="b", source="Gazette")
    assert contradicted(dead, aged) == []
    asked = read("We asked for 60,000 doses. The League cannot say when the other 35,000 doses will follow.", source="Relief")
    assert contradicted(asked) == []


def test_deaths_from_an_illness_are_deaths(read: Read) -> None:
    report = read(
        "The ministry reports that deaths from cholera in the Estry camp stand at forty-five and that the outbreak is past its height."
    )
    assert [(figure.value, figure.act) for claim in report.claims for figure in claim.figures] == [("forty-five", "dead")]
