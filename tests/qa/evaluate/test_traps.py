"""Each trap that well-known scorers fall into, and that these do not."""

from __future__ import annotations

from collections.abc import Callable

from qa.evaluate.metrics import metrics_of
from qa.evaluate.ranking import all_evidence_at, hits_at
from qa.evaluate.score import contains, exact_match, exact_match_squad, token_f1
from qa.evaluate.types import Case, Report, Suite
from qa.types import Answer

ANSWERS = (
    "The company that was accused by the state of Texas",
    "Yes",
    "The crane on the harbour quay",
    "No",
    "Sam Bankman-Fried of the exchange",
)


def test_a_constant_answer_that_shares_a_word_with_every_target_earns_nothing() -> None:
    """MultiHop-RAG's scorer counts any one shared word: a constant answer has .774 there."""
    constant = "Yes or no, the company, the state, the harbour and the exchange of the day"
    assert all(set(constant.lower().split()) & set(target.lower().split()) for target in ANSWERS[::2])
    assert sum(contains(constant, [target]) for target in ANSWERS) == 0
    assert sum(exact_match(constant, [target]) for target in ANSWERS) == 0
    assert max(token_f1(constant, [target]) for target in ANSWERS) < 0.6


def test_three_and_a_half_is_not_thirty_five() -> None:
    """SQuAD's normaliser deletes the point; the mended one does not, and the original is kept under its own name."""
    assert exact_match("35", ["3.5"]) == 0
    assert exact_match_squad("35", ["3.5"]) == 1


def test_hits_saturates_where_all_evidence_does_not() -> None:
    """With 2,752 distractors Hits@10 was .998 while all the evidence was there for .646 of the questions."""
    half_found = [{0}] + [set[int]()] * 9
    assert hits_at(half_found, k=10) == 1
    assert all_evidence_at(half_found, 2, k=10) == 0


def test_always_refusing_is_not_half_right(harbour: Suite, run_of: Callable[..., Report], refuse: Callable[..., Answer]) -> None:
    """On SQuAD 2.0 always refusing scores .516 EM; here answers are scored over answerable cases only."""
    from qa.evaluate.run import Subject, evaluate

    report = evaluate(harbour, refuse, subject=Subject(corpus="sha256:c", text_of=_texts))
    value = {name: metric.value for name, metric in report.metrics.items()}
    assert value["answer_em"] == value["answer_f1"] == value["answer_contains"] == 0
    assert value["refusal_recall"] == 1
    assert value["refusal_precision"] == 12 / 36


def test_always_answering_has_no_refusal_to_be_proud_of(harbour: Suite, answer_with: Callable[..., Answer], subject: object) -> None:
    from qa.evaluate.run import Subject, evaluate

    def ask(case: Case) -> Answer:
        return answer_with(case, document="day-01.txt", quote="The rest waited.")

    report = evaluate(harbour, ask, subject=Subject(corpus="sha256:c", text_of=_texts))
    assert report.metrics["refusal_recall"].value == 0
    assert report.metrics["refusal_f1"].value == 0
    assert report.metrics["refusal_precision"].value is None


def test_mean_average_precision_is_not_offered_under_a_name_that_means_something_else(
    harbour: Suite, run_of: Callable[..., Report]
) -> None:
    """MultiHop-RAG's MAP is not standard AP: better none than one that cannot be compared."""
    assert not any(name.lower().startswith("map") for name in metrics_of(run_of(harbour).cases, seed=0))


def test_an_answer_that_recites_everything_is_not_right(case_of: Callable[..., Case], answer_with: Callable[..., Answer]) -> None:
    from qa.evaluate.judge import judge

    case = case_of(targets=("7",))
    recital = " ".join(str(number) for number in range(170)) + " [1]."
    long = judge(case, answer_with(case, document="day-07.txt", quote="lifted 7 crates", text=recital), _texts)
    assert long.scores["answer_contains"] == 1
    assert not long.right
    assert not long.passed


def _texts(name: str) -> str | None:
    number = int(name[4:6])
    return f"Report {number} of the harbour office. The crane lifted {number} crates on the quay. The rest waited."
