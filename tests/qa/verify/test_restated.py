"""What a quote says, said in other words: no error; and the error beside it, which still is one."""

from __future__ import annotations

import datetime as dt

import pytest

from qa.verify import verify
from tests.qa.verify.checked import kinds, span


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        (
            "A plan to cut down 40 lime trees was turned down by the council.",
            "A plan to cut down 40 lime trees was not approved by the council.",
        ),
        ("Teachers were forbidden to talk to reporters.", "Teachers may not talk to reporters."),
        (
            "The airline has yet to pay compensation to the passengers.",
            "The passengers have not received any compensation from the airline.",
        ),
        ("The rector denied that the exams had been leaked.", "The rector said the exams had not been leaked."),
        ("Farmers may not draw water from the river, the agency ordered.", "The agency banned farmers from drawing water from the river."),
        ("The airline's chief executive refused to name the supplier.", "The airline's chief executive would not name the supplier."),
        ("The man had no licence.", "The man was without a licence."),
        ("No trace of the climber has been found.", "A trace of the climber has not been found."),
        ("The plant, idle since 2025, is to be sold.", "The plant, not in operation since 2025, is to be sold."),
        ("He would sue unless the paper apologised, he said.", "He said he would sue if the paper did not apologise."),
        ("The levee was last raised in 1987.", "The levee has not been raised since 1987."),
        ("The museum will not reopen before June.", "The museum will reopen in June at the earliest."),
        ("The lift is out of order.", "The lift is not working."),
        ("The ministry could not rule out a shortage of beds.", "A shortage of beds was possible, the ministry said."),
        ("The levee was too low, an engineer said.", "The levee was not high enough, an engineer said."),
        ("Ticket prices will stay the same.", "There will be no increase in ticket prices."),
        ("The ferry company has suspended the night crossing.", "There are no night crossings, the ferry company having suspended them."),
        ("The bank will not open on Friday.", "The bank will stay closed on Friday."),
        ("Police found no trace of the missing climber.", "The missing climber has not been found by police."),
        (
            "The cameras may be switched off only with the consent of a superior.",
            "Without the consent of a superior no camera may be switched off.",
        ),
        ("It was the wettest day since 1901.", "Never since 1901 had a day been wetter."),
        ("If the accounts are not filed the shares will be suspended.", "The shares will be suspended unless the accounts are filed."),
        ("The board rejected the offer.", "The board did not accept the offer."),
        ("It is the first such ban since the strike of 1988.", "Rallies had not been banned since the strike of 1988."),
        ("The yard has not decided.", "The yard has yet to decide."),
    ],
)
def test_a_denial_may_be_said_in_other_words(quote: str, sentence: str) -> None:
    assert "negation" not in kinds(sentence, quote)


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("The council banned the protest.", "The council did not ban the protest."),
        ("The government had paid no ransom and would not talk.", "The government had paid a ransom but would not talk."),
        ("The mayor resigned after the vote failed.", "The mayor did not resign after the vote."),
        ("He accepted the blame, but had not been told of the leak.", "He refused to accept the blame and had not been told of the leak."),
        ("The canal will stay closed until September.", "The canal will not stay closed until September."),
        ("The yard promised no layoffs.", "The yard made no promise about layoffs."),
        ("Nobody came to the meeting.", "Nobody did not come to the meeting."),
        ("The pass was closed by snow and out of use for a day.", "The pass was not closed by snow."),
        ("Two in five said they had not decided.", "Two in five said they had decided."),
    ],
)
def test_a_not_that_is_only_added_or_left_out_is_caught_beside_other_denials(quote: str, sentence: str) -> None:
    assert "negation" in kinds(sentence, quote)


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        (
            "Ines Dahl joined the league in 2019 after two years in the navy.",
            "Before joining the league in 2019, Ines Dahl was in the navy.",
        ),
        ("The harbour bought two cranes from the yard.", "The yard sold the harbour two cranes."),
        ("The bill must pass both houses, after which the king signs it.", "The king signs the bill after it has passed both houses."),
    ],
)
def test_converse_words_with_their_sides_exchanged_say_the_same(quote: str, sentence: str) -> None:
    assert "negation" not in kinds(sentence, quote)


