"""A check fires on what it has read on both sides: not on what a quote says in words of its own."""

from __future__ import annotations

import pytest

from tests.qa.verify.checked import kinds


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("The well was shut because it had dried up.", "The well was shut because no water came from it any more."),
        ("Tests of the serum were inconclusive.", "No clear picture came of tests of the serum."),
        ("Oats and barley were not sown.", "Neither oats nor barley was sown."),
        ("All villages but Orry have been reached.", "Orry is the only village that has not been reached."),
        ("Until a truce is signed, the pass stays shut.", "The pass stays shut as long as no truce is signed."),
        ("The minister said she would not subsidise the ferry.", "The minister ruled out subsidies for the ferry."),
        ("The rink will not be built unless the county pays.", "Whether the rink is built depends on the county paying."),
        ("Growers who do not apply by June lose the grant.", "The grant goes only to growers who have applied by June."),
        ("Two burglars had escaped through a cellar.", "Two burglars got away through a cellar."),
        ("The herd is smaller than in May.", "The herd is not as large as in May."),
    ],
)
def test_a_denial_told_in_other_words_is_heard(quote: str, sentence: str) -> None:
    assert "negation" not in kinds(sentence, quote)


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("The index gave up 2 per cent.", "The index dropped by 2 per cent."),
        ("The mill's costs were 3 million crowns.", "Cheaper work would help the mill, whose costs were 3 million crowns."),
        ("The council expects output to expand by 2 per cent.", "At 2 per cent, the council's forecast of output is lower than others."),
        ("Storks have become rarer since fields shrank.", "Storks have grown less common since fields shrank."),
        ("The agency lifted the order that stopped dredging.", "As the agency lifted the order, dredging may start again."),
        ("Hale caught nine trout, one fewer than Amsel.", "Amsel caught ten trout, one more than Hale."),
    ],
)
def test_a_particle_and_a_comparison_turned_round_are_no_opposites(quote: str, sentence: str) -> None:
    assert "negation" not in kinds(sentence, quote)


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("The council postponed its vote on the marina until June.", "The council pushed its vote on the marina back to June."),
        ("The warden blamed the fall in numbers on foxes.", "The warden put the fall in numbers down to foxes."),
        ("The flood claimed nine lives in the valley.", "Nine people died in the valley in the flood."),
        ("Orle will remain liable for the old debts.", "Orle stays liable for the old debts."),
        ("Bids may be sent to the office until 3 May.", "The deadline for sending bids to the office is 3 May."),
        ("A new law would let shops open on Sundays.", "A new law for letting shops open on Sundays was discussed."),
        ("The Tri-County League opened a clinic for sailors.", "A clinic for sailors was opened by the league."),
    ],
)
def test_what_is_meant_charged_or_put_off_may_be_told_in_other_words(quote: str, sentence: str) -> None:
    assert "modality" not in kinds(sentence, quote)


def test_nothing_that_a_quote_only_plans_is_told_as_done() -> None:
    assert "modality" in kinds("The club merged with its rival in Orle.", "The club will merge with its rival in Orle.")
    assert "modality" in kinds("Brask is the first woman to run the port.", "Brask would be the first woman to run the port.")


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("Brava will close three shops in Ory, the retailer said on Tuesday.", "Brava said that it would close three shops in Ory."),
        ("Tarn Glass is to buy Ory Lamps, the two companies said.", "Tarn Glass and Ory Lamps said that the former was to buy the latter."),
        ("Trade is growing, the bank said in its bulletin.", "Trade is growing, the bank's bulletin shows."),
        ("The law raises the gross domestic product, Hale said.", "Hale said that the law raised GDP."),
        ("The tug was built in Corve at Hallam's yard in Corve.", "Construction of the tug took place in Corve."),
    ],
)
def test_a_speaker_by_kind_an_acronym_and_an_opening_noun_are_known(quote: str, sentence: str) -> None:
    assert not kinds(sentence, quote) & {"attribution", "name"}
