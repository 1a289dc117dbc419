"""A page's blocks of text -> its article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index.read.blocks import HEADINGS, Block


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """The text of a page's article, and the machine-readable times that stand beside it, best first."""

    text: str
    times: tuple[str, ...]


def fold(text: str) -> str:
    """Letters and digits alone: two readings of one paragraph differ in blanks and marks."""
    return "".join(character for character in text.casefold() if character.isalnum())


def article(found: Sequence[Block], title: str | None, judged: frozenset[str]) -> Article:
    """The blocks that are the article's own. ``judged`` are the folded lines that a second reader takes for such.

    Inside an article element every sentence counts, however short; elsewhere the second reader decides, and sentences
    that share a box with what it chose. The page's own correction counts wherever it stands, the headline never.
    """
    part = _part(found)
    texts = [block for block in found if not block.stamp and not _is_headline(block, title)]
    own = [block in part and _is_own(block, part.marked, judged) for block in texts]
    boxes = {block.held for block, is_own in zip(texts, own, strict=True) if is_own}
    kept = [
        is_own or block.note or (block.prose and block in part and block.held in boxes) for block, is_own in zip(texts, own, strict=True)
    ]
    for index in reversed(range(len(texts) - 1)):
        if texts[index].tag in HEADINGS and texts[index] in part:
            kept[index] = kept[index + 1]  # a heading goes with what stands under it
    chosen = [block for block, is_kept in zip(texts, kept, strict=True) if is_kept]
    if not chosen:
        chosen = [block for block in texts if block in part and not block.links] or texts
    stamps = sorted((b for b in found if b.stamp and b.times), key=lambda b: (b not in part, _is_later(b)))
    return Article(text=_joined(chosen), times=tuple(time for block in stamps for time in block.times))


@dataclass(frozen=True, slots=True)
class _Part:
    """The part of a page that holds its article: one article element, or the main part, or all of it."""

    article: int | None = None
    main: bool = False

    @property
    def marked(self) -> bool:
        """Whether the page itself marks this part as an article."""
        return self.article is not None

    def __contains__(self, block: Block) -> bool:
        if self.article is not None:
            return block.article == self.article
        return block.main or not self.main


def _part(found: Sequence[Block]) -> _Part:
    prose = [(block, len(block.text)) for block in found if block.prose]
    total = sum(size for _, size in prose)
    articles: Counter[int] = Counter()
    for block, size in prose:
        if block.article is not None:
            articles[block.article] += size
    if articles:
        best, size = articles.most_common(1)[0]
        # Among teasers of other reports, which are often article elements as well, the report stands out.
        if size >= 0.6 * articles.total() and size >= 0.4 * total:
            return _Part(article=best)
    return _Part(main=sum(size for block, size in prose if block.main) >= 0.4 * total > 0)


def _is_own(block: Block, marked: bool, judged: frozenset[str]) -> bool:
    if block.prose and (marked or not judged):
        return True
    if block.links or block.tag in HEADINGS or not judged:
        return False
    return any(fold(line) in judged for line in block.text.split("\n"))


def _is_headline(block: Block, title: str | None) -> bool:
    headline, own = fold(title or ""), fold(block.text)
    return block.tag in HEADINGS and len(own) > 3 and bool(headline) and (own in headline or headline in own)


def _is_later(block: Block) -> bool:
    return bool(re.match(r"(?:last )?(?:updated|modified|revised)", block.text, re.IGNORECASE))


def _joined(texts: Sequence[Block]) -> str:
    pieces: list[str] = []
    for before, block in zip([None, *texts], texts, strict=False):
        together = before is not None and before.tag == block.tag in ("li", "tr") and before.held == block.held
        pieces += ["\n" if together else "\n\n", block.text]
    return "".join(pieces[1:])
