"""Every form of a report: it says what is the case, and nothing in a document can break out of it."""

from __future__ import annotations

import dataclasses
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluate.compare import diff, gate
from qa.evaluate.html import report_html
from qa.evaluate.html_cases import mark
from qa.evaluate.junit import report_junit
from qa.evaluate.markdown import report_markdown
from qa.evaluate.text import diff_text, report_text
from qa.evaluate.types import METRICS, Check, Metric, Report, Suite
from qa.evaluate.wording import GROUPS, OUTCOMES, Shown, clean, outcome, percent, shown

NASTY = "<script>alert(1)</script> \"'&|`*[x](javascript:1)\x00\x1b[31m\u202e]]>\ud800"
VOID = {"meta", "input", "line", "circle", "rect", "polygon", "polyline", "br"}


@pytest.fixture
def report(harbour: Suite, run_of: Callable[..., Report]) -> Report:
    """A run in which every outcome occurs."""
    made = run_of(harbour, skill=0.6)
    cases = list(made.cases)
    at = next(place for place, case in enumerate(cases) if case.right)
    cases[at] = dataclasses.replace(cases[at], checks=(Check(label="cites", passed=False, detail="not there"),), passed=False)
    other = next(place for place, case in enumerate(cases) if case.right and place != at)
    cases[other] = dataclasses.replace(
        cases[other], refused=True, right=False, passed=False, answer="", short=None, reason="nothing says so.", citations=()
    )
    found = dataclasses.replace(made, cases=tuple(cases))
    return dataclasses.replace(found, gate=gate(found, None))


@pytest.fixture
def hostile(report: Report) -> Report:
    """A run whose every text tries to be something else."""
    cases = tuple(
        dataclasses.replace(
            case,
            id=f"{case.id}{NASTY}",
            question=NASTY,
            answer="" if case.refused else NASTY,
            short=None if case.refused else NASTY,
            reason=NASTY if case.refused else None,
            targets=(NASTY,) if case.targets else (),
            tags=(NASTY,),
            checks=(Check(label=NASTY, passed=False, detail=NASTY),),
            evidence=tuple(dataclasses.replace(item, quote=NASTY, document=NASTY) for item in case.evidence),
            citations=tuple(
                dataclasses.replace(c, quote=NASTY, before=NASTY, after=NASTY, document=NASTY, title=NASTY, source=NASTY)
                for c in case.citations
            ),
            passages=tuple(dataclasses.replace(p, document=NASTY) for p in case.passages),
        )
        for case in report.cases
    )
    return dataclasses.replace(
        report,
        suite=NASTY,
        model=NASTY,
        prompt=NASTY,
        cases=cases,
        by_tag={NASTY: dict(report.by_tag["number"])},
        gate=gate(dataclasses.replace(report, cases=cases), None),
    )


