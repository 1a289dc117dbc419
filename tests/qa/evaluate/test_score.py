from __future__ import annotations

import re
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.evaluate.score import contains, exact_match, exact_match_squad, settled, token_f1, token_f1_squad, too_long

WORDS = st.lists(st.sampled_from("storm harbour guild vote lifted crane quay wages delta echo".split()), max_size=9).map(" ".join)
MESSY = st.lists(st.sampled_from(["The", "a", "3.5", "1,200", "U.S.", "guild’s", "don't", "-", "Storm", "storm."]), max_size=8).map(
    " ".join
)


def naive_squad_normal(text: str) -> str:
    """Written from the paper's description: lower, drop punctuation, drop articles, squeeze spaces."""
    kept = [c for c in text.lower() if c not in string.punctuation]
    words = re.sub(r"\b(?:a|an|the)\b", " ", "".join(kept)).split()
    return " ".join(words)


def naive_f1(said: list[str], gold: list[str]) -> float:
    if not said or not gold:
        return float(said == gold)
    shared, left = 0, list(gold)
    for word in said:
        if word in left:
            left.remove(word)
            shared += 1
    if not shared:
        return 0.0
    precision, recall = shared / len(said), shared / len(gold)
    return 2 * precision * recall / (precision + recall)


@settings(max_examples=1000, deadline=None)
@given(WORDS | MESSY, st.lists(WORDS | MESSY, min_size=1, max_size=3))
def test_the_squad_scores_agree_with_a_naive_scorer(said: str, targets: list[str]) -> None:
    normal = naive_squad_normal(said)
    assert exact_match_squad(said, targets) == float(normal in [naive_squad_normal(t) for t in targets])
    best = max(naive_f1(normal.split(), naive_squad_normal(t).split()) for t in targets)
    assert token_f1_squad(said, targets) == pytest.approx(best)


@settings(max_examples=1000, deadline=None)
@given(WORDS, WORDS)
def test_on_plain_words_the_mended_scores_are_squads(said: str, target: str) -> None:
    if said and target:
        assert token_f1(said, [target]) == pytest.approx(token_f1_squad(said, [target]))
        assert exact_match(said, [target]) == exact_match_squad(said, [target])


@settings(max_examples=1000, deadline=None)
@given(WORDS, WORDS)
def test_contains_agrees_with_a_naive_search_for_whole_words(said: str, target: str) -> None:
    assert contains(said, [target]) == float(bool(target) and f" {target} " in f" {said} ")


# Rajpurkar et al. 2016, section 4: the published example of partial credit, and the normaliser's documented effects
def test_squads_published_behaviour_is_kept() -> None:
    assert exact_match_squad("the Denver Broncos!", ["Denver Broncos"]) == 1
    assert token_f1_squad("Denver", ["Denver Broncos"]) == pytest.approx(2 / 3)
    assert token_f1_squad("", [""]) == 1
    assert token_f1_squad("", ["Denver"]) == 0


def test_what_squad_confuses_is_told_apart() -> None:
    assert exact_match_squad("35", ["3.5"]) == 1
    assert exact_match("35", ["3.5"]) == 0
    assert exact_match("-3", ["3"]) == 0
    assert exact_match_squad("-3", ["3"]) == 1
    assert exact_match("14 March 2031", ["13 March 2031"]) == 0
    assert token_f1("14 March 2031", ["13 March 2031"]) == 0
    assert token_f1_squad("14 March 2031", ["13 March 2031"]) == pytest.approx(2 / 3)


def test_what_squad_splits_is_the_same() -> None:
    for said, wanted in (("sixty-six", "66"), ("1,200", "1200"), ("guild’s", "guild's"), ("18.6m crowns", "18.6m crowns")):
        assert exact_match(said, [wanted]) == 1
    assert exact_match("March 13, 2031", ["13 March"]) == 1
    assert exact_match("0.4 per cent", ["0.40 percent"]) == 1


def test_a_target_stands_in_an_answer_only_as_whole_tokens() -> None:
    assert contains("In 1971 they met.", ["71"]) == 0
    assert contains("about 1,142 crew", ["142"]) == 0
    assert contains("On March 12 they met.", ["12"]) == 0
    assert contains("the 11 million that was admitted", ["11"]) == 0
    assert contains("He is the guild’s president, Joren Halvard.", ["Joren Halvard"]) == 1


def test_for_yes_and_no_only_the_short_answer_counts() -> None:
    assert contains("There is no letter.", ["No"]) == 0
    assert contains("There is no letter.", ["No"], short="no") == 1
    assert contains("There is no letter.", ["No", "no letter"]) == 1
    assert settled("No.")
    assert not settled("not related")


@given(st.text(max_size=120), st.lists(st.text(max_size=40), max_size=3))
def test_scores_of_any_text_lie_between_nothing_and_all(said: str, targets: list[str]) -> None:
    for scored in (exact_match, token_f1, exact_match_squad, token_f1_squad):
        assert 0 <= scored(said, targets) <= 1
    assert contains(said, targets) in (0.0, 1.0)


@given(st.text(min_size=1, max_size=60))
def test_a_text_that_has_tokens_matches_itself(text: str) -> None:
    itself = exact_match(text, [text])
    # of a bare "yes" or "no" only a short answer counts
    assert token_f1(text, [text]) == itself == contains(text, [text], short=text)


@given(st.lists(st.sampled_from(["13 March 2031", "13 March", "2031", "66", "quay"]), max_size=5).map(" ".join), WORDS)
def test_f1_never_counts_a_token_twice(said: str, target: str) -> None:
    assert token_f1(said, [target]) <= 1
    assert token_f1(f"{target} {target}", [target]) == (pytest.approx(2 / 3) if target else 0)


def test_an_answer_of_more_than_160_words_is_too_long() -> None:
    assert not too_long(" ".join(["word"] * 160))
    assert too_long(" ".join(["word"] * 161))


def test_the_empty_target_is_never_met() -> None:
    assert contains("anything", [""]) == exact_match("", [""]) == token_f1("anything", [""]) == 0
    assert exact_match_squad("", [""]) == 1
