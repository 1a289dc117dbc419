"""A story in a model's words: what passes the checks is shown, what fails is told by its quotes, and a failing model costs nothing."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from index.search import Library
from qa.briefing.brief import brief
from qa.briefing.types import Briefing
from qa.models.scripted import Scripted
from qa.models.types import Request
from qa.types import ModelError

DAY = dt.date(2027, 6, 3)


def told(library: Library, backend: Scripted | None) -> Briefing:
    return brief(library, since=DAY, until=DAY, backend=backend)


def quoted(request: Request, word: str) -> int:
    """The number of the first quote of a prompt that holds a word, 1 when none does."""
    entries = re.split(r"\n(?=\[\d+\] )", request.messages[0].content)
    return next((int(found.group(1)) for entry in entries if word in entry and (found := re.match(r"\[(\d+)\]", entry))), 1)


def sentences(page: Briefing) -> str:
    return " ".join(fact.line.text for one in page.stories for fact in one.facts)


def test_a_sentence_that_its_quotes_bear_out_is_shown_with_their_spans(library: Library) -> None:
    page = told(
        library, Scripted(lambda r: f"The coast guard said the toll of the ferry Maris climbed to 24 [{quoted(r, 'climbed to 24')}].")
    )
    shown = [fact.line for one in page.stories for fact in one.facts if fact.line.text.startswith("The coast guard said the toll")]
    assert len(shown) == 1
    assert "climbed to 24" in shown[0].spans[0].quote
    assert page.model == "scripted"
    assert page.prompt is not None


def test_a_wrong_figure_is_withheld_and_the_quote_stands_in_for_it(library: Library) -> None:
    page = told(library, Scripted(lambda r: f"The coast guard said the toll climbed to 31 [{quoted(r, 'climbed to 24')}]."))
    assert "31" not in sentences(page)
    assert "climbed to 24" in sentences(page)
    assert any(one.check == "C3" for one in page.withheld)
    assert any("passed the checks" in note for note in page.notes)


@pytest.mark.parametrize("failure", [ModelError("timeout", "no answer within 4 s"), "", "NO ANSWER IN THE REPORTS", "Nothing cited here."])
def test_a_model_that_fails_costs_no_story(library: Library, failure: str | ModelError) -> None:
    page = told(library, Scripted(lambda _: failure))
    assert sentences(page) == sentences(told(library, None))


def test_a_judgement_needs_a_word_of_likelihood_and_stands_apart_from_the_facts(library: Library) -> None:
    def script(request: Request) -> str:
        n = quoted(request, "climbed to 24")
        return (
            f"The coast guard said the toll of the ferry Maris climbed to 24 [{n}].\n"
            f"Judgement (moderate confidence): The toll is likely to rise further [{n}]."
        )

    page = told(library, Scripted(script))
    judged = [row for one in page.stories for row in one.judgements]
    assert [row.confidence for row in judged][:1] == ["moderate"]
    assert "likely to rise" not in sentences(page)


@pytest.mark.parametrize(
    "line",
    [
        "Judgement (high confidence): The toll will rise further [{n}].",
        "Judgement (high confidence): It is likely, with high confidence, that the toll will rise [{n}].",
        "Judgement (low confidence): The toll is likely to reach 90 [{n}].",
        "Judgement (low confidence): It is likely or highly probable that the toll rises [{n}].",
    ],
)
def test_a_judgement_that_mixes_rows_or_invents_a_figure_is_not_shown(library: Library, line: str) -> None:
    def script(request: Request) -> str:
        n = quoted(request, "climbed to 24")
        return f"The coast guard said the toll of the ferry Maris climbed to 24 [{n}].\n" + line.format(n=n)

    assert not [row for one in told(library, Scripted(script)).stories for row in one.judgements]


def test_every_quote_is_marked_as_somebody_elses_words_and_no_order_reaches_the_prompt(library: Library) -> None:
    backend = Scripted(lambda _: "NO ANSWER IN THE REPORTS")
    told(library, backend)
    assert backend.requests
    for request in backend.requests:
        assert "ignore previous instructions" not in request.messages[0].content
        assert "\n> " in request.messages[0].content


def test_a_window_without_reports_asks_no_model(library: Library) -> None:
    backend = Scripted([])
    brief(library, since=dt.date(2027, 7, 1), until=dt.date(2027, 7, 1), backend=backend)
    assert not backend.requests
