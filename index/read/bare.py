"""A page's tree -> its body less what is hidden and what stands around an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from index.read.markup import walk
from index.read.text import clean

_NEVER: Final = frozenset(
    "script style template noscript iframe frame object embed svg canvas audio video map select option button input "
    "textarea datalist progress meter figcaption del s strike".split()
)
_LANDMARKS: Final = frozenset({"nav", "aside", "footer", "header"})
_ROLES: Final = frozenset("navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar tablist".split())
# Words of a class or an id. What also names the inside of an article (widget, teaser, comment, content, media) does
# not belong here, and nothing goes for its words that holds half of the page's text.
_AROUND: Final = frozenset(
    "advert adverts advertisement advertising ad ads banner breadcrumb breadcrumbs comments consent cookie cookies "
    "disqus footer gdpr masthead menu menubar modal nav navbar navigation newsletter outbrain pagination popup promo "
    "recommended recommendations related share sharebar sharing sidebar signup skip social sponsored subscribe "
    "subscription taboola toolbar trending".split()
)
# These name a line about the article only as long as there is no more than a line of it.
_LINES: Final = frozenset("author authors byline caption date meta pubdate published tag tags timestamp".split())
_LINE_CHARACTERS: Final = 200
_PROTECTED: Final = frozenset("amendment clarification correction corrections corrected erratum retraction".split())
_BOXES: Final = frozenset("div section p ul ol li dl table form figure h2 h3 h4 h5 h6 details dialog".split())

_CONCEALED: Final = re.compile(r"display:none|visibility:hidden|font-size:0(?![.\d]*[1-9])")
_HIDDEN: Final = re.compile(rf"{_CONCEALED.pattern}|(?:^|;)opacity:0(?![.\d]*[1-9])|(?:^|;)(?:left|top|text-indent):-\d{{3,}}")
_STYLE_CHARACTERS: Final = 200_000
_NOTE: Final = re.compile(
    r"\W*(?:(?:corrections?|corrected|clarifications?|retraction|retracted|erratum|amendment|editor['’]?s['’]? note)\b"
    r"[^.:–—-]{0,40}[.:–—-]"
    r"|(?:this|(?:this|an?) (?:earlier|previous) version of (?:this|the)) (?:article|headline|piece|post|report|story)\b"
    r".{0,80}?\b(?:amended|corrected|updated|revised|removed|changed|mis-?stated|incorrect\w*|wrong\w*|said|stated|gave))",
    re.IGNORECASE | re.DOTALL,
)
_POLICY: Final = re.compile(r"\b(?:policy|contact|e-?mail|write to|report an error)\b", re.IGNORECASE)


def is_note(text: str) -> bool:
    """Whether a paragraph is a report's correction of itself, and not where to send one."""
    return bool(len(text.split()) >= 6 and _NOTE.match(text) and not _POLICY.search(text[:1000]))


def bare(tree: Any) -> Any:
    """The body of a page without scripts, hidden elements, navigation, notices, forms and struck-out words.

    A correction note that stands in an aside or a footer stays, as a paragraph before it. The tree is changed.
    """
    body, names = tree.body, _concealed_names(tree)
    for element in [element for element in body.iter() if element.tag in _NEVER or _is_hidden(element, names)]:
        if element is not body:
            _empty(element)
    for element in list(_around(body)):
        for note in _notes(element):
            paragraph = element.makeelement("p")
            paragraph.text = note
            element.addprevious(paragraph)
        _empty(element)
    return body


def _empty(element: Any) -> None:
    # drop_tree() would join the texts on both sides, which fails for a page that spells out control characters
    # (&#27;) and takes quadratic time for one with many elements to drop.
    element.clear(keep_tail=True)
    element.tag = "span"


def _is_hidden(element: Any, names: frozenset[str]) -> bool:
    attributes = element.attrib
    if "hidden" in attributes or (element.tag == "dialog" and "open" not in attributes):
        return True
    if not attributes:
        return False
    style = "".join(attributes.get("style", "").lower().split())
    if style and _HIDDEN.search(style):
        return True
    own = {f".{name}" for name in attributes.get("class", "").split()} | {f"#{attributes.get('id', '')}"}
    return bool(names and own & names)


def _concealed_names(tree: Any) -> frozenset[str]:
    """The classes and ids (``.name``, ``#name``) that the page's own style sheets hide, outside of @ rules."""
    names: dict[str, bool] = {}
    for style in tree.iter("style"):
        if style.get("media", "all") not in ("", "all", "screen"):
            continue
        first, *others = (style.text or "")[:_STYLE_CHARACTERS].split("/*")
        depth, selectors = 0, ""
        for piece in re.findall(r"[^{}]*[{}]", first + "".join(other.partition("*/")[2] for other in others)):
            if piece.endswith("{"):
                selectors = piece[:-1].rpartition(";")[2] if depth == 0 else selectors
                depth += 1
                continue
            rule = "".join(piece[:-1].lower().split())
            if depth == 1 and "@" not in selectors and ("display:" in rule or _CONCEALED.search(rule)):
                for selector in selectors.split(","):
                    if simple := re.fullmatch(r"\s*\w{0,20}([.#][\w-]+)\s*", selector):
                        names[simple[1]] = bool(_CONCEALED.search(rule))
            depth = max(0, depth - 1)
    return frozenset(name for name, hidden in names.items() if hidden)


def _around(body: Any) -> Iterator[Any]:
    """The elements that stand around an article, each with less than half of the page's text."""
    half = len(body.text_content()) / 2
    lengths = [0]
    for begins, element in walk(body):
        if begins:
            lengths.append(len(element.text or ""))
            continue
        length = lengths.pop()
        lengths[-1] += length + len(element.tail or "")
        if element is not body and length <= half and _is_around(element, length):
            yield element


def _is_around(element: Any, length: int) -> bool:
    attributes = element.attrib
    words = frozenset(_words(attributes.get("class", "")) + _words(attributes.get("id", "")))
    if words & _PROTECTED:
        return False
    if element.tag in _LANDMARKS:
        # A header within the article is its headline and standfirst.
        return element.tag != "header" or next(element.iterancestors("article", "main"), None) is None
    if attributes.get("role", "").lower() in _ROLES or attributes.get("aria-hidden") == "true":
        return True
    if element.tag not in _BOXES:
        return False
    return bool(words & _AROUND) or (length <= _LINE_CHARACTERS and bool(words & _LINES))


def _words(names: str) -> list[str]:
    """The words of class names and ids, which are written cookie-notice, cookie_notice and cookieNotice."""
    return re.findall(r"[a-z]+", re.sub(r"([a-z])([A-Z])", r"\1-\2", names[:500]).lower())


def _notes(element: Any) -> Iterator[str]:
    """The corrections in an element that is about to go."""
    if element.tag == "nav":
        return
    for part in element.iter("p", "li", "div", "small", "span", "footer", "aside"):
        if next(part.iterdescendants("p", "li", "div", "small", "span"), None) is None:
            text = " ".join(clean(part.text_content()).split())
            if is_note(text):
                yield text