class Page(HTMLParser):
    """Notes the elements and attributes of a page, and whether they close in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("script", "style"):
            self.words += data

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.seen)


def test_every_metric_and_outcome_has_words() -> None:
    assert sorted(name for _, names in GROUPS for name, _ in names) == sorted(METRICS)
    assert len({word for word, _, _ in OUTCOMES}) == 6


def test_all_outcomes_are_told_apart(report: Report) -> None:
    assert {outcome(case) for case in report.cases} == {word for word, _, _ in OUTCOMES}


def test_the_page_is_well_formed_and_tells_every_case(report: Report) -> None:
    page = Page(report_html(report))
    assert page.open == []
    assert sum(1 for tag, attributes in page.seen if tag == "details" and "data-outcome" in attributes) == len(report.cases)
    passed = sum(case.passed for case in report.cases)
    assert f"{passed} of 36" in page.words
    assert all(case.question in page.words for case in report.cases)


def test_the_page_fetches_nothing_and_allows_nothing_else(report: Report) -> None:
    text = report_html(dataclasses.replace(report, development=True))
    page = Page(text)
    assert not {"link", "img", "iframe", "object", "embed", "base", "source"} & {tag for tag, _ in page.seen}
    assert not any({"src", "style"} & attributes.keys() for _, attributes in page.seen)
    assert not any(name.startswith("on") for _, attributes in page.seen for name in attributes)
    assert all(str(a["href"]).startswith("#case-") for _, a in page.seen if "href" in a)
    assert "http:" not in text
    assert "https:" not in text
    assert "url(" not in text
    policy = next(a["content"] for tag, a in page.seen if a.get("http-equiv") == "Content-Security-Policy")
    assert str(policy).startswith("default-src 'none'; style-src 'sha256-")
    assert "Development figures" in page.words


def test_the_page_can_be_read_without_its_script(report: Report) -> None:
    page = Page(report_html(report))
    hidden = [tag for tag, attributes in page.seen if "hidden" in attributes]
    assert hidden == ["form"]


def test_nothing_in_a_document_becomes_markup(hostile: Report) -> None:
    text = report_html(hostile)
    page = Page(text)
    assert page.open == []
    assert page.count("script") == 1
    assert not any(str(attributes.get("href")).startswith("javascript") for _, attributes in page.seen)
    assert "alert(1)" in page.words
    for bad in ("\x00", "\x1b", "\u202e", "\ud800"):
        assert bad not in text
    text.encode("utf-8")


def test_the_page_of_a_comparison_shows_the_flips(harbour: Suite, run_of: Callable[..., Report]) -> None:
    was, now = run_of(harbour, skill=0.9), run_of(harbour, skill=0.4)
    now = dataclasses.replace(now, gate=gate(now, was))
    page = Page(report_html(now, baseline=was))
    flips = diff(was, now).flips
    assert page.open == []
    assert sum(tag == "a" for tag, _ in page.seen) == len(flips)
    ids = {a["id"] for _, a in page.seen if "id" in a}
    assert {str(a["href"])[1:] for tag, a in page.seen if tag == "a"} <= ids
    assert "Gate failed against the baseline" in page.words
    assert "only flipped" in page.words
    same = Page(report_html(was, baseline=was))
    assert "None of the 36 cases flipped" in same.words


def test_a_run_of_refusals_has_a_page_too(report: Report) -> None:
    cases = tuple(
        dataclasses.replace(c, refused=True, right=False, passed=not c.answerable, answer="", short=None, citations=(), confidence=0.0)
        for c in report.cases
    )
    page = Page(report_html(dataclasses.replace(report, cases=cases)))
    assert "This run answers 0 % of the questions." in page.words


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=6), max_size=3))
def test_marking_targets_changes_no_text(text: str, targets: list[str]) -> None:
    page = Page(f"<p>{mark(text, targets)}</p>")
    assert page.words.replace("\r", "\n") == clean(text).replace("\r", "\n")


def test_targets_are_marked_where_they_stand() -> None:
    assert mark("in Vael, at 1971", ["vael", "71"]) == "in <mark>Vael</mark>, at 1971"


def test_junit_has_a_test_for_each_case_and_one_for_the_gate(report: Report) -> None:
    suite = ET.fromstring(report_junit(report)).find("testsuite")
    assert suite is not None
    cases = suite.findall("testcase")
    failed = [case for case in cases if case.find("failure") is not None]
    assert len(cases) == 37 == int(suite.get("tests", ""))
    assert len(failed) == int(suite.get("failures", "")) == sum(not case.passed for case in report.cases) + 1
    kinds = {failure.get("type") for failure in suite.iter("failure")}
    assert kinds == {"missed", "wrong", "invented", "check", "gate"}


def test_junit_survives_hostile_text(hostile: Report) -> None:
    root = ET.fromstring(report_junit(hostile))
    assert len(root.findall(".//testcase")) == 37


def test_markdown_keeps_its_tables_whatever_the_texts(hostile: Report, report: Report) -> None:
    text = report_markdown(hostile)
    for line in text.splitlines():
        if line.startswith("|"):
            cells = re.split(r"(?<!\\)\|", line)
            assert len(cells) in (5, 7, 8)
    assert "<script" not in text
    assert re.search(r"(?<!\\)\]\(", text) is None
    assert "36 cases passed" in report_markdown(dataclasses.replace(report, development=True))
    assert "Development figures" in report_markdown(dataclasses.replace(report, development=True))


def test_the_terminal_summary_says_what_matters(report: Report, hostile: Report) -> None:
    text = report_text(dataclasses.replace(report, development=True))
    assert "harbour: " in text.splitlines()[0]
    assert "Development figures" in text
    for name in METRICS:
        assert name in text
    assert "Gate: FAILED" in text
    assert "Weakest tags" in text
    told = report_text(hostile)
    assert "\x1b" not in told
    forged = dataclasses.replace(report.cases[0], passed=False, question="why\n\nGate: passed")
    assert "\nGate: passed" not in report_text(dataclasses.replace(report, cases=(forged, *report.cases[1:])))
    assert "\u202e" not in told


def test_the_terminal_comparison_says_what_changed(harbour: Suite, run_of: Callable[..., Report]) -> None:
    text = diff_text(diff(run_of(harbour, skill=0.95), run_of(harbour, skill=0.3)))
    assert "\n- answer_f1 " in text
    assert "no longer do (McNemar p" in text
    assert "is not visible with these cases" in text
    assert all(len(line) <= 80 for line in text.splitlines()[:8])
    assert "- yes-0" in text


def test_a_share_is_never_rounded_to_all_or_nothing() -> None:
    assert [percent(share) for share in (0, 0.001, 0.5, 0.999, 1)] == ["0 %", "1 %", "50 %", "99 %", "100 %"]


def test_times_of_a_second_and_more_are_told_in_seconds() -> None:
    assert shown("ms_p95", Metric(value=1720.4, low=985.0, high=2421.0, n=143)) == Shown("1.72 s", "0.98 to 2.42", "143")
    assert shown("ms_p50", Metric(value=419.4, low=374.0, high=452.0, n=143)) == Shown("419 ms", "374 to 452", "143")


def test_a_flipped_case_whose_short_answers_are_the_same_shows_the_whole_ones(report: Report) -> None:
    """ "4" beside "4" tells nobody what changed."""
    case = next(case for case in report.cases if case.passed and not case.refused)
    other = dataclasses.replace(case, passed=False, answer="It is four, or was [1].")
    after = dataclasses.replace(report, cases=tuple(other if one is case else one for one in report.cases))
    found = diff(report, after)
    assert "It is four, or was" in diff_text(found)
    assert "It is four, or was" in report_html(after, baseline=report)
