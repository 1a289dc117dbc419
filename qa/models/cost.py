"""Tokens and a price -> what they cost."""

from __future__ import annotations

from collections.abc import Mapping

from qa.settings import Price
from qa.types import Cost

_PER = 1_000_000  # services tell the price of a million tokens


def cost_of(usage: Mapping[str, int], price: Price | None) -> Cost | None:
    """``usage`` has ``input_tokens`` and ``output_tokens``, of every call. None without a price or without both counts."""
    if price is None or not {"input_tokens", "output_tokens"} <= set(usage):
        return None
    amount = (usage["input_tokens"] * price.input + usage["output_tokens"] * price.output) / _PER
    return Cost(amount=round(amount, 9), currency=price.currency)
