"""What a quote tells as not, or not wholly, so, and a sentence as plainly so."""

from __future__ import annotations

import pytest

from tests.qa.verify.checked import kinds


@pytest.mark.parametrize("state", ["over", "off", "on", "down"])
def test_a_not_before_a_word_without_content_is_not_lost(state: str) -> None:
    assert "negation" in kinds(f"The strike is {state}.", f"The strike is not {state}.")
    assert "negation" in kinds(f"The union said the strike is {state}.", f"The union said the strike isn't {state} yet.")
    assert kinds(f"The strike is not {state}.", f"The strike is not {state}, the union said on Monday.") == {"attribution"}
    assert kinds("The road is not closed.", "The road over the bridge is not closed over night.") == set()


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("The bridge has reopened.", "The bridge has yet to reopen."),
        ("The court freed the two men.", "The court declined to free the two men."),
        ("The court freed the two men.", "The court came close to freeing the two men."),
        ("The president resigned.", "Calls for the president to resign grew louder."),
        ("The president resigned.", "The president offered to resign."),
        ("The president will resign.", "The president has ruled out resigning."),
        ("The rebels took the airport.", "The rebels tried to take the airport."),
        ("The rebels took the airport.", "The rebels failed to take the airport."),
        ("The rebels took the airport.", "The rebels nearly took the airport."),
        ("Police arrested the mayor.", "The mayor escaped arrest by the police."),
        ("The dam burst.", "Engineers prevented the dam from bursting."),
        ("The ship sank.", "The ship is in danger of sinking."),
        ("The minister met the rebels.", "The minister refused a meeting with the rebels."),
        ("All of the miners were rescued.", "Almost all of the miners were rescued."),
        ("The bank will close its branches.", "The bank will close some of its branches."),
        ("Mira Holt leads the union.", "Mira Holt formerly led the union."),
        ("Prices rose by 4 percent.", "Prices rose by less than 4 percent."),
        ("Prices rose by 4 percent.", "Prices would have risen by 4 percent without the cap."),
        ("The talks will resume on Friday.", "The talks will resume on Friday only if the crew is freed."),
        ("The tax applies to everyone.", "The tax applies to everyone except farmers."),
    ],
)
def test_what_was_tried_prevented_nearly_so_partly_so_or_on_a_condition_is_not_told_as_plainly_so(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote) & {"negation", "modality", "number", "name"}


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("The president resigned.", "The president, who had refused to resign, resigned on Monday."),
        ("The rebels took the airport.", "The rebels, who tried twice to take the airport, took it on Friday."),
        ("Police arrested the mayor.", "Police managed to arrest the mayor."),
        ("The council closed the school.", "The council voted to close the school."),
        ("Police used gas to disperse the crowd.", "Police used gas to disperse the crowd on Monday."),
        ("The ministry stopped the ferry.", "The ministry stopped the ferry from Vael."),
        ("Ann Reed met the rebels in Vael.", "Ann Reed, the former minister, met the rebels in Vael."),
        ("40 people died.", "At least 40 people died."),
        ("Some of the miners were rescued.", "On Monday some of the miners were rescued."),
    ],
)
def test_what_was_done_after_all_is_told_as_done(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote) == set()
