"""Prompts are data: every hole is filled, and what is filled in stays what it is."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

import prompts

HOLES = {"answer": ("refusal", "scope", "evidence", "question"), "retry": ("problems", "refusal")}


@pytest.mark.parametrize(("name", "holes"), HOLES.items())
def test_every_prompt_has_its_holes(name: str, holes: tuple[str, ...]) -> None:
    assert prompts.load(name).holes == holes


@pytest.mark.parametrize("name", HOLES)
def test_the_digest_is_of_the_text_as_it_is_shipped(name: str) -> None:
    prompt = prompts.load(name)
    assert prompt.digest == "sha256:" + hashlib.sha256(prompt.text.encode("utf-8")).hexdigest()


@pytest.mark.parametrize("name", HOLES)
def test_the_refusal_is_written_in_one_place_only(name: str) -> None:
    """The prompts take it as a hole, so that prompt and code cannot drift apart."""
    prompt = prompts.load(name)
    assert prompts.REFUSAL not in prompt.text
    assert prompts.REFUSAL in prompt.fill(**{**dict.fromkeys(prompt.holes, ""), "refusal": prompts.REFUSAL})


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(["$question", "${evidence}", "$$", "{x}", "%s", "\\g<0>", "$"]))
def test_what_is_filled_in_stands_literally(value: str) -> None:
    filled = prompts.load("answer").fill(refusal="R", scope="S", evidence=value, question="Q")
    before, after = prompts.load("answer").fill(refusal="R", scope="S", evidence="\0", question="Q").split("\0")
    assert filled == before + value + after


def test_a_hole_left_open_is_named() -> None:
    with pytest.raises(ValueError, match=r"prompt 'retry': nothing was given for \$problems"):
        prompts.load("retry").fill(refusal="R")


def test_a_value_without_a_hole_is_named() -> None:
    with pytest.raises(ValueError, match=r"prompt 'retry' has no hole \$evidence"):
        prompts.load("retry").fill(refusal="R", problems="P", evidence="E")


@pytest.mark.parametrize("name", ["", "nothing", "../pyproject", "answer.md"])
def test_a_prompt_that_is_not_there_is_named_with_those_that_are(name: str) -> None:
    with pytest.raises(ValueError, match=r"there are answer,.*retry"):
        prompts.load(name)
