"""Text -> text that HTML shows and never runs."""

from __future__ import annotations

import html

from qa.evaluate.wording import clean


def escape(text: str) -> str:
    """Text for an HTML element or a quoted attribute, without control characters and direction overrides."""
    return html.escape(clean(text), quote=True)
