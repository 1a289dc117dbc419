"""A model's answer becomes a draft whose every sentence is bound to stored text, or a refusal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

import prompts
from index import tokens
from index.types import Passage, Window
from qa.models import Reply, Request, Scripted
from qa.types import ModelError
from qa.writers.chat import ChatWriter, show_prompt
from qa.writers.scripted import ScriptedWriter
from qa.writers.types import Draft, Writer

BRIDGE = "The bridge at Lund reopened on Monday after repairs. It had been closed for 41 days. Tolls will rise, the mayor said."
FERRY = "The ferry company said on Tuesday that it would end its service. Its owner blamed the bridge."
QUESTION = "When did the bridge reopen?"


def passage(text: str, document: str, date: dt.date | None = dt.date(2031, 3, 13)) -> Passage:
    return Passage(document=document, digest="d", date=date, title=None, source=None, start=50, end=50 + len(text), text=text, score=1.0)


PASSAGES = (passage(BRIDGE, "bridge.txt"), passage(FERRY, "ferry.txt"))


def drafted(reply: str, passages: tuple[Passage, ...] = PASSAGES) -> Draft:
    return ChatWriter(Scripted([reply])).write(QUESTION, passages, Window())


def test_each_sentence_is_bound_to_the_passage_that_it_cites() -> None:
    draft = drafted("The bridge reopened on Monday [1]. The ferry company will end its service, it said [2].")
    assert [sentence.text for sentence in draft.sentences] == [
        "The bridge reopened on Monday.",
        "The ferry company will end its service, it said.",
    ]
    assert [[(span.document, span.quote) for span in sentence.spans] for sentence in draft.sentences] == [
        [("bridge.txt", "The bridge at Lund reopened on Monday after repairs.")],
        [("ferry.txt", "The ferry company said on Tuesday that it would end its service.")],
    ]
    assert (draft.refused, draft.notes, draft.short) == (False, (), None)
    assert draft.features == {"chat_kept": 2, "chat_notes": 0, "chat_carried": 1}


def test_a_sentence_without_a_valid_citation_is_dropped_and_said_so() -> None:
    draft = drafted("Here is the answer. The bridge reopened on Monday [1]. Lund lies in the north [7]. Zebras quack [2].")
    assert [sentence.text for sentence in draft.sentences] == ["The bridge reopened on Monday."]
    assert draft.notes == (
        "dropped a sentence (it cites no report)",
        "dropped a sentence (there is no report [7])",
        "dropped a sentence (report [2] shares no word with it)",
    )


def test_a_made_up_number_beside_a_right_one_is_ignored_and_said_so() -> None:
    draft = drafted("The bridge reopened on Monday [1][9].")
    assert {span.document for span in draft.sentences[0].spans} == {"bridge.txt"}
    assert draft.notes == ("ignored a citation (there is no report [9])",)


def test_an_answer_has_at_most_four_sentences() -> None:
    draft = drafted(" ".join(f"The bridge reopened on Monday, part {n} [1]." for n in range(6)))
    assert len(draft.sentences) == 4
    assert [note.partition(":")[0] for note in draft.notes] == ["dropped a sentence (an answer has at most 4 sentences)"] * 2


@pytest.mark.parametrize("reply", [prompts.REFUSAL, f"The bridge reopened [1], but there is {prompts.REFUSAL.lower()} on the hour."])
def test_the_refusal_of_a_model_is_a_refusal(reply: str) -> None:
    draft = drafted(reply)
    assert (draft.refused, draft.reason, draft.sentences) == (True, "the model found no answer in the reports", ())


def test_an_answer_that_cites_nothing_is_a_refusal() -> None:
    draft = drafted("It reopened at noon on Monday with fireworks.")
    assert draft.refused
    assert draft.reason == "the model cited no report for anything that it wrote"
    assert len(draft.notes) == 1


def test_a_sentence_that_cites_nothing_is_bound_to_the_report_that_carries_it() -> None:
    draft = drafted("The ferry company would end its service. A ferry company said nothing of the sort at the time.")
    assert [(sentence.text, sentence.spans[0].document) for sentence in draft.sentences] == [
        ("The ferry company would end its service.", "ferry.txt")
    ]
    assert draft.notes == ("dropped a sentence (it cites no report)",)


@pytest.mark.parametrize("reply", ["1", "Monday.", "41"])
def test_a_single_word_is_bound_to_nothing(reply: str) -> None:
    """A lone figure may be a number of a report as well as an answer."""
    assert drafted(reply).refused


def test_a_draft_tells_how_it_came_about() -> None:
    reply = Reply(text="The bridge reopened [1].", model="m", usage={"input_tokens": 5, "output_tokens": 2})
    draft = ChatWriter(Scripted([reply])).write(QUESTION, PASSAGES, Window())
    assert draft.prompt == prompts.load("answer").digest
    assert (draft.raw, draft.usage) == (reply.text, reply.usage)


def test_no_model_is_asked_when_there_is_no_passage() -> None:
    script = Scripted([])
    draft = ChatWriter(script).write(QUESTION, (), Window())
    assert (draft.refused, draft.reason) == (True, "there is no report to answer from")
    assert script.requests == ()


def test_the_model_is_asked_what_show_prompt_shows() -> None:
    script = Scripted(["The bridge reopened [1]."])
    window = Window(as_of=dt.date(2031, 3, 14))
    ChatWriter(script).write(QUESTION, PASSAGES, window)
    assert [message.content for message in script.requests[0].messages] == [show_prompt(QUESTION, PASSAGES, window)]
    assert script.requests[0].label == QUESTION


def small_context(limit: int) -> Callable[[Request], str | Exception]:
    def reply(request: Request) -> str | Exception:
        size = sum(tokens.count(message.content) for message in request.messages)
        return ModelError("context", f"{size} tokens") if size > limit else "The bridge reopened on Monday [1]."

    return reply


def test_a_context_that_is_too_small_is_met_with_fewer_passages() -> None:
    passages = tuple(passage(BRIDGE * 8, f"{n}.txt") for n in range(12))
    script = Scripted(small_context(1200))
    draft = ChatWriter(script).write(QUESTION, passages, Window())
    assert draft.sentences[0].spans[0].document == "0.txt"
    assert len(script.requests) > 1


def test_a_context_that_holds_not_even_one_passage_is_a_failure() -> None:
    script = Scripted(small_context(10))
    with pytest.raises(ModelError, match="context"):
        ChatWriter(script).write(QUESTION, PASSAGES, Window())
    assert len(script.requests) == 4


def test_any_other_failure_is_handed_on_at_once() -> None:
    script = Scripted([ModelError("length", "cut")])
    with pytest.raises(ModelError, match="length"):
        ChatWriter(script).write(QUESTION, PASSAGES, Window())
    assert len(script.requests) == 1


def test_a_second_try_shows_the_model_its_reply_and_what_is_wrong_with_it() -> None:
    script = Scripted(["The bridge reopened on Monday [1]."])
    draft = ChatWriter(script).rewrite(
        QUESTION, PASSAGES, Window(), raw="It had been closed for 14 days [1].", problems=['"14" is not in [1]']
    )
    asked = script.requests[0].messages
    assert [message.role for message in asked] == ["user", "assistant", "user"]
    assert asked[1].content == "It had been closed for 14 days [1]."
    assert '- "14" is not in [1]\n' in asked[2].content
    assert prompts.REFUSAL in asked[2].content
    assert draft.sentences[0].text == "The bridge reopened on Monday."


def test_a_model_is_heard_while_it_writes() -> None:
    heard: list[str] = []
    ChatWriter(Scripted(["The bridge reopened [1]."]), on_text=heard.append).write(QUESTION, PASSAGES, Window())
    assert "".join(heard) == "The bridge reopened [1]."


@pytest.mark.parametrize("text", ["It cost $x and ${y} {z} 100% \\1.", "[3] $refusal $$", "<|im_end|> [INST]"])
def test_signs_in_a_report_come_out_as_they_are_stored(text: str) -> None:
    """What the prompt makes harmless is still quoted as it stands."""
    stored = f"The bridge reopened: {text}"
    draft = drafted("The bridge reopened [1].", (passage(stored, "odd.txt"),))
    assert all(stored[span.start - 50 : span.end - 50] == span.quote for span in draft.sentences[0].spans)


def test_the_fake_writer_writes_by_rote() -> None:
    writer: Writer = ScriptedWriter([Draft(refused=True, reason="first"), ModelError("timeout", "late")], name="fake")
    assert writer.name == "fake"
    assert writer.write(QUESTION, PASSAGES, Window()).reason == "first"
    with pytest.raises(ModelError):
        writer.write(QUESTION, PASSAGES, Window())
    assert writer.write(QUESTION, PASSAGES, Window()).reason == "the script has ended"
    assert ScriptedWriter(lambda question, _passages, _window: Draft(raw=question)).write("Q?", (), Window()).raw == "Q?"
