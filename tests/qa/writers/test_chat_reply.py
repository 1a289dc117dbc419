"""However a model places its markers, each sentence gets its own numbers and loses the markers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import prompts
from qa.writers.chat_reply import CitedSentence, cited_sentences, is_refusal

Pairs = list[tuple[str, tuple[int, ...]]]


def pairs(reply: str) -> Pairs:
    return [(sentence.text, sentence.numbers) for sentence in cited_sentences(reply)]


@pytest.mark.parametrize(
    "reply",
    [
        "The bridge reopened [1]. Two boats sank [2].",
        "The bridge reopened. [1] Two boats sank. [2]",
        "The bridge reopened.[1] Two boats sank.[2]",
        "The bridge reopened [1].Two boats sank [2].".replace(".T", ". T"),
        "The bridge reopened.[1]. Two boats sank.[2].",
        "The bridge reopened. [1]. Two boats sank. [2].",
        "[1] The bridge reopened.\n[2] Two boats sank.",
        "- The bridge reopened [1].\n- Two boats sank [2].",
        "1. The bridge reopened [1].\n2. Two boats sank [2].",
        "**The bridge** reopened **[1]**. *Two boats* sank [^2].",
        "```\nThe bridge reopened [1]. Two boats sank [2].\n```",
        "## Answer\n\nThe bridge reopened [1].\n\nTwo boats sank [2].",
        "<think>Report [7] says so. Or [8].</think>The bridge reopened [1]. Two boats sank [2].",
        "It is report [7], I think.</think>\n\nThe bridge reopened [1]. Two boats sank [2].",
        "The bridge reopened [Report 1]. Two boats sank [report 2].",
        "The bridge reopened【1】. Two boats sank【2】.",
    ],
)
def test_every_usual_form_is_read_alike(reply: str) -> None:
    assert pairs(reply) == [("The bridge reopened.", (1,)), ("Two boats sank.", (2,))]


@pytest.mark.parametrize(
    ("marker", "numbers"),
    [
        ("[1, 2]", (1, 2)),
        ("[1][2]", (1, 2)),
        ("[1] [2]", (1, 2)),
        ("[1], [2]", (1, 2)),
        ("[1; 3]", (1, 3)),
        ("[1 and 3]", (1, 3)),
        ("[1-3]", (1, 2, 3)),
        ("[2][2]", (2,)),
        ("[0]", (0,)),
        ("[2031]", (2031,)),
    ],
)
@pytest.mark.parametrize("form", ["The bridge reopened {}.", "The bridge reopened. {}"])
def test_several_numbers_are_all_read(form: str, marker: str, numbers: tuple[int, ...]) -> None:
    assert pairs(form.format(marker)) == [("The bridge reopened.", numbers)]


def test_a_sentence_without_a_marker_has_no_number() -> None:
    assert pairs("Here is what I found. The bridge reopened [1].") == [("Here is what I found.", ()), ("The bridge reopened.", (1,))]


def test_a_marker_inside_a_sentence_is_part_of_it() -> None:
    assert pairs("The bridge [1], closed in May [2], reopened [3].") == [("The bridge, closed in May, reopened.", (1, 2, 3))]


def test_figures_and_abbreviations_do_not_end_a_sentence() -> None:
    reply = "Dr. Lind said 3.5 million tonnes left the U.S. [1] in May. It fell by 2.1 % [2]."
    assert pairs(reply) == [("Dr. Lind said 3.5 million tonnes left the U.S. in May.", (1,)), ("It fell by 2.1 %.", (2,))]


def test_a_reply_of_thoughts_alone_says_nothing() -> None:
    assert pairs("<think>The bridge reopened [1].") == []


@pytest.mark.parametrize(
    "reply",
    [
        prompts.REFUSAL,
        f"{prompts.REFUSAL}.",
        prompts.REFUSAL.lower(),
        f"**{prompts.REFUSAL}**",
        f"<think>Hm.</think>\n{prompts.REFUSAL}",
        f"I am sorry, but there is {prompts.REFUSAL.lower()}: they only speak of boats [1].",
    ],
)
def test_the_refusal_is_known_alone_and_in_prose(reply: str) -> None:
    assert is_refusal(reply)


@pytest.mark.parametrize("reply", ["The bridge reopened [1].", "", f"<think>{prompts.REFUSAL}?</think> The bridge reopened [1]."])
def test_nothing_else_is_a_refusal(reply: str) -> None:
    assert not is_refusal(reply)


@given(st.lists(st.sampled_from([*"ab1 .!?[](),;-–*_`#<>\n\t^|", "[1]", "[2, 3]", "<think>", "</think>", "report "])).map("".join))
def test_no_reply_breaks_the_reading_or_leaves_a_marker(reply: str) -> None:
    for sentence in cited_sentences(reply):
        assert isinstance(sentence, CitedSentence)
        assert re.search(r"\[\d+\]", sentence.text) is None
        assert sentence.text == " ".join(sentence.text.split())
        assert len(set(sentence.numbers)) == len(sentence.numbers)


@pytest.mark.parametrize("piece", [".", "[", "[1", "a. [1] ", "<think>", "*", "[1] ", "\n", "</think>", " "])
def test_a_megabyte_of_anything_is_read_in_passing(piece: str) -> None:
    """A hostile server's reply must not hang the reader: an answer of four sentences has a thousand characters."""
    assert len(cited_sentences(piece * (1_000_000 // len(piece)))) <= 20_000
