"""Text that begins with --- -> its front matter and the text below."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from index.read.limits import FRONT_MATTER_CHARACTERS

_KEYS: Final = frozenset({"date", "published", "title", "source", "author", "url"})
_FENCED: Final = re.compile(r"---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_LINE: Final = re.compile(r"(\w+):[ \t]+(.*\S)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Front:
    """The fields that are text (keys in lower case), the text below them, and what could not be read."""

    text: str
    fields: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def split_front(text: str) -> Front:
    """Cleaned text and its front matter. Two rules with prose between them are prose, and stay in the text."""
    fenced = _FENCED.match(text[:FRONT_MATTER_CHARACTERS])
    if not fenced:
        return Front(text=text)
    block, below = fenced[1] or "", text[fenced.end() :]
    fields, warnings = _mapping(block)
    if block.strip() and not _KEYS & fields.keys():
        return Front(text=text)
    return Front(text=below, fields=fields, warnings=warnings)


def _mapping(block: str) -> tuple[dict[str, str], tuple[str, ...]]:
    import yaml

    class Plain(yaml.BaseLoader):
        """YAML whose every scalar is a string: no dates to be out of range, no tags to run, and here no aliases."""

        def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
            if self.check_event(yaml.AliasEvent):
                raise yaml.YAMLError("aliases are not read")
            return super().compose_node(parent, index)

    try:
        # Safer than safe_load, which raises on 2031-02-30 and lets merge keys grow without bound.
        loaded: object = yaml.load(block, Loader=Plain)
    except (yaml.YAMLError, RecursionError, ValueError):
        lines = (match for line in block.splitlines() if (match := _LINE.fullmatch(line.strip())))
        fields = {match[1].lower(): match[2].strip("\"'") for match in lines}
        return fields, ("the front matter is not valid YAML: read line by line",)
    if not isinstance(loaded, dict):
        return {}, ()
    named = {str(key).lower(): value for key, value in loaded.items()}
    odd = sorted(key for key in _KEYS & named.keys() if not isinstance(named[key], str))
    warnings = tuple(f"{key} in the front matter is not plain text" for key in odd)
    # A key that is there but not text still says that this is front matter.
    return {key: value if isinstance(value, str) else "" for key, value in named.items()}, warnings
