"""The writer without a model on people and counts: who did it, who holds the office, how many of which fate, yes or no."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from index.embed.minilm import MiniLM
from index.types import Document, Passage, Window
from qa import confidence
from qa.writers.extractive import Extractive
from qa.writers.extractive.kinds import asks_of_the_corpus
from qa.writers.extractive.question import read
from qa.writers.extractive.verdict import verdict
from qa.writers.types import Draft

Write = Callable[..., Draft]


def report(name: str, day: str, text: str) -> Document:
    return Document(name=name, text=text, date=dt.date.fromisoformat(day))


@pytest.fixture
def write(embedder: MiniLM) -> Write:
    """Writes from whole reports, with the bundled embedder."""

    def written(question: str, *documents: Document, as_of: str | None = None) -> Draft:
        texts = {document.name: document.text for document in documents}
        passages = [
            Passage(
                document=document.name, digest=document.digest, date=document.date, title=None, source=None, start=0,
                end=len(document.text), text=document.text, score=1.0,
            )
            for document in documents
        ]  # fmt: skip
        window = Window(as_of=dt.date.fromisoformat(as_of)) if as_of else Window()
        return Extractive(embedder, lambda name, digest: texts[name]).write(question, passages, window)

    return written


MATCH = report(
    "match.txt",
    "2033-02-01",
    "Tomas Vidal scored twice and Jean Moreau added a third after Idris Bell had given City the lead in the 12th minute. "
    "Rovers won 3-1 and meet Athletic in the final at Carrow Park on 22 February.",
)
FLOOD = report(
    "flood.txt",
    "2033-02-03",
    "Floods killed at least 12 people in the Kelso valley on Wednesday night. About 3,000 people were moved to shelters. "
    "Seven people are missing.",
)
FLOOD_LATER = report("later.txt", "2033-02-05", "The death toll from the floods in the Kelso valley rose to 19 on Friday.")
CABINET = report(
    "cabinet.txt",
    "2033-02-06",
    "Transport minister Ewa Kral resigned on Sunday over a row about rail fares. "
    "Prime Minister Otto Brenner named Jakub Strand, until now her deputy, to succeed her.",
)
COURT = report(
    "court.txt",
    "2033-02-07",
    "The High Court sentenced the banker Daniel Okoro to six years in prison. Okoro denied the charges. "
    "His lawyer, Peter Lang, said he would appeal.",
)
BANK = report(
    "bank.txt",
    "2033-02-08",
    "The Bank of Veria cut its main rate to 3.25 per cent on Tuesday, citing falling inflation. "
    "Four of the seven members of its board voted for the cut. Shares in Helion rose 12 per cent after a profit of 310 million euros.",
)


def test_who_acted_stands_before_the_verb_and_not_elsewhere_in_the_sentence(write: Write) -> None:
    assert write("Who gave City the lead?", MATCH).short == "Idris Bell"


def test_a_score_is_no_part_of_a_team_s_name(write: Write) -> None:
    assert "3" not in (write("Who won the match?", MATCH).short or "")


def test_the_lawyer_of_the_man_named_before_is_his(write: Write) -> None:
    draft = write("Who is Okoro's lawyer?", COURT, CABINET)
    assert draft.short == "Peter Lang"
    assert not confidence.judge(draft.features).refuse


def test_a_person_of_the_question_is_not_its_answer_by_a_fuller_name(write: Write) -> None:
    assert write("Who sentenced Okoro?", COURT).short != "Daniel Okoro"


def test_who_holds_an_office_is_who_was_named_to_it_and_not_who_left_or_who_named(write: Write) -> None:
    assert write("Who is the transport minister?", CABINET, as_of="2033-02-07").short == "Jakub Strand"
    assert write("Who succeeded Ewa Kral?", CABINET).short == "Jakub Strand"


def test_a_toll_asked_for_in_the_past_tense_is_the_latest_and_the_older_one_is_superseded(write: Write) -> None:
    draft = write("How many people died in the floods in the Kelso valley?", FLOOD, FLOOD_LATER)
    assert draft.short == "19"
    assert [earlier.value for earlier in draft.superseded] == ["12"]


def test_the_dead_and_the_moved_are_no_earlier_count_of_the_missing(write: Write) -> None:
    draft = write("How many people are missing after the floods?", FLOOD, FLOOD_LATER)
    assert draft.short == "Seven"
    assert draft.superseded == ()


def test_the_dead_do_not_answer_for_the_injured(write: Write) -> None:
    draft = write("How many people were injured in the floods?", FLOOD, FLOOD_LATER)
    assert confidence.judge(draft.features).refuse


def test_four_of_the_seven_are_four(write: Write) -> None:
    assert write("How many members of the board voted for the cut?", BANK).short == "Four"


def test_a_profit_is_the_sum_after_the_word(write: Write) -> None:
    assert write("What profit did Helion report?", BANK).short == "310 million euros"


def test_a_day_to_come_is_not_a_day_gone(write: Write) -> None:
    assert write("When will the final be played?", MATCH).short == "22 February 2033"


def test_a_reason_given_by_a_participle_is_the_short_answer(write: Write) -> None:
    assert write("Why did the Bank of Veria cut its rate?", BANK).short == "falling inflation"


@pytest.mark.parametrize(
    ("question", "text", "settled"),
    [
        ("Did the Bank of Veria raise its main rate?", "The Bank of Veria cut its main rate on Tuesday.", "no"),
        ("Did the Bank of Veria cut its main rate?", "The Bank of Veria cut its main rate on Tuesday.", "yes"),
        ("Is there liquid water on the planet?", "It is too hot on the planet for liquid water.", "no"),
        ("Was Okoro jailed for fraud?", "Okoro, who denied nothing, was jailed for fraud, though not for theft.", "yes"),
        ("Has Okoro been released on bail?", "The prison denied a report that Okoro had been released on bail.", "no"),
        ("Did Rovers lose to City?", "Rovers beat City.", "no"),
        ("Did the crew not sail?", "The crew did not sail.", "yes"),
        ("Has the strike in the harbour ended?", "The mayor met some journalists.", None),
    ],
)
def test_yes_and_no_follow_the_clause_that_settles(question: str, text: str, settled: str | None) -> None:
    assert verdict(read(question), text) == settled


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("How many reports are there?", True),
        ("What is the latest report?", True),
        ("Which sources are in the corpus?", True),
        ("What does the latest report of the audit office say?", False),
        ("How many reports did the minister read?", False),
        ("When was the first report of quay fever?", False),
    ],
)
def test_a_question_about_the_collection_is_told_from_one_about_its_subject(question: str, about: bool) -> None:
    assert asks_of_the_corpus(question) is about


def test_by_how_much_is_the_difference_with_how_it_was_computed(write: Write) -> None:
    moved = report("rate.txt", "2033-02-08", "The Bank of Veria cut its main rate to 3.25 per cent from 3.5 per cent on Tuesday.")
    draft = write("By how much did the Bank of Veria cut its main rate?", moved)
    assert draft.short == "0.25 percentage points"
    assert draft.short_basis == "from 3.5 per cent to 3.25 per cent"


def test_by_how_many_between_two_days_is_computed_from_the_reports_of_both(write: Write) -> None:
    first = report("first.txt", "2033-02-10", "There are 38 confirmed cases of quay fever in the port.")
    last = report("last.txt", "2033-02-12", "The number of confirmed cases of quay fever in the port has risen to 64.")
    draft = write("By how many did the confirmed cases of quay fever rise between 10 and 12 February?", first, last)
    assert draft.short == "26"
    assert draft.short_basis is not None
    assert "38" in draft.short_basis
    assert "64" in draft.short_basis


def test_why_somebody_did_what_no_report_says_is_refused(write: Write) -> None:
    governor = report("governor.txt", "2033-02-09", "Governor Sofia Lindqvist said another cut was possible in July.")
    assert confidence.judge(write("Why did Governor Sofia Lindqvist resign?", governor, BANK).features).refuse


STRIKE = report(
    "strike.txt",
    "2033-03-04",
    "The strike ended on Friday after the union accepted a rise of five per cent. "
    "Chief executive Lars Beck of Nordtog said the strike had cost the company 12 million kroner. "
    "The stolen painting was found in a garage in Helm on Thursday, and a 41-year-old man was arrested.",
)
THEFT = report("theft.txt", "2033-03-02", "The museum of Sund said a painting by Alba Reyes was stolen on Tuesday night.")


def test_a_chief_executive_is_named_without_title_and_company(write: Write) -> None:
    assert write("Who is the chief executive of Nordtog?", STRIKE).short == "Lars Beck"


def test_a_stolen_painting_that_was_found_does_not_tell_when_it_was_stolen(write: Write) -> None:
    assert write("When was the painting stolen?", STRIKE, THEFT).short == "1 March 2033"


def test_who_did_it_is_refused_when_nobody_is_named_for_it(write: Write) -> None:
    assert confidence.judge(write("Who stole the painting?", STRIKE, THEFT).features).refuse


def test_a_sum_has_its_currency_and_an_age_only_its_number(write: Write) -> None:
    assert write("How much did the strike cost Nordtog?", STRIKE).short == "12 million kroner"
    assert write("How old is the man who was arrested?", STRIKE).short == "41"


def test_a_pay_rise_is_a_figure(write: Write) -> None:
    assert write("What pay rise did the union accept?", STRIKE).short == "five per cent"


BLAST = report("blast.txt", "2033-03-01", "The death toll in the blast at the Orrin pit climbed to 14 on Tuesday, the rescue station said.")
SINCE = report(
    "since.txt",
    "2033-03-04",
    "Two miners were pulled alive from the Orrin pit late on Thursday, three days after the blast.\n\n"
    "The number of dead rose to 19 on Friday.",
)


@pytest.mark.parametrize("question", ["What is the death toll at the Orrin pit?", "How many miners have died at the Orrin pit?"])
def test_a_toll_is_the_newest_one_though_its_sentence_does_not_say_where(write: Write, question: str) -> None:
    assert write(question, BLAST, SINCE).short == "19"


def test_what_is_the_number_of_something_asks_how_many() -> None:
    assert read("What was the number of ships waiting off Torva?").kind == "count"
    assert read("What is the toll in the flood?").kind == "count"
    assert read("What is the toll on the bridge?").kind == "amount"


def test_a_difference_is_not_the_length(write: Write) -> None:
    first = report("first.txt", "2033-03-01", "The crack in the Selm dam is eleven metres long.")
    later = report("later.txt", "2033-03-03", "The authority found a crack in the Selm dam, two metres shorter than ours.")
    assert write("How long is the crack in the Selm dam?", first, later).short == "eleven metres"


def test_a_level_is_named_by_its_number(write: Write) -> None:
    raised = report("alert.txt", "2033-03-01", "The alert for Mount Orla was raised to level 4 at nine on the proposal of the observatory.")
    assert write("What alert level is in force at Mount Orla?", raised).short == "4"


def test_whoever_no_longer_holds_the_post_does_not_hold_it(write: Write) -> None:
    left = report(
        "left.txt", "2033-03-01", "Otto Lamm no longer runs Selm Bank. Vera Tarn, until now its auditor, runs Selm Bank from today."
    )
    assert write("Who runs Selm Bank?", left).short == "Vera Tarn"


def test_talk_of_a_thing_affirms_nothing(write: Write) -> None:
    assert verdict(read("Is there cholera in the Selm camps?"), "There is talk of cholera in the Selm camps.") is None
    assert verdict(read("Is there cholera in the Selm camps?"), "Doctors found cholera in the Selm camps.") == "yes"


def test_a_heading_in_capitals_is_nobody(write: Write) -> None:
    summary = report("summary.txt", "2033-03-01", "DAILY SUMMARY, SELM. Minister of Mines Pia Stoll spoke in Selm on Monday.")
    assert (write("Who is Minister of Mines of Selm?", summary).short or "").endswith("Pia Stoll")


@pytest.mark.parametrize(
    ("question", "text", "settled"),
    [
        ("Does the new serum make cattle barren?", "A rumour is going round the docks that the new serum makes cattle barren.", None),
        ("Is there a rumour about the serum?", "A rumour is going round the docks that the new serum makes cattle barren.", "yes"),
        ("Is Mira Holt dead?", "On Monday this column told you that Mira Holt was dead.", None),
        ("Is Mira Holt dead?", "On Monday this column told you that Mira Holt was dead. She is not.", "no"),
        ("Is the bridge open?", "On Monday we reported that the bridge was not open. That was wrong.", "yes"),
        ("Is the bridge open?", "On Monday we reported that the bridge was not open.", None),
        ("Did the hospital get five tents?", "We gave the hospital five tents on Monday.", "yes"),
        ("Will the regatta at Port Ellery take place?", "The regatta at Port Ellery is off.", "no"),
        ("Did the regatta at Port Ellery start?", "The regatta at Port Ellery is off-shore this year and started on Monday.", "yes"),
        ("Is the sale of Blue Line going ahead?", "The court annulled the sale of Blue Line.", "no"),
        ("Did the court annul the sale of Blue Line?", "The court annulled the sale of Blue Line.", "yes"),
    ],
)  # fmt: skip
def test_a_rumour_settles_nothing_and_what_is_off_does_not_take_place(question: str, text: str, settled: str | None) -> None:
    assert verdict(read(question), text) == settled
