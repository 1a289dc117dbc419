"""The page in its forms: the JSON of the contracts, text, Markdown, one closed HTML page, a message."""

from __future__ import annotations

import email
import re
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from typing import cast

from qa.briefing.types import Briefing
from qa.render.briefing import as_json
from qa.render.briefing_html import as_html
from qa.render.briefing_mail import as_mail
from qa.render.briefing_markdown import as_markdown
from qa.render.briefing_text import as_text

Page = Callable[..., Briefing]
KEYS = {
    "schema",
    "window",
    "coverage",
    "lead",
    "stories",
    "changes",
    "requirements",
    "references",
    "checks",
    "model",
    "prompt",
    "corpus",
    "run",
}
STORY = {
    "id",
    "thread",
    "title",
    "status",
    "documents",
    "independent_sources",
    "facts",
    "figures",
    "background",
    "contradictions",
    "gaps",
    "judgements",
}


class Outside(HTMLParser):
    """Everything in a page that would load or run something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "link", "img", "iframe", "object", "embed", "video", "audio", "base", "form"):
            self.found.append(tag)
        self.found += [
            f"{name}={value}" for name, value in attrs if name in ("src", "href", "style", "srcset") and not (value or "").startswith("#")
        ]
        self.found += [name for name, _ in attrs if name.startswith("on")]


def test_the_json_has_every_key_of_the_contract_and_every_number_leads_to_a_reference(page: Page) -> None:
    value = as_json(page("2027-06-03"))
    assert value.keys() >= KEYS
    assert all(story.keys() >= STORY for story in value["stories"])
    known = {row["n"] for row in value["references"]}
    cited = [
        n for story in value["stories"] for row in (*story["facts"], *story["background"], *story["figures"]) for n in row["citations"]
    ]
    assert cited
    assert set(cited) <= known
    for story in value["stories"]:
        for fact in story["facts"]:
            assert re.findall(r"\[(\d+)\]", fact["text"]) == [str(n) for n in fact["citations"]]


def test_text_and_markdown_tell_every_fact_with_its_number(page: Page) -> None:
    made = page("2027-06-03")
    text, markdown = " ".join(as_text(made).split()), as_markdown(made)
    for story in as_json(made)["stories"]:
        for fact in story["facts"]:
            assert fact["text"] in text
            assert fact["text"].split(" [")[0] in markdown.replace("\\", "")
    assert "Bottom line" in text
    assert markdown.startswith("# Briefing for 3 June 2027\n")


def test_an_empty_page_says_so_in_every_form(page: Page) -> None:
    made = page("2027-06-07")
    for form in (as_text, as_markdown, as_html):
        told = " ".join(form(made).split())
        assert "No reporting in the window (7 June 2027). The latest day with reports is 5 June 2027." in told
        assert "nothing to check" in told
        assert "of 12 checks" not in told


def test_the_html_page_loads_and_runs_nothing(page: Page) -> None:
    parser = Outside()
    parser.feed(as_html(page("2027-06-01", until="2027-06-09")))
    assert parser.found == []


def test_what_a_report_says_is_never_markup(page: Page, library: object) -> None:
    made = page("2027-06-03", topics=("<script>alert(1)</script>",))
    assert "<script" not in as_html(made)
    assert "&lt;script&gt;" in as_html(made)
    assert "<script" not in as_markdown(made).replace("\\<", "")


def test_every_citation_of_the_html_page_leads_to_its_quote(page: Page) -> None:
    shown = as_html(page("2027-06-03"))
    targets = set(re.findall(r'id="(r\d+)"', shown))
    assert set(re.findall(r'href="#(r\d+)"', shown)) == targets
    assert targets


def test_the_message_has_both_forms_and_is_the_same_each_time(page: Page) -> None:
    made = page("2027-06-03")
    message = cast(EmailMessage, email.message_from_string(as_mail(made), policy=default))
    assert str(message["Subject"]).startswith("Briefing for 3 June 2027: ")
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert as_mail(made) == as_mail(made)
    plain = message.get_body(("plain",))
    assert plain is not None
    assert "Bottom line" in plain.get_content()
