"""Terms are stems, with figures in one form."""

from index.words import terms


def test_figures_words_and_thousands_have_one_form() -> None:
    assert terms("sixty-six ships, 1,200 men and 18.6 percent") == ["66", "ship", "1200", "men", "18.6", "percent"]


def test_possessives_accents_and_capitals_fold() -> None:
    assert terms("Qatar's Zürich’s ÉLAN") == ["qatar", "zurich", "elan"]


def test_stopwords_are_left_out_unless_wanted() -> None:
    assert terms("who is the minister") == ["minist"]
    assert terms("who is the minister", keep_stopwords=True) == ["who", "is", "the", "minist"]
