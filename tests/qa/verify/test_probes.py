"""What the checks make of sentences that people wrote by hand about quotes, those that were never looked at among them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from verify_probes import UNSEEN, measure, probes


def test_every_quote_of_a_probe_stands_in_its_report() -> None:
    found = list(probes())
    assert {probe.setting for probe in found} > UNSEEN
    assert all(probe.report[probe.span.start : probe.span.end] == probe.span.quote for probe in found)


@pytest.mark.parametrize(("unseen", "caught", "false_alarms"), [(False, 0.75, 0.08), (True, 0.65, 0.22)])
def test_most_wrong_sentences_are_hidden_and_few_right_ones(unseen: bool, caught: float, false_alarms: float) -> None:
    measured = measure(unseen=unseen)
    assert measured.caught >= caught
    assert measured.false_alarms <= false_alarms
