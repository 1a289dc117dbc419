"""The writer without a model on what is easily mistaken: measures, margins, rates, parties, offices, days of the deed, notices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from index.embed.minilm import MiniLM
from index.types import Document, Passage, Window
from qa import confidence
from qa.writers.extractive import Extractive
from qa.writers.extractive.counts import counts
from qa.writers.extractive.cues import exchanged, names_holder
from qa.writers.extractive.evidence import readable
from qa.writers.extractive.kinds import kind_of
from qa.writers.extractive.question import read
from qa.writers.extractive.spans import spots
from qa.writers.extractive.verdict import verdict
from qa.writers.types import Draft

Write = Callable[[str, str], Draft]


@pytest.fixture
def write(embedder: MiniLM) -> Write:
    """Writes from one report of Thursday, 10 February 2033."""

    def written(question: str, text: str) -> Draft:
        document = Document(name="one.txt", text=text, date=dt.date(2033, 2, 10))
        passage = Passage(
            document=document.name, digest=document.digest, date=document.date, title=None, source=None, start=0, end=len(text), text=text,
            score=1.0,
        )  # fmt: skip
        return Extractive(embedder, lambda name, digest: text).write(question, [passage], Window())

    return written


def fits(question: str, text: str) -> dict[str, float]:
    return {spot.text: spot.fit for spot in counts(read(question), text, [])}


def test_a_height_is_a_length_beside_its_word_and_no_volume() -> None:
    found = fits("How tall is the Ost Dam?", "The dam, 131 metres high, holds 62 cubic metres for each of 9 tonnes of rock.")
    assert max(found, key=lambda text: found[text]) == "131 metres"
    assert found["62 cubic metres"] <= 0.1


def test_a_price_per_tonne_is_so_much_a_tonne_and_no_number_of_tonnes() -> None:
    found = fits("What is the price of zinc per tonne?", "Zinc closed at 2,410 talers a tonne, and the mine yields 86,000 tonnes a year.")
    assert max(found, key=lambda text: found[text]).startswith("2,410")


def test_by_how_many_votes_is_the_margin_and_not_what_each_has() -> None:
    found = fits("By how many votes does Vorel lead Ferre?", "Vorel has 71,344 votes to 71,253 for Ferre, a margin of 91.")
    assert max(found, key=lambda text: found[text]) == "91"


@pytest.mark.parametrize(
    ("question", "text", "turned"),
    [
        ("How many florins must Veria pay Norden by May?", "Norden will pay 34 million florins.", True),
        ("How many florins must Norden pay Veria by May?", "Norden will pay 34 million florins.", False),
        ("When did Halvard meet Quell?", "Quell met Halvard on Monday in Vael.", False),
        ("When did Halvard sack Quell?", "Halvard sacked Quell on Monday.", False),
        ("How many men did Veria free?", "Norden freed 12 men.", False),
    ],
)
def test_the_question_s_parties_the_other_way_round_are_noticed(question: str, text: str, turned: bool) -> None:
    assert exchanged(read(question), text) is turned


@pytest.mark.parametrize(
    ("question", "text", "holds"),
    [
        ("Who is the governor of Upper Sarn?", "Governor Pavel Iskra stays at his desk.", True),
        ("Who is the chairman of the board?", "Casper Dell, who chairs the board, read the figures.", True),
        ("Who is the governor of Upper Sarn?", "The contest for governor goes on.", False),
        ("Who won the race?", "Governor Pavel Iskra won it.", False),
    ],
)
def test_an_office_right_beside_a_name_names_its_holder(question: str, text: str, holds: bool) -> None:
    assert names_holder(read(question), text) is holds


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What was the name of the corporal struck on the head?", "who"),
        ("What were the names of the two apprentices found there?", "who"),
        ("What is the name of the new tanker?", "which"),
        ("What is the name of the river?", "which"),
        ("On what grounds did the paper withdraw its story?", "why"),
        ("What explains the gap?", "why"),
        ("On what day did they leave?", "when"),
    ],
)
def test_names_of_people_and_reasons_are_asked_for_in_many_ways(question: str, kind: str) -> None:
    assert kind_of(question)[0] == kind


def test_a_ship_is_nobody_s_name() -> None:
    asked = read("What was the name of the cook who died?")
    found = {spot.text: spot.fit for spot in spots(asked, "A cook from the Bright Margin, Jonas Weil, died on Tuesday.")}
    assert found["Jonas Weil"] > found["Bright Margin"]
    assert found["Bright Margin"] <= 0.15


def test_the_day_of_saying_is_not_the_day_of_the_deed(write: Write) -> None:
    draft = write("When were the two bodies found?", "Rescuers said on Monday that they had found two bodies in the sump the day before.")
    assert draft.short == "6 February 2033"


def test_what_goes_on_is_not_settled() -> None:
    assert (
        verdict(read("Has the railway strike been settled?"), "The railway strike, now in its third day, has stopped most trains.") == "no"
    )


def test_what_a_publisher_puts_right_is_shown_with_the_right_value(write: Write) -> None:
    text = "In Sunday's farming hour we said that 8,700 sheep had been culled. It should have been 7,900. The weather stays dry."
    draft = write("How many sheep had been culled?", text)
    assert draft.short == "7,900"
    assert any("7,900" in sentence.text for sentence in draft.sentences)


def test_what_a_publisher_takes_back_as_a_whole_is_answered_by_no(write: Write) -> None:
    text = "On Monday this newspaper reported that Casper Dell had taken 40,000 talers. We withdraw the whole of that report."
    assert write("Did Casper Dell take 40,000 talers?", text).short == "no"


def test_a_heading_is_no_sentence() -> None:
    text = "The Sarn Courier, Sunday Notebook\n\nThe clock of the church has stopped."
    assert [text[a:b] for a, b in readable(text)] == ["The clock of the church has stopped."]


def test_somebody_whom_no_report_names_is_refused_however_alike_the_words(write: Write) -> None:
    draft = write("Who is the prime minister of Norway?", "Prime Minister Oswin Tallis of Calvenne survived a vote on Wednesday.")
    assert draft.features["absent"] == 1.0
    assert confidence.judge(draft.features).refuse


def test_a_like_thing_elsewhere_is_known_to_lack_the_name_asked_for(write: Write) -> None:
    text = "The union met in Ombrey on Friday. In Castelune one polling station opened forty minutes late because the key was lost."
    asked_there = write("How late did the polling station in Castelune open?", text).features
    asked_elsewhere = write("How late did the polling station in Ombrey open?", text).features
    assert (asked_there["unnamed"], asked_elsewhere["unnamed"]) == (0.0, 1.0)
    assert confidence.judge(asked_elsewhere).confidence < confidence.judge(asked_there).confidence
