from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from qa.evaluate.judge import judge, words_hold
from qa.evaluate.types import Assertion, Case, CaseResult, Evidence
from qa.types import Answer, Citation, Sentence, Superseded

QUOTE = "The crane lifted 7 crates on the quay."
GOLD = (Evidence(document="day-07.txt", quote="lifted 7 crates"),)


@pytest.fixture
def judged(case_of: Callable[..., Case], answer_with: Callable[..., Answer], texts: dict[str, str]) -> Callable[..., CaseResult]:
    """Judge the answer that quotes day 7 against a case made of keywords; ``short`` is the short answer."""

    def make(*, short: str | None = "7", **given: object) -> CaseResult:
        case = case_of(**{"targets": ("7",), "evidence": GOLD, **given})
        return judge(case, answer_with(case, document="day-07.txt", quote=QUOTE, short=short), texts.get, ms=12.5)

    return make


def test_a_right_answer_has_every_score(judged: Callable[..., CaseResult]) -> None:
    result = judged()
    assert result.right
    assert result.passed
    ones = {name for name, value in result.scores.items() if value == 1}
    assert ones == {
        *("answer_em", "answer_f1", "answer_contains", "answer_em_squad", "answer_f1_squad"),
        *("hits@4", "hits@10", "recall@10", "all_evidence@10", "mrr@10", "ndcg@10"),
        *("citation_precision", "citation_recall", "quote_valid"),
    }
    assert result.scores["unsupported_rate"] == 0
    assert (result.evidence[0].rank, result.evidence[0].cited) == (1, True)
    assert result.citations[0].before + result.citations[0].quote + result.citations[0].after in (
        "Report 7 of the harbour office. The crane lifted 7 crates on the quay. The rest waited."
    )


def test_a_refusal_where_an_answer_exists_scores_nothing_and_cites_nothing(
    case_of: Callable[..., Case], refuse: Callable[..., Answer], texts: dict[str, str]
) -> None:
    case = case_of(targets=("7",), evidence=GOLD)
    result = judge(case, refuse(case), texts.get)
    assert not result.passed
    assert result.scores["answer_f1"] == result.scores["answer_contains"] == result.scores["citation_recall"] == 0
    assert "citation_precision" not in result.scores
    assert "unsupported_rate" not in result.scores


def test_a_refusal_where_no_answer_exists_passes_but_is_no_right_answer(
    case_of: Callable[..., Case], refuse: Callable[..., Answer], texts: dict[str, str]
) -> None:
    """Its confidence is measured against "the withheld answer would have been right", which it would not."""
    case = case_of(answerable=False)
    result = judge(case, refuse(case), texts.get)
    assert (result.passed, result.right) == (True, False)
    assert result.scores == {}


def test_an_answer_where_none_exists_fails(judged: Callable[..., CaseResult]) -> None:
    result = judged(answerable=False, targets=(), evidence=())
    assert (result.passed, result.right) == (False, False)
    assert not any(name.startswith("answer_") for name in result.scores)


def test_without_a_short_answer_the_prose_is_scored_without_its_markers(judged: Callable[..., CaseResult]) -> None:
    result = judged(short=None, targets=(QUOTE,))
    assert result.scores["answer_em"] == 1


def test_a_no_in_the_prose_settles_nothing(judged: Callable[..., CaseResult]) -> None:
    assert judged(short=None, targets=("No",)).scores["answer_em"] == 0
    assert judged(short="no", targets=("No",)).passed


def test_another_document_is_no_hit(judged: Callable[..., CaseResult]) -> None:
    result = judged(evidence=(Evidence(document="day-08.txt", quote="lifted 8 crates"),))
    assert result.scores["hits@10"] == result.scores["citation_precision"] == result.scores["citation_recall"] == 0
    assert result.passages[0].hit is False
    assert result.citations[0].hit is False


def test_a_passage_beside_the_quote_is_no_hit(
    case_of: Callable[..., Case], answer_with: Callable[..., Answer], texts: dict[str, str]
) -> None:
    """The right document is not enough: the passage must overlap the quote."""
    case = case_of(targets=("7",), evidence=GOLD)
    answer = answer_with(case, document="day-07.txt", quote="The rest waited.", short="7")
    passage = dataclasses.replace(answer.passages[0], start=0, end=10, text=texts["day-07.txt"][:10])
    result = judge(case, dataclasses.replace(answer, passages=(passage,)), texts.get)
    assert result.scores["hits@10"] == result.scores["citation_precision"] == 0


def test_of_alternatives_one_is_enough(judged: Callable[..., CaseResult]) -> None:
    both = (*GOLD, Evidence(document="day-09.txt", quote="lifted 9 crates"))
    assert judged(evidence=both).scores["all_evidence@10"] == 0
    assert judged(evidence=both).scores["recall@10"] == 0.5
    assert judged(evidence=both, evidence_any=True).scores["all_evidence@10"] == 1
    assert judged(evidence=both, evidence_any=True).scores["citation_recall"] == 1


def test_a_quote_that_was_edited_is_caught(case_of: Callable[..., Case], answer_with: Callable[..., Answer], texts: dict[str, str]) -> None:
    case = case_of(targets=("7",), evidence=GOLD)
    answer = answer_with(case, document="day-07.txt", quote=QUOTE, short="7")
    span = dataclasses.replace(answer.citations[0].span, quote=QUOTE.replace("7", "9"))
    result = judge(case, dataclasses.replace(answer, citations=(Citation(n=1, span=span),)), texts.get)
    assert result.scores["quote_valid"] == 0
    assert result.scores["unsupported_rate"] == 1
    assert not result.citations[0].valid


