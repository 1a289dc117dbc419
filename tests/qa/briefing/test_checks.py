"""C1 to C12, each alone: what it lets through and what it names."""

from __future__ import annotations

import datetime as dt

import pytest

from qa.briefing import checks
from qa.briefing.checks import Place
from qa.briefing.types import Briefing, Coverage, Fact, Line
from qa.types import Span
from qa.verify import verify

DAY = dt.date(2027, 6, 3)
TEXT = "Nine people died in the fire at Lumen on Tuesday, the mayor said. It is not known who set it."
PAGE = Briefing(since=DAY, until=DAY, as_of=None, coverage=Coverage(documents=1, used=1, sources=1, undated=0))


def span(quote: str = TEXT, *, date: dt.date | None = DAY) -> Span:
    return Span(document="a", digest="d", date=date, title=None, source="Herald", start=0, end=len(quote), quote=quote)


def line(text: str, *spans: Span) -> Line:
    return Line(text=text, spans=spans or (span(),))


def problems(text: str) -> list[str]:
    found = [problem for problem in verify(text, (span(),)) if problem.blocks]
    return [*checks.c3_own_spans(found), *checks.c4_negation(found), *checks.c8_attribution(found)]


def test_c1_a_line_without_a_citation_is_named() -> None:
    assert checks.c1_cited(Line(text="Nine died.", spans=())) == ("a citation",)
    assert checks.c1_cited(line("Nine people died.")) == ()


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("Nine people died in the fire at Lumen, the mayor said.", True),
        ("Ten people died in the fire at Lumen, the mayor said.", False),
        ("Nine people died in the fire at Torva, the mayor said.", False),
        ("Nine people died in the fire at Lumen on Friday, the mayor said.", False),
    ],
)
def test_c3_figures_names_and_days_stand_in_the_lines_own_quotes(text: str, *, sound: bool) -> None:
    found = checks.c3_own_spans([problem for problem in verify(text, (span(),)) if problem.blocks])
    assert (found == ()) == sound


def test_c4_a_denial_stays_a_denial() -> None:
    found = verify("It is known who set the fire at Lumen.", (span(),))
    assert checks.c4_negation(found) != ()


def test_c5_a_quotation_mark_is_closed_and_holds_verbatim_words() -> None:
    assert checks.c5_quotation(line('"We were late, the mayor said.'), []) != ()
    assert checks.c5_quotation(line("“We were late,” the mayor said."), []) == ()
    found = verify('Nine people "perished horribly" in the fire at Lumen, the mayor said.', (span(),))
    assert checks.c5_quotation(line("x"), found) != ()


def test_c6_a_resolved_day_says_how_it_was_resolved() -> None:
    fact = Fact(line=line(TEXT), event=(DAY, DAY), basis=None)
    assert checks.c6_days(fact) != ()
    assert checks.c6_days(Fact(line=line(TEXT), event=(DAY, DAY), basis="'on Tuesday' before 3 June 2027")) == ()


@pytest.mark.parametrize(("date", "past", "sound"), [
    (DAY, False, True), (dt.date(2027, 6, 1), False, False), (dt.date(2027, 6, 1), True, True), (dt.date(2027, 6, 4), True, False),
    (None, True, False),
])  # fmt: skip
def test_c7_older_reports_only_as_background_and_later_ones_never(date: dt.date | None, *, past: bool, sound: bool) -> None:
    found = checks.c7_window(line("x", span(date=date)), Place(past=past), PAGE)
    assert (found == ()) == sound


def test_c8_who_said_it_is_kept() -> None:
    quote = "The minister said that the strike was a crime."
    found = verify("The strike was a crime.", (span(quote),))
    assert checks.c8_attribution(found) != ()


def test_c9_words_of_likelihood_stand_only_in_judgements_and_in_one_row() -> None:
    assert checks.c9_likelihood(line("The fire will very likely spread."), Place()) != ()
    assert checks.c9_likelihood(line("The fire will very likely spread."), Place(judgement=True)) == ()
    assert checks.c9_likelihood(line("It is likely, even highly probable, that it spreads."), Place(judgement=True)) != ()
    reported = line("It is likely to spread.", span("It is likely to spread."))
    assert checks.c9_likelihood(reported, Place()) == ()


def test_c10_corroborated_means_two_originators() -> None:
    assert checks.c10_corroborated(line("This is corroborated."), 1) != ()
    assert checks.c10_corroborated(line("This is corroborated."), 2) == ()


def test_c11_a_change_names_what_it_changes() -> None:
    assert checks.c11_changes(Fact(line=line(TEXT), change="updated")) != ()
    assert checks.c11_changes(Fact(line=line(TEXT), change="updated", previous=line(TEXT))) == ()
    assert checks.c11_changes(Fact(line=line(TEXT), change="new")) == ()


def test_c12_a_sentence_told_twice_is_named_once() -> None:
    assert checks.c12_repeated([line("Nine died."), line("nine died!"), line("Ten fled.")]) == ("nine died!",)


def test_a_name_exists_for_every_check() -> None:
    assert list(checks.NAMES) == [f"C{n}" for n in range(1, 13)]
    assert problems("Nine people died in the fire at Lumen, the mayor said.") == []
