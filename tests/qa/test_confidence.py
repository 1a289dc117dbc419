"""Features -> confidence, refusal, band."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.confidence import Shipped, band, judge, shipped

_SHARE = st.floats(min_value=0.0, max_value=1.0)


def _all(value: float) -> dict[str, float]:
    return {name: (value if weight > 0 else 1 - value) for name, weight in shipped().coefficients.items()}


def test_no_evidence_at_all_is_refused() -> None:
    judged = judge({})
    assert judged.refuse
    assert judged.confidence == 0.0
    assert judged.band == "low"


def test_the_best_evidence_is_shown_and_the_worst_refused() -> None:
    assert not judge(_all(1.0)).refuse
    assert judge(_all(1.0)).band == "high"
    assert judge(_all(0.0)).refuse


@given(
    st.dictionaries(st.sampled_from(sorted(shipped().coefficients)), _SHARE, min_size=1), st.sampled_from(sorted(shipped().coefficients))
)
def test_more_of_a_good_sign_never_lowers_confidence(features: dict[str, float], name: str) -> None:
    # With and without a reader's word two fits judge: they are not compared with one another.
    for given_by in ({"read": 0.0, **features}, {key: value for key, value in features.items() if key != "read"}):
        if name != "read" or name in given_by:
            better = {**given_by, name: 1.0 if shipped().coefficients[name] > 0 else 0.0}
            assert judge(better).confidence >= judge(given_by).confidence or not given_by


def test_drafts_that_no_reader_read_are_judged_by_words_alone() -> None:
    """Another embedder's home has no reader: a missing word of it is neither a yes nor a no."""
    good, bad = _all(1.0), _all(0.0)
    for features in (good, bad):
        del features["read"]
    assert not judge(good).refuse
    assert judge(bad).refuse
    assert judge(good).confidence != judge({**good, "read": 0.0}).confidence


@given(st.dictionaries(st.text(max_size=8), st.floats(allow_nan=False, allow_infinity=False)))
def test_confidence_is_a_probability_whatever_the_features(features: dict[str, float]) -> None:
    assert 0.0 <= judge(features).confidence <= 1.0


def test_doubt_has_the_sign_that_reason_demands() -> None:
    """Not said, rumoured, taken back, told of a namesake, a name that nobody names: these speak against; everything else for it."""
    assert {name for name, weight in shipped().coefficients.items() if weight < 0} == {
        "untold",
        "unnamed",
        "hearsay",
        "retracted",
        "clash",
        "absent",
        "nobody",
    }


@pytest.mark.parametrize(("confidence", "name"), [(0.1, "low"), (0.5, "moderate"), (0.9, "high")])
def test_bands_follow_their_thresholds(confidence: float, name: str) -> None:
    default = Shipped(intercept=0.0, coefficients={}, refuse_below=0.3, moderate_from=0.5, high_from=0.9)
    assert band(confidence, default) == name


def test_the_shipped_default_tells_where_it_comes_from() -> None:
    origin = shipped().origin
    assert set(origin) >= {"sets", "split", "held_out", "how"}
    assert all(0 <= found["ece"] <= 1 for found in origin["held_out"].values())