def test_a_quote_of_a_replaced_version_is_looked_up_by_its_digest(
    case_of: Callable[..., Case], answer_with: Callable[..., Answer], texts: dict[str, str]
) -> None:
    case = case_of(targets=("7",))
    answer = answer_with(case, document="day-07.txt", quote=QUOTE, short="7")
    old = texts["day-07.txt"]
    changed = {"day-07.txt": "Report 7 was withdrawn.", "day-07.txt@d": old}
    assert judge(case, answer, changed.get).scores["quote_valid"] == 1
    assert judge(case, answer, {"day-07.txt": "Report 7 was withdrawn."}.get).scores["quote_valid"] == 0


def test_a_sentence_that_cites_nothing_or_is_not_supported_is_unsupported(
    case_of: Callable[..., Case], answer_with: Callable[..., Answer], texts: dict[str, str]
) -> None:
    case = case_of(targets=("7",))
    answer = answer_with(case, document="day-07.txt", quote=QUOTE)
    sentences = (
        *answer.sentences,
        Sentence(text="It rained.", citations=()),
        Sentence(text="It was 9 [1].", citations=(1,), supported=False, problems=("9 is not in its quote",)),
        Sentence(text="See [4].", citations=(4,)),
    )
    result = judge(case, dataclasses.replace(answer, sentences=sentences), texts.get)
    assert result.scores["unsupported_rate"] == 0.75


def test_a_citation_of_an_earlier_value_does_not_lower_citation_precision(
    case_of: Callable[..., Case], answer_with: Callable[..., Answer], texts: dict[str, str]
) -> None:
    case = case_of(targets=("7",), evidence=GOLD)
    answer = answer_with(case, document="day-07.txt", quote=QUOTE)
    earlier = dataclasses.replace(answer.citations[0].span, document="day-06.txt", quote="lifted 6 crates", start=42, end=57)
    old = Superseded(value="6", date=None, n=2)
    with_old = dataclasses.replace(answer, citations=(*answer.citations, Citation(n=2, span=earlier)), superseded=(old,))
    result = judge(case, with_old, texts.get)
    assert result.scores["citation_precision"] == 1
    assert len(result.citations) == 2


@pytest.mark.parametrize(
    ("kind", "values", "options", "holds"),
    [
        ("equals", ("7",), {}, True),
        ("equals", ("8",), {}, False),
        ("contains", ("7", "crates"), {}, True),
        ("contains", ("7", "barrels"), {}, False),
        ("contains", ("CRATES ON THE QUAY",), {}, True),
        ("contains", ("crate",), {}, False),
        ("icontains", ("Seven",), {}, True),
        ("contains_any", ("barrels", "seven crates"), {}, True),
        ("contains_any", ("barrels",), {}, False),
        ("not_contains", ("barrels",), {}, True),
        ("not_contains", ("barrels", "crates"), {}, False),
        ("regex", (r"lifted \d+ crates",), {}, True),
        ("regex", (r"^nothing",), {}, False),
        ("f1", ("7 crates",), {"min": 0.6}, True),
        ("f1", ("7 crates",), {"min": 0.7}, False),
        ("f1", (), {"min": 1.0}, True),
        ("number", ("seven",), {}, True),
        ("number", ("8",), {}, False),
        ("number", ("8",), {"tolerance": 1.0}, True),
        ("date", ("2031-03-07",), {}, False),
        ("refusal", (), {}, False),
        ("refusal", ("false",), {}, True),
        ("cites", (), {}, True),
        ("cites", (), {"min_precision": 1.0, "min_recall": 1.0}, True),
        ("cites", (), {"document": "day-07.txt"}, True),
        ("cites", (), {"document": "day-08.txt"}, False),
        ("retrieved", (), {}, True),
        ("retrieved", (), {"k": 1.0, "min_recall": 1.0}, True),
        ("retrieved", (), {"document": "day-09.txt"}, False),
    ],
)
def test_an_assertion_holds_exactly_when_it_should(
    judged: Callable[..., CaseResult], kind: str, values: tuple[str, ...], options: dict[str, float], holds: bool
) -> None:
    rule = Assertion(type=kind, values=values, options=options)
    result = judged(assertions=(rule,))
    assert result.checks[0].passed is holds
    assert result.passed is holds
    assert bool(result.checks[0].detail) is not holds


def test_a_failing_check_of_citations_leaves_the_answer_right(judged: Callable[..., CaseResult]) -> None:
    """Confidence is about the words; a case passes only when everything holds."""
    wrong_place = (Evidence(document="day-08.txt", quote="lifted 8 crates"),)
    result = judged(evidence=wrong_place, assertions=(Assertion(type="cites"),))
    assert (result.right, result.passed) == (True, False)
    words = judged(assertions=(Assertion(type="contains", values=("barrels",)),))
    assert (words.right, words.passed) == (False, False)


def test_a_date_assertion_reads_any_form() -> None:
    rule = Assertion(type="date", values=("2031-03-13",))
    assert words_hold(rule, "It was on Thursday, March 13.", "")
    month = Assertion(type="date", values=("2031-03",), options={"precision": "month"})
    assert words_hold(month, "in March 2031", "")
    assert not words_hold(month, "in May 2031", "")


def test_a_case_without_targets_passes_by_its_assertions(judged: Callable[..., CaseResult]) -> None:
    result = judged(targets=(), assertions=(Assertion(type="contains", values=("crates",)),))
    assert result.passed
    assert "answer_f1" not in result.scores
