"""Question -> Draft by rote: the fake writer that ships."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.types import Passage, Window
from qa.writers.types import Draft

Rule = Callable[[str, Sequence[Passage], Window], Draft]


class ScriptedWriter:
    """Writes the drafts it was given, in order, or what a function makes of question, passages and window.

    A draft that is an exception is raised: that is how a model fails.
    """

    def __init__(self, script: Sequence[Draft | Exception] | Rule, *, name: str = "scripted") -> None:
        self._rule = script if callable(script) else None
        self._drafts = iter(() if callable(script) else tuple(script))
        self._name = name

    @property
    def name(self) -> str:
        return self._name

    def write(self, question: str, passages: Sequence[Passage], window: Window) -> Draft:
        """The next draft; a refusal once the script has ended."""
        if self._rule is not None:
            return self._rule(question, passages, window)
        draft = next(self._drafts, Draft(refused=True, reason="the script has ended"))
        if isinstance(draft, Exception):
            raise draft
        return draft
