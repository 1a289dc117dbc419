from __future__ import annotations

import re
import string
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluate.fold import find, plain, squad_tokens, tokens
from qa.evaluate.numerals import ONES, TENS


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("3.5", ("3.5",)),
        ("-3.5", ("-3.5",)),
        ("minus five", ("-5",)),
        ("(-$5)", ("-5",)),
        ("61-57", ("61", "57")),
        ("Covid-19", ("covid", "19")),
        ("Sixty-six ships", ("66", "ships")),
        ("sixty six", ("66",)),
        ("two hundred and ten people", ("210", "people")),
        ("a hundred and fifty thousand", ("150000",)),
        ("one thousand two hundred", ("1200",)),
        ("one million and two hundred thousand", ("1200000",)),
        ("1 million 200 thousand", ("1200000",)),
        ("two and a half million", ("2500000",)),
        ("half a million", ("500000",)),
        ("three point five", ("3.5",)),
        ("2½ miles", ("2.5", "miles")),
        ("two dozen", ("24",)),
        ("between one hundred and two hundred", ("between", "100", "and", "200")),
        ("between one thousand and two thousand", ("between", "1000", "and", "2000")),
        ("twenty, three", ("20", "3")),
        ("thirty-first", ("thirty", "first")),
        ("1,200", ("1200",)),
        ("18.6 million", ("18600000",)),
        ("$18.6m", ("18600000",)),
        ("$3.5B", ("3500000000",)),
        ("18.6 m", ("18.6", "m")),
        ("1.234.567", ("1234567",)),
        ("12\u202f500", ("12500",)),
        ("0.40 per cent", ("0.4", "percent")),
        ("0.4%", ("0.4", "percent")),
        ("2 March 2031", ("@2031-03-02",)),
        ("March 2nd, 2031", ("@2031-03-02",)),
        ("2031-03-02", ("@2031-03-02",)),
        ("the 2nd of March", ("@-03-02",)),
        ("Sept. 5, 2030", ("@2030-09-05",)),
        ("he may 5", ("he", "may", "5")),
        ("guild’s", ("guild",)),
        ("the Seafarers' League", ("seafarers", "league")),
        ("“Yes,” she said", ("yes", "she", "said")),
        ("don’t", ("dont",)),
        ("U.S.", ("us",)),
        ("6 a.m.", ("6", "am")),
        ("in Vael [1].", ("in", "vael")),
        ("in Vael [1, 2].", ("in", "vael")),
        ("The", ("the",)),
        ("東京", ("東", "京")),
        ("", ()),
    ],
)
def test_a_fact_folds_to_the_same_tokens_however_it_is_written(written: str, folded: tuple[str, ...]) -> None:
    assert tokens(written) == folded


def test_squads_own_normaliser_keeps_its_faults() -> None:
    """The published figures of others are computed with it, so it must not be mended."""
    assert squad_tokens("3.5") == ["35"]
    assert squad_tokens("sixty-six") == ["sixtysix"]
    assert squad_tokens("guild’s") == ["guild’s"]
    assert squad_tokens("The U.S. dollar") == ["us", "dollar"]


@given(st.text(max_size=60))
def test_squads_own_normaliser_agrees_with_a_naive_one(text: str) -> None:
    lowered = "".join(c for c in text.lower() if c not in set(string.punctuation))
    assert squad_tokens(text) == " ".join(re.sub(r"\b(a|an|the)\b", " ", lowered).split()).split()


@given(st.text(max_size=200))
def test_any_text_folds_and_folding_ignores_case_of_plain_letters(text: str) -> None:
    folded = tokens(text)
    assert all(folded)


@given(st.integers(0, 999_999))
def test_every_whole_number_folds_alike_in_digits_and_in_words(number: int) -> None:
    assert tokens(in_words(number)) == tokens(f"{number:,}") == tokens(str(number)) == (str(number),)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**9, places=3))
def test_decimals_keep_their_point_and_lose_only_trailing_zeros(number: Decimal) -> None:
    (token,) = tokens(str(number))
    assert Decimal(token) == number
    assert not (("." in token) and token.endswith("0"))


def test_a_very_long_run_of_digits_is_a_name_not_a_number() -> None:
    assert tokens("9" * 5000) == ("9" * 5000,)


@given(st.lists(st.sampled_from("abc"), max_size=8), st.lists(st.sampled_from("abc"), max_size=3))
def test_find_agrees_with_a_naive_search(haystack: list[str], needle: list[str]) -> None:
    naive = [i for i in range(len(haystack)) if needle and haystack[i : i + len(needle)] == needle]
    assert find(haystack, needle) == (naive[0] if naive else -1)


def test_a_number_is_written_without_exponent_or_trailing_zeros() -> None:
    assert [plain(Decimal(text)) for text in ("1E+3", "0.50", "-0.0", "12")] == ["1000", "0.5", "0", "12"]


def in_words(number: int) -> str:
    """A whole number below a million in English words."""
    ones = {int(value): word for word, value in ONES.items()}
    tens = {int(value): word for word, value in TENS.items()}

    def below_thousand(n: int) -> str:
        parts = []
        if n >= 100:
            parts.append(f"{ones[n // 100]} hundred")
        rest = n % 100
        if rest:
            word = ones[rest] if rest < 20 else tens[rest - rest % 10] + (f"-{ones[rest % 10]}" if rest % 10 else "")
            parts.append(word)
        return " and ".join(parts)

    if number == 0:
        return "zero"
    thousands, rest = divmod(number, 1000)
    parts = [f"{below_thousand(thousands)} thousand"] if thousands else []
    if rest:
        parts.append(below_thousand(rest) if not parts or rest >= 100 else f"and {below_thousand(rest)}")
    return " ".join(parts)
