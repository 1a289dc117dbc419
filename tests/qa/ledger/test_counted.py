"""Real news is full of numbers that count nothing, and of words that are no acts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from qa.ledger.changes import changes
from qa.ledger.types import Change, Figure, Report

Read = Callable[..., Report]


def figures(report: Report) -> list[Figure]:
    return [figure for claim in report.claims for figure in claim.figures]


def changed(*reports: Report, since: str = "2027-06-02") -> list[Change]:
    return list(changes(reports, since=dt.date.fromisoformat(since)))


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("The church played a part in the passage of the 1965 Voting Rights Act.", []),
        ("The Senators won 75-70 after trailing for most of the game.", []),
        ("The government invoked Title 42 shortly after the meeting.", []),
        ("He was treated for three to four weeks at the clinic.", []),
        ("She is a 600-pound bear and the darling of the zoo.", []),
        ("Children ages 4 and under get in without a ticket.", []),
        ("The four men, all in their 30s, live in Torva.", ["4"]),
        ("He named two reasons: 1) the price and 2) the weather.", []),
        ("The boats met at lock 3 on Monday.", []),
        ("At the gate 14 men were held.", ["14"]),
        ("Each of the fourteen signed a paper.", []),
        ("Of the fourteen men five signed a paper.", ["14", "5"]),
    ],
)
def test_years_scores_labels_ages_and_lengths_of_time_are_no_figures(read: Read, text: str, counted: list[str]) -> None:
    assert [figure.amount for figure in figures(read(text))] == counted


@pytest.mark.parametrize(
    ("text", "value", "act"),
    [
        ("The strike killed at least 15 people and injured 50 others, officials said.", "15", "dead"),
        ("An explosion, killing 15 people and injuring 50 others, shook Torva.", "15", "dead"),
        ("An explosion, killing 15 people and injuring 50 others, shook Torva.", "50", "injured"),
        ("Nine forums were held in Torva on Monday.", "Nine", ""),
        ("A new poll of 900 voters was released in Torva.", "900", ""),
        ("The firm recalled 4,900 cases of its peaches after people fell ill.", "4,900", ""),
        ("Doctors reported 49 cases of fever in Torva.", "49", "ill"),
        ("The court heard 40 criminal cases in May.", "40", ""),
        ("The count of rebels behind bars stands at 143 tonight.", "143", "held"),
        ("Some 62 members of the brigade are in custody.", "62", "held"),
        ("Twenty-six people, not 27, are known to have died in the blast.", "Twenty-six", "dead"),
        ("CT - 7 Sept, 07:05 - Fourteen people were killed in the blast.", "Fourteen", "dead"),
        ("The union holds to 1,450.", "1,450", ""),
        ("He was freed with six minutes left in the match.", "six", None),
    ],
)
def test_what_happened_is_told_by_the_word_that_governs_the_number(read: Read, text: str, value: str, act: str | None) -> None:
    found = {figure.value: figure.act for figure in figures(read(text))}
    assert found.get(value) == act


def test_a_value_that_moved_from_one_to_the_next_keeps_its_unit_and_is_an_update(read: Read) -> None:
    before = read("The ministry left its barley estimate at 5.8 million tonnes.", date="2027-06-01", name="a", source="Grain")
    after = read("The ministry took its barley estimate down from 5.8 million tonnes to 4.1 million.", name="b", source="Grain")
    (row,) = [row for row in changed(before, after) if row.change == "updated"]
    assert (row.was, row.now) == ("5.8 million", "4.1 million")


def test_a_price_in_a_money_nobody_knows_is_an_update(read: Read) -> None:
    before = read("A sack of barley costs 38 reals in Torva.", date="2027-06-01", name="a", source="Grain")
    after = read("The sack of barley went from 38 reals to 46 in two days.", name="b", source="Grain")
    (row,) = [row for row in changed(before, after) if row.change == "updated"]
    assert (row.was, row.now) == ("38", "46")


def test_a_bare_number_told_again_in_one_sentence_is_an_update_and_a_days_count_is_not(read: Read) -> None:
    before = read("The counter at the Torva footbridge stood at 4,350 this afternoon.", date="2027-06-01", name="a", source="Aid")
    after = read("The counter at the Torva footbridge read 5,100 at noon.", name="b", source="Aid")
    (row,) = [row for row in changed(before, after) if row.change == "updated"]
    assert (row.was, row.now) == ("4,350", "5,100")
    day = read("On Tuesday 16 fishermen were freed at Torva pier.", date="2027-06-01", name="a", source="Aid")
    other = read("On Thursday 13 fishermen were freed at Torva pier.", name="b", source="Aid")
    assert not [row for row in changed(day, other) if row.change == "updated" and row.now]


def test_two_outbreaks_or_two_raids_are_not_set_against_each_other(read: Read) -> None:
    malaria = read("The last malaria outbreak in Port Ellery saw eight cases reported, doctors said.", date="2027-06-01", name="a")
    other = read(
        "At least 45 people were taken to hospital in a salmonella outbreak in Torva, the health office said.\n\n"
        "Soldiers killed two boys in a raid on Jarn, doctors said.\n\nThe list named the remains of three who the group said were killed "
        "in earlier strikes.",
        name="b", source="Herald",
    )  # fmt: skip
    assert not [row for row in changed(malaria, other) if row.change in ("updated", "contradicted")]


def test_an_editors_note_that_points_elsewhere_corrects_nothing(read: Read) -> None:
    note = read("Editor's note: For the latest on the flood in Torva, see our live page.\n\nThe river rose on Thursday.", source="Herald")
    assert not [row for row in changed(note) if row.change == "corrected"]
    wrong = read("Editor's note: an earlier version of this story misstated the height of the river in Torva.", source="Herald")
    assert [row.change for row in changed(wrong)][:1] == ["corrected"]


def test_two_who_are_named_and_say_different_numbers_in_turn_contradict_each_other(read: Read) -> None:
    report = read(
        "The merger will cost jobs. Chief executive Renske Dalgaard said 800 jobs would go. The cabin crews' federation said 1,450 jobs "
        "would go."
    )
    (row,) = [row for row in changed(report) if row.change == "contradicted"]
    assert {row.was, row.now} == {"800", "1,450"}


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("On Wednesday this newsletter told its subscribers that exports would stop. Please disregard that item.", "retracted"),
        ("The vote is on 14 September and not, as we had it on Tuesday, on the 17th.", "corrected"),
        ("What I took for the minister's boxes were another man's. Adeyo remains minister, and I was mistaken.", "corrected"),
    ],
)
def test_an_outlet_takes_back_in_words_of_its_own(read: Read, text: str, change: str) -> None:
    assert changed(read(text, source="Bushel"))[0].change == change


def test_a_bulletin_of_several_items_has_news_in_each(read: Read) -> None:
    report = read(
        "Radio Torva at eight. The bridge over the Arle at Torva was opened to lorries by President Maud Ilsley.\n\n"
        "The price of barley flour in the shops of Selby is set at two crowns a kilo by order of the mayor."
    )
    told = " ".join(span.quote for row in changed(report) if row.change == "new" for span in row.spans)
    assert "bridge" in told
    assert "flour" in told


@pytest.mark.parametrize(
    ("was", "now", "old", "new"),
    [
        (
            "Withdrawals at Pella Bank have reached 380 million crons.",
            "Withdrawals since the start of the run: 402 million.",
            "380 million",
            "402 million",
        ),
        (
            "The collection for the miners stands at 21,400 crons.",
            "It brought the collection for the miners to 48,900 crons.",
            "21,400",
            "48,900",
        ),
        ("Wheat rose to 288 crons a tonne.", "Wheat: 262, with the ship unloading.", "288", "262"),
        (
            "A total of 2,400 persons have been moved from Mount Orla.",
            "In all, 3,900 persons have been moved from Mount Orla.",
            "2,400",
            "3,900",
        ),
    ],
)
def test_a_value_that_reached_so_much_or_stands_under_its_name_is_brought_up_to_date(
    read: Read, was: str, now: str, old: str, new: str
) -> None:
    before, after = read(was, date="2027-06-01", name="a", source="Ledger"), read(now, name="b", source="Ledger")
    (row,) = [row for row in changed(before, after) if row.change == "updated"]
    assert (row.was, row.now) == (old, new)


def test_a_report_of_many_items_has_more_rows_than_one_of_one(read: Read) -> None:
    items = [
        "The bridge over the Arle at Torva was opened to lorries by President Maud Ilsley.",
        "Flour in the shops of Selby costs two crowns a kilo by order of Mayor Hugo Brand.",
        "Four men suspected of piracy were arrested at daybreak in an inlet near Cape Dorn.",
        "Surgeons in Port Ellery reattached the hand of a sawmill worker after nine hours.",
        "The orchestra of Kessel plays a new cello concerto of Ruben Alder this autumn, its fifth.",
    ]
    (bulletin,) = [read("\n\n".join(items), name="bulletin")]
    told = {span.quote for row in changed(bulletin) if row.change == "new" for span in row.spans}
    assert len(told) == len(items)
    single = read(" ".join(["The bridge over the Arle at Torva was opened to lorries by President Maud Ilsley.", "It is a long bridge."]))
    assert len([row for row in changed(single) if row.change == "new"]) == 1
