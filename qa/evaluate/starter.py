"""Documents, or a real answer -> the text of suite cases, for the reader to finish."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from index.types import Document
from qa.evaluate.numerals import lexemes
from qa.evaluate.suite import PLACEHOLDER
from qa.types import Answer, QaError

_SENTENCE = re.compile(r"[^\s].*?[.!?…][\"'”’)]*(?=\s|$)", re.DOTALL)
_MOST = 8
_HEAD = """\
# A suite of fixed answers. Run it with: qa eval {file}
# Write the question where it says {placeholder}, and under target what must be told (any one of the list is enough).
# Add more by hand, or with: qa mark RUN right
version: 1
name: {name}
documents: {documents}          # relative to this file; leave it out to ask the home
defaults: {{k: 10}}
gate:
  metrics: {{answer_f1: 0.02, refusal_f1: 0.02, all_evidence@10: 0.0}}   # largest tolerated drop
  alpha: 0.05
cases:
"""


def starter(documents: Iterable[Document], *, folder: str = "documents", file: str = "suite.yaml") -> str:
    """The text of a suite over some documents: one case for each of the first few, its evidence quoted, its question open.

    ``folder`` is what the suite will call the documents. Raises QaError when there is nothing to ask about.
    """
    cases: list[str] = []
    for document in documents:
        sentence = _telling_sentence(document.text)
        if sentence is None:
            continue
        cases.append(_case(len(cases) + 1, document, sentence))
        if len(cases) == _MOST:
            break
    if not cases:
        raise QaError("no document with a whole sentence to ask about: name a folder of reports")
    head = _HEAD.format(placeholder=PLACEHOLDER, name="starter", documents=json.dumps(folder), file=file)
    unanswerable = (
        "  # The right answer to this one is a refusal. Ask for something near what the reports tell, which they do not.\n"
        f"  - id: no-answer-{len(cases) + 1:03}\n"
        f'    input: "{PLACEHOLDER}: a question that the reports do not answer"\n'
        "    answerable: false\n"
        "    tags: [unanswerable]\n"
    )
    return head + "".join(cases) + unanswerable


def marked_case(answer: Answer, *, right: bool, target: str | None = None) -> str:
    """One JSONL line: a real question as a case of the user's own suite.

    A right answer becomes target and evidence, a right refusal an unanswerable case. What was wrong needs ``target``;
    an empty one says that a refusal would have been right. The reference day is the answer's own, so that the case
    stays true when newer reports come in.
    """
    if not right and target is None:
        raise QaError("what would have been right? say --target TEXT, or --target '' when the reports hold no answer")
    window = answer.window
    days = {"as_of": window.as_of, "since": window.since, "until": window.until}
    case: dict[str, object] = {"id": f"mark-{answer.run or 'run'}", "input": answer.question}
    case |= {key: day.isoformat() for key, day in days.items() if day is not None}
    unanswerable = target == "" or (right and answer.refused and target is None)
    if unanswerable:
        case["answerable"] = False
    else:
        told = target or answer.short or " ".join(re.sub(r"\s*\[\d+\]", "", answer.text).split())
        case["target"] = [told]
        if right and not answer.refused:
            case["evidence"] = [{"document": c.span.document, "quote": c.span.quote} for c in answer.citations]
            case["evidence_any"] = len(answer.citations) > 1
    case["tags"] = ["marked"]
    return json.dumps(case, ensure_ascii=False) + "\n"


def _case(number: int, document: Document, sentence: str) -> str:
    figures = [word.text for word in lexemes(sentence) if word.kind == "number"]
    target = figures[0] if figures else " ".join(sentence.split()[:3]).strip(".,;:")
    day = f"    as_of: {document.date.isoformat()}\n" if document.date else ""
    return (
        f"  - id: case-{number:03}\n"
        f'    input: "{PLACEHOLDER}: a question that the quote below answers"\n'
        f"{day}"
        f"    target: [{json.dumps(target, ensure_ascii=False)}]\n"
        "    evidence:\n"
        f"      - document: {json.dumps(document.name, ensure_ascii=False)}\n"
        f"        quote: {json.dumps(sentence, ensure_ascii=False)}\n"
    )


def _telling_sentence(text: str) -> str | None:
    """The first sentence of middling length with a figure in it, else the first of middling length."""
    sentences = [match[0] for match in _SENTENCE.finditer(text[:20_000]) if 30 <= len(match[0]) <= 240]
    one_line = [sentence for sentence in sentences if "\n" not in sentence]
    with_figure = [s for s in one_line if any(word.kind == "number" for word in lexemes(s))]
    return next(iter(with_figure or one_line), None)
