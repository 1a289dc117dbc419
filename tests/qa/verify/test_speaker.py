"""A sentence that dropped its speaker, and when the speaker can be put back."""

from __future__ import annotations

import pytest

from qa.verify import restored
from tests.qa.verify.checked import kinds


@pytest.mark.parametrize(
    ("sentence", "quote", "told"),
    [
        (
            "The gate was blown open.",
            "The gate was blown open, Judge Ann Reed said on Monday in her finding.",
            "The gate was blown open, Judge Ann Reed said.",
        ),
        (
            "The gate was blown open.",
            "The gate was blown open, according to the harbour office.",
            "The gate was blown open, according to the harbour office.",
        ),
        (
            "No member would board a ship.",
            "Joren Halvard, president of the Guild, said no member would board a ship.",
            "No member would board a ship, Joren Halvard, president of the Guild, said.",
        ),
        (
            "Nine miners were killed.",
            '"Nine miners were killed," the company told reporters.',
            "Nine miners were killed, the company said.",
        ),
        ("The gate was blown up.", "Two men told a website the gate was blown up.", "The gate was blown up, two men said."),
    ],
)
def test_a_sentence_that_lost_its_speaker_gets_it_back_in_the_words_of_the_quote(sentence: str, quote: str, told: str) -> None:
    assert kinds(sentence, quote) == {"attribution"}
    assert restored(sentence, [quote]) == told
    assert kinds(told, quote) == set()


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("The strike is over.", "The union denied that the strike is over."),
        ("The strike is over.", "The company claimed that the strike is over."),
        ("The strike is over.", "He said the strike is over."),
        ("Yes, the strike is over.", "The union said the strike is over."),
        ("The strike is over.", "Nobody said the strike is over."),
        ("The strike is over.", "The company never said the strike is over."),
        ("The strike is over.", "If the union says the strike is over, trains will run."),
        ("The strike is over.", "The paper wrongly reported that the strike is over."),
        ("Twelve people died in Vael.", "In Vael the mayor said twelve people died."),
        ("The strike is over.", "The strike is over."),
        ("Is the strike over?", "The union said the strike is over."),
    ],
)
def test_no_speaker_is_put_back_where_none_is_named_or_where_he_denies_doubts_or_says_but_a_part(sentence: str, quote: str) -> None:
    assert restored(sentence, [quote]) is None
