"""The wording: one Markdown file per prompt, with $holes that code fills."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from string import Template

__all__ = ["REFUSAL", "Prompt", "load"]

# What a model writes when the reports hold no answer. Prompt, code and tests all take it from here.
REFUSAL = "NO ANSWER IN THE REPORTS"


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompt:
    """A prompt as it is shipped: ``text`` with $holes, ``digest`` ("sha256:..." of that text)."""

    name: str
    text: str
    digest: str

    @property
    def holes(self) -> tuple[str, ...]:
        """The names of the holes, in the order in which they first occur."""
        return tuple(Template(self.text).get_identifiers())

    def fill(self, **holes: str) -> str:
        """The prompt with every hole filled. What is filled in stands literally, ``$`` and braces too.

        Raises ValueError naming a hole that is left open, or a value that has no hole.
        """
        if missing := [hole for hole in self.holes if hole not in holes]:
            raise ValueError(f"prompt {self.name!r}: nothing was given for ${missing[0]}")
        if extra := [hole for hole in holes if hole not in self.holes]:
            raise ValueError(f"prompt {self.name!r} has no hole ${extra[0]}: it has {', '.join(self.holes) or 'none'}")
        return Template(self.text).substitute(holes)


def load(name: str) -> Prompt:
    """The prompt of that name. Raises ValueError naming the prompts that there are."""
    folder = files(__name__)
    names = sorted(entry.name.removesuffix(".md") for entry in folder.iterdir() if entry.name.endswith(".md"))
    if name not in names:
        raise ValueError(f"no prompt {name!r}: there are {', '.join(names)}")
    text = folder.joinpath(f"{name}.md").read_text(encoding="utf-8")
    return Prompt(name=name, text=text, digest=f"sha256:{hashlib.sha256(text.encode('utf-8')).hexdigest()}")
