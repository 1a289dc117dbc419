"""Chunks are whole sentences that tile the text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from index import sentences, tokens
from index.chunk import BUDGET, chunk

prose = st.text(alphabet=st.sampled_from("aAbBéß中🙂 .!?\n\t“”'-1,;"), max_size=600)


def words_of(text: str) -> int:
    return len(text.split()) or 1


@given(prose, st.integers(3, 40))
def test_the_chunks_of_a_text_are_together_exactly_the_text(text: str, budget: int) -> None:
    cut = chunk(text, budget=budget, count=words_of)
    if text.strip():
        assert "".join(one.text for one in cut) == text
    assert all(text[one.start : one.end] == one.text for one in cut)
    assert [one.ordinal for one in cut] == list(range(len(cut)))


@given(prose)
@settings(max_examples=60)
def test_no_chunk_is_over_the_budget_of_tokens(text: str) -> None:
    # Sentences are counted one by one; joined they may merge a little differently, and blanks between them count.
    assert all(tokens.count(one.text.strip()) <= BUDGET * 1.1 for one in chunk(text * 5))


@given(prose)
def test_sentences_stand_in_order_and_leave_out_only_blanks(text: str) -> None:
    at = 0
    for start, end in sentences.split(text):
        assert start >= at
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip() != ""
        at = end
    assert not text[at:].strip()


def test_a_sentence_is_never_torn_when_it_fits() -> None:
    text = " ".join(f"Report number {n} says that the harbour of town {n} was closed for the night." for n in range(60))
    ends = {end for _, end in sentences.split(text)}
    assert len(chunk(text)) > 3
    assert all(len(one.text.rstrip()) + one.start in ends for one in chunk(text))


def test_a_run_of_a_hundred_thousand_letters_is_cut_within_the_budget() -> None:
    cut = chunk("x" * 100_000)
    assert "".join(one.text for one in cut) == "x" * 100_000
    assert max(tokens.count(one.text) for one in cut) <= BUDGET


def test_a_link_that_stands_behind_a_sentence_is_no_part_of_it() -> None:
    """So that no quote carries an address that the reporter did not say; a link inside a sentence stays where it is."""
    text = "Ships waited on Tuesday. [full report](javascript:alert(1)) They left. See [the list](https://a.example) for more."
    assert split(text)[0] == "Ships waited on Tuesday."
    assert split(text)[-1] == "See [the list](https://a.example) for more."


def test_an_empty_text_has_no_chunks() -> None:
    assert chunk("") == ()


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences.split(text)]


def test_abbreviations_initials_and_decimals_do_not_end_a_sentence() -> None:
    text = "Mr. J. K. Rowe of the U.S. Navy paid 3.5 million crowns to St. Ives Ltd. on Jan. 5. He left at 6 p.m. Friday. No. 4 sank."
    assert split(text) == [
        "Mr. J. K. Rowe of the U.S. Navy paid 3.5 million crowns to St. Ives Ltd. on Jan. 5.",
        "He left at 6 p.m. Friday.",
        "No. 4 sank.",
    ]


def test_a_question_inside_a_sentence_does_not_end_it() -> None:
    assert split('"Who did it?" asked the mayor. "No one."') == ['"Who did it?" asked the mayor.', '"No one."']


def test_paragraphs_and_list_items_end_a_sentence_and_single_line_breaks_do_not() -> None:
    assert split("Headline without stop\n\nThe ferry sank\noff the coast.\n- first item\n- second item") == [
        "Headline without stop",
        "The ferry sank\noff the coast.",
        "- first item",
        "- second item",
    ]
