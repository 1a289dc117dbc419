"""What a check says: Problem."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["quote", "number", "day", "name", "negation", "modality", "attribution", "source"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """Why a sentence is not supported by its own cited spans.

    ``token`` is the failing part as the sentence has it, "" when nothing in particular fails; ``message`` is one clause
    without a full stop; what ``blocks`` may not be shown as verified.
    """

    kind: Kind
    token: str
    message: str
    blocks: bool = True
