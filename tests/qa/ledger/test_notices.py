"""Notices in plain words: what was published, then that it was not so."""

import datetime as dt

import pytest

from index.types import Document
from qa.ledger.claims import claims_of


def _signals(text: str) -> set[str]:
    found = claims_of(Document(name="r.txt", text=text, date=dt.date(2040, 5, 6)))
    return {signal for claim in found for signal in claim.signals}


@pytest.mark.parametrize(
    "text",
    [
        "In Friday's bulletin we said that 310 cows had been culled. It should have been 130.",
        "Our report on Monday named the harbour master as Ole Brandt. The right name is Ole Brand.",
        "On Tuesday this newspaper printed the levy as 4 per cent. That was wrong: the levy is 3 per cent.",
        "I wrote last week that the bridge had been closed for repairs. I got that wrong.",
        "Wednesday's story gave the sum as 12 million crowns. The sum had been misread and is 1.2 million crowns.",
    ],
)
def test_a_publisher_who_says_what_was_published_and_that_it_was_not_so_corrects(text: str) -> None:
    assert "correction" in _signals(text)


@pytest.mark.parametrize(
    "text",
    [
        "On Monday we reported that the mayor had taken 9,000 crowns. The letter on which we relied was a forgery.",
        "Last week this site published an account of a secret meeting at the mill. It should never have been published.",
        "On Friday this table told you that Mira Holt was dead. We take it back, all of it.",
    ],
)
def test_what_is_taken_back_as_a_whole_is_a_retraction(text: str) -> None:
    assert "retraction" in _signals(text)


@pytest.mark.parametrize(
    "text",
    [
        "The minister said on Monday that 310 cows had been culled. The figure should have been known earlier, his rival said.",
        "We said goodbye at the gate. The road was wet and the driver was wrong about the way.",
        "The report said the bridge was safe. Engineers will inspect it again in May.",
        "The report said that the harbour should be closed at once.",
        "A report said on Monday that the pumps were sold. The minister called the claim false.",
        '"We said in March that the dam was safe, and we were wrong," the mayor told the council.',
        'He told the court that the ledger "was a forgery" and that he had never seen it.',
        "This letter, the judge said, was a forgery.",
    ],
)
def test_other_peoples_mistakes_and_plain_stories_are_no_notice(text: str) -> None:
    assert not {"correction", "retraction"} & _signals(text)
