"""A small pile of reports on several matters, read into claims."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from index.types import Document
from qa.ledger.claims import read_report
from qa.ledger.types import Report

Read = Callable[..., Report]

PILE = (
    ("2027-06-01", "ferry-1", "Herald",
     "PORT ELLERY, June 1 - At least 11 people drowned and 40 were missing after the ferry Maris capsized off Port Ellery late"
     " on Sunday, the coast guard said.\n\n"
     "The ferry was carrying 212 passengers, according to its owner, Blue Line."),
    ("2027-06-01", "bank-1", "Wire",
     "TORVA (Wire) - The central bank of Torva held its main rate at 5.50 percent on Tuesday."),
    ("2027-06-01", "nurses-1", "Planet",
     "Nurses at six hospitals in Daland walked out on Tuesday over pay. Their union is led by Mira Holt.\n\n"
     "About 3,200 operations have been cancelled so far."),
    ("2027-06-02", "ferry-2", "Signal",
     "The ferry Maris that sank off Port Ellery had been carrying more than 300 people, twice its licence, two dock workers "
     "told the Signal."),
    ("2027-06-02", "riot-1", "Wire",
     "KESSEL (Wire) - Interior Minister Pavel Drosch announced on Wednesday that a curfew will be imposed in Kessel from "
     "Friday after three nights of riots.\n\n"
     "Police have arrested 87 people since Sunday."),
    ("2027-06-03", "ferry-3", "Herald",
     "PORT ELLERY, June 3 - The death toll from the ferry disaster off Port Ellery climbed to 24 on Thursday, the coast guard "
     "said.\n\n"
     "Blue Line flatly denied that the Maris was carrying more than 300 people when it sank."),
    ("2027-06-03", "nurses-2", "Planet",
     "Mira Holt, leader of the nurses' union, resigned on Thursday.\n\n"
     "The number of cancelled operations has reached 4,100."),
    ("2027-06-03", "riot-2", "Wire",
     "KESSEL (Wire) - Police said on Thursday that 112 people had been arrested since the riots in Kessel began."),
    ("2027-06-04", "ferry-4", "Herald",
     "PORT ELLERY, June 4 - The toll in the sinking of the Maris was revised down to 23 on Friday.\n\n"
     "Correction: An earlier version of this article gave the number of dead in the ferry disaster as 24. It is 23."),
    ("2027-06-04", "ferry-5", "Signal",
     "The Signal withdraws its report of 2 June that the ferry Maris was carrying more than 300 people. We apologise."),
    ("2027-06-04", "bank-2", "Wire",
     "TORVA (Wire) - Torva's central bank raised its main rate to 6.00 percent from 5.50 percent on Friday."),
    ("2027-06-04", "nurses-3", "Planet",
     "Jon Aske was elected leader of the nurses' union on Friday."),
    ("2027-06-05", "fire-1", "Herald",
     "A warehouse fire in Lumen killed two firefighters on Saturday, the fire service said."),
)  # fmt: skip


@pytest.fixture
def read() -> Read:
    """Reads one text as a report."""

    def make(text: str, *, date: str = "2027-06-03", name: str = "one", source: str | None = None) -> Report:
        report = read_report(Document(name=name, text=text, date=dt.date.fromisoformat(date), source=source))
        assert report is not None
        return report

    return make


@pytest.fixture
def pile(read: Read) -> tuple[Report, ...]:
    """The reports of five days."""
    return tuple(read(text, date=date, name=name, source=source) for date, name, source, text in PILE)
