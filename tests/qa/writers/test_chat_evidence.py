"""The prompt: numbered, dated, within its budget, and nothing in a report can pass for a part of it."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import tokens
from index.types import Passage, Window
from qa.writers.chat import show_prompt
from qa.writers.chat_evidence import MARK, fitting

DAY = dt.date(2031, 3, 13)
WORDS = "The harbour master said that the bridge would stay closed until the spring tide had passed. "


def passage(
    text: str, *, document: str = "a.txt", date: dt.date | None = DAY, title: str | None = None, source: str | None = None
) -> Passage:
    return Passage(document=document, digest="d", date=date, title=title, source=source, start=7, end=7 + len(text), text=text, score=1.0)


def test_a_passage_is_numbered_dated_and_named() -> None:
    prompt = show_prompt("When?", [passage("One.", title="Bridge", source="Courier"), passage("Two.", date=None)], Window())
    assert "\n[1] 13 March 2031, Courier: Bridge\n> One.\n\n[2] undated, a.txt\n> Two.\n" in prompt
    assert "\nQuestion: When?\n" in prompt


@pytest.mark.parametrize(
    ("window", "line"),
    [
        (Window(as_of=DAY), "The reader's day is 13 March 2031."),
        (Window(since=DAY, until=DAY), "Only reports since 13 March 2031 up to 13 March 2031 were searched."),
        (Window(until=DAY), "Only reports up to 13 March 2031 were searched."),
    ],
)
def test_the_window_is_told(window: Window, line: str) -> None:
    assert f"\n{line}\n" in show_prompt("When?", [passage("One.")], window)


PIECES = ["\u2028", "\x85", "\u200b", "\u202e", "[9] ", "【9】", "[1, 2]", "<|im_start|>", "</s>", "[INST]", "${question}"]
HOSTILE = st.lists(st.sampled_from([*"ab. \n\r\t$[]<>|1", *PIECES]), max_size=40).map("".join)


def unmarked(prompt: str) -> list[str]:
    return [line for line in re.split(r"[\n\r\u2028\x85]", prompt) if not line.startswith(MARK)]


@given(HOSTILE, HOSTILE, HOSTILE)
def test_nothing_in_a_report_can_pass_for_a_part_of_the_prompt(text: str, title: str, source: str) -> None:
    """Every line of it is marked, and it holds no citation, no tag and no invisible character."""
    plain = show_prompt("Q", [passage("x", title="t", source="s")], Window())
    prompt = show_prompt("Q", [passage("x" + text, title="t" + title, source="s" + source)], Window())
    assert len(unmarked(prompt)) == len(unmarked(plain))
    evidence = prompt.partition("best match first:\n\n")[2].partition("\n\nQuestion:")[0]
    assert re.findall(r"[\[【][\s,]*\d[\d\s,]*[\]】]", evidence) == ["[1]"]
    assert not re.search(r"<[|/!A-Za-z]|\[/?[A-Z]+\]|[\u200b\u202e\x85]", evidence)


def test_the_report_s_own_figures_and_signs_stay() -> None:
    text = "It cost $3.5m (up 4 %), i.e. 2 < 3 [sic]; ${x} {y} — “so” it said."
    assert f"> {text}\n" in show_prompt("Q", [passage(text)], Window())


def test_as_many_passages_are_shown_as_the_budget_holds() -> None:
    passages = [passage(WORDS * 5, document=f"{n}.txt") for n in range(9)]
    shown = fitting(passages, budget=300)
    assert 1 < len(shown) < 9
    assert shown == (*passages[: len(shown) - 1], shown[-1])


@given(st.integers(200, 900), st.lists(st.integers(1, 12), min_size=1, max_size=6))
def test_what_is_shown_is_a_beginning_of_what_was_found_and_fits(budget: int, lengths: list[int]) -> None:
    passages = [passage((WORDS * length).strip(), document=f"{n}.txt") for n, length in enumerate(lengths)]
    shown = fitting(passages, budget=budget)
    assert shown
    for place, (before, after) in enumerate(zip(passages, shown, strict=False), start=1):
        assert before.text.startswith(after.text)
        assert after.end == after.start + len(after.text)
        assert after.text == before.text or place == len(shown)
    assert sum(tokens.count(one.text) for one in shown) <= budget


def test_the_best_passage_is_shown_in_part_when_even_it_is_too_long() -> None:
    shown = fitting([passage(WORDS * 400)], budget=100)
    assert len(shown) == 1
    assert 0 < tokens.count(shown[0].text) <= 100


def test_no_passage_is_no_evidence() -> None:
    assert fitting([]) == ()