def test_converse_words_between_the_same_sides_do_not() -> None:
    assert "negation" in kinds("The harbour sold two cranes to the yard.", "The harbour bought two cranes from the yard.")
    assert "negation" in kinds(
        "Ines Dahl joined the league before two years in the navy.", "Ines Dahl joined the league after two years in the navy."
    )


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("The ferry was held for two days.", "The ferry was held for 48 hours."),
        ("The debate lasted 90 minutes.", "The debate lasted an hour and a half."),
        ("The lease runs for 20 years.", "The lease runs for two decades."),
        ("They asked for half a year.", "They asked for six months."),
        ("Exports fell in the first half of the year.", "Exports fell in the first six months of the year."),
        ("The rate fell from 31 to 28 per cent.", "The rate fell from 31% to 28%."),
        ("The premium rose to 0.4 per cent from 0.3 per cent.", "The premium rose to 0.4 per cent from 0.3."),
        ("The margin of error is 1.8 percentage points.", "The margin of error is 1.8 points."),
        ("One in four of the children has no dentist.", "A quarter of the children have no dentist."),
        ("Wine exports fell by a fifth.", "Wine exports fell by 20 per cent."),
        ("One household in three pays the old price.", "A third of households pay the old price."),
        ("Both sides signed.", "The two sides signed."),
        ("She was warned twice.", "She was warned on two occasions."),
        ("The fee rises from 300 to 360 crowns.", "The fee rises by 60 crowns to 360."),
        ("The party fell from 67 seats to 51.", "The party lost 16 of its 67 seats."),
        ("Two boys and a shepherd were killed.", "Three people were killed."),
        ("The fine was halved to 20,000 crowns.", "The fine was cut from 40,000 to 20,000 crowns."),
        ("He lost half of his 200 sheep.", "He lost 100 of his 200 sheep."),
        ("The men face up to nine years in prison.", "The men face a maximum of nine years in prison."),
        ("At least 30 gates were shut.", "In all 30 gates or more were shut."),
        ("The duty on tea is put at 870 crowns and that on salt at 64.", "The duty is put at 64 crowns on salt and 870 on tea."),
        ("The crown fell to 9.8 to the dollar.", "One dollar bought 9.8 crowns."),
        ("There are 14 doctors, compared with 22 five years ago.", "The number of doctors has fallen from 22 to 14 in five years."),
        ("The agency has tested 41 of the region's 60 wells.", "In the region 19 of the 60 wells are still untested."),
        ("Workers have reached all but one of the eleven hamlets.", "Workers have reached ten of the 11 hamlets."),
        ("She asked for a hearing.", "She asked for a hearing and got one."),
    ],
)
def test_a_figure_may_be_put_otherwise_or_worked_out(quote: str, sentence: str) -> None:
    assert not kinds(sentence, quote) & {"number", "day", "modality"}


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("The ferry was held for three days.", "The ferry was held for 48 hours."),
        ("The debate lasted 90 minutes.", "The debate lasted two hours."),
        ("Wine exports fell by a quarter.", "Wine exports fell by a fifth."),
        ("The rate fell from 31 to 28 per cent.", "The rate fell from 33% to 28%."),
        ("The fee rises from 300 to 360 crowns.", "The fee rises by 50 crowns to 360."),
        ("Both rounds failed after four years.", "Both rounds failed after two years."),
        ("The premium rose to 0.5 per cent from 0.3 per cent.", "The premium rose to 0.8 per cent from 0.3 per cent."),
        (
            "The League's twelve foreign staff left and 45 local staff stayed.",
            "The League's 45 foreign staff left and twelve local staff stayed.",
        ),
        ("Two boys and a shepherd were killed.", "Four people were killed."),
    ],
)
def test_a_figure_that_the_quote_does_not_come_to_is_caught(quote: str, sentence: str) -> None:
    assert "number" in kinds(sentence, quote)


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("The yard reported a third-quarter profit.", "The yard reported a profit in the third quarter."),
        ("Mines were laid this spring.", "Mines were laid in the spring."),
        ("She is now ambassador to Vael.", "Today she is ambassador to Vael."),
        ("It was closed once this year.", "It was closed once earlier in 2031."),
        ("The vote opens on Thursday and closes on 20 March.", "The vote runs from 13 to 20 March."),
        ("Fewer fell ill than in the August outbreak.", "Fewer fell ill than in the outbreak in August."),
        ("The rule holds until the end of March.", "The rule holds until 31 March."),
        ("The shares have lost a fifth this year.", "The shares have lost a fifth since the start of the year."),
        ("It had made a profit the year before.", "It had made a profit in the previous year."),
    ],
)
def test_a_day_may_be_put_otherwise(quote: str, sentence: str) -> None:
    assert kinds(sentence, quote, date=dt.date(2031, 3, 12)) == set()


