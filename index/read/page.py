"""A page's tree -> what its metadata says: title, source, address, and the dates it states."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from index.read.limits import LINKED_DATA_CHARACTERS
from index.read.stated import one_line

# In the order they are believed. When a page was last touched is not the day it was published.
_DATES: Final = (
    "article:published_time og:article:published_time datepublished date dc.date dc.date.issued dcterms.date "
    "dcterms.issued dcterms.created pubdate publishdate publish-date publish_date publication_date sailthru.date "
    "parsely-pub-date article.published citation_publication_date citation_date"
).split()
_TITLES: Final = ("og:title", "twitter:title", "headline", "dc.title", "dcterms.title", "title")
_SITES: Final = (
    *("og:site_name", "application-name", "publisher", "dc.publisher", "dcterms.publisher"),
    *("citation_journal_title", "article:publisher"),
)
_AUTHORS: Final = (
    "author",
    "article:author",
    "og:article:author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
)
_ARTICLE_TYPE: Final = re.compile(r"Article|Posting|Report")


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """``stated`` are the dates of publication that the metadata gives, best first, each with where it stood."""

    title: str | None
    source: str | None
    url: str | None
    stated: tuple[tuple[str, str], ...]


def facts(tree: Any) -> Facts:
    """What a page says of itself in meta tags, linked data and microdata; the site before the author as its source."""
    meta = _meta(tree)
    linked = list(_linked(tree))
    site = _first(meta, _SITES) or _named(linked, "publisher")
    names = _DATES[:2], _DATES[2:]
    stated = [
        *((name, meta[name]) for name in names[0] if name in meta),
        *(("datePublished", value) for entry in linked if isinstance(value := entry.get("datePublished"), str)),
        *((name, meta[name]) for name in names[1] if name in meta),
    ]
    canonical = tree.xpath("string(//link[@rel='canonical']/@href)")
    return Facts(
        title=_first(meta, _TITLES) or _text(linked, "headline") or _heading(tree, site),
        source=site or _first(meta, _AUTHORS) or _named(linked, "author"),
        url=next((url for url in (canonical, meta.get("og:url", "")) if url.lower().startswith("http")), None),
        stated=tuple(stated),
    )


def _meta(tree: Any) -> Mapping[str, str]:
    """Every meta tag's content by its name, property or itemprop in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if content:
            found.setdefault(name.strip().lower(), content)
    return found


def _linked(tree: Any) -> Iterator[Mapping[str, Any]]:
    """The entries of the page's JSON-LD that describe an article."""
    for script in tree.iter("script"):
        content = script.text or ""
        if "ld+json" not in (script.get("type") or "") or len(content) > LINKED_DATA_CHARACTERS:
            continue
        try:
            waiting = [json.loads(content, strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            entry = waiting.pop()
            if isinstance(entry, list):
                waiting += reversed(entry)
            elif isinstance(entry, dict):
                if _ARTICLE_TYPE.search(str(entry.get("@type"))):
                    yield entry
                waiting += [entry.get("@graph"), entry.get("mainEntity")]


def _first(meta: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    # Some pages give a profile's address where a name belongs.
    return next((meta[name] for name in names if name in meta and not re.match(r"https?://|@", meta[name])), None)


def _text(linked: list[Mapping[str, Any]], key: str) -> str | None:
    return next((value for entry in linked if isinstance(value := entry.get(key), str) and value.strip()), None)


def _named(linked: list[Mapping[str, Any]], key: str) -> str | None:
    for entry in linked:
        value = entry.get(key)
        value = value[0] if isinstance(value, list) and value else value
        value = value.get("name") if isinstance(value, dict) else value
        if isinstance(value, str) and value.strip() and not value.startswith("http"):
            return value
    return None


def _heading(tree: Any, site: str | None) -> str | None:
    """The page's only h1, else its title element without the name of the site."""
    headings = [text for text in (one_line(element.text_content(), 300) for element in tree.iter("h1")) if text]
    if len(headings) == 1:
        return headings[0]
    title = one_line(tree.xpath("string(//title)"), 300) or ""
    head, separator, tail = _split(title)
    if separator and (tail.casefold() == (site or "").casefold() or separator in (" | ", " :: ")):
        return head
    return title or None


def _split(title: str) -> tuple[str, str, str]:
    ends = list(re.finditer(r" (?:\||::|-|–|—|·|«|») ", title))
    return (title[: ends[-1].start()], ends[-1].group(), title[ends[-1].end() :]) if ends else (title, "", "")