def test_a_weekday_of_the_quote_is_no_other_name() -> None:
    quote = "The Harbour Commission counted 41 ships in Orne, down from 67, its clerk Ada Ruhl said on Monday."
    assert kinds("The ships in Orne fell to 41 from 67, Ada Ruhl, the clerk of the Harbour Commission, said on 10 March.", quote) == set()


def test_a_common_word_that_opens_a_sentence_is_no_name() -> None:
    assert kinds("Together with two partners, the league asked for help.", "The league and two partners asked for help.") == set()
    assert kinds("Unemployment fell to 318,000.", "The number of unemployed fell to 318,000.") == set()
    assert kinds("Part of the crew went ashore.", "Some of the crew went ashore.") == set()
    assert "name" in kinds("Grenholm fell silent.", "The town fell silent.")


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("The Canal Office said it intended to fine the yard 38 crowns.", "The Canal Office plans to fine the yard 38 crowns."),
        (
            "The Canal Office has admitted 14 of the 19 ships that were waiting.",
            "Of the 19 ships waiting, 14 have been admitted by the Canal Office.",
        ),
        (
            "The Harvest Party leads for the first time, according to a poll by Perspekta.",
            "A Perspekta poll puts the Harvest Party ahead for the first time.",
        ),
        ("The yard has sold its dock, the two firms said.", "Under a deal that both firms made public, the yard has sold its dock."),
    ],
)
def test_what_a_body_finds_decides_or_means_is_told_as_that(quote: str, sentence: str) -> None:
    assert "attribution" not in kinds(sentence, quote)


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        (
            "Talks about a larger exchange have been suspended since the beginning of August.",
            "Negotiations on a bigger swap have been on hold since early August.",
        ),
        ("Archaeologists discovered the mosaic beneath a car park.", "The mosaic was unearthed under a parking lot."),
        ("The film, shot in 2021, has not been released.", "Filmed in 2021, the picture is still unreleased."),
        ("The plant, idle since 2025, is to be torn down.", "The factory, not in operation since 2025, will be demolished."),
        ("The line is to reopen on one track.", "The railway is to open again on a single track."),
    ],
)
def test_other_words_of_the_same_meaning_are_the_quotes_words(quote: str, sentence: str) -> None:
    assert "source" not in kinds(sentence, quote)


def test_fewer_words_suffice_where_the_figures_agree() -> None:
    cited = [span("The index closed at 2,118, its lowest since August 2029.")]
    assert [
        problem for problem in verify("With 2,118 points, the day ended lower than ever since August 2029.", cited) if problem.blocks
    ] == []
    assert "source" in kinds("The choir sang until midnight.", "The index closed lower.")
