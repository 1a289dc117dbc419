"""Features of a draft -> how likely it is right, and whether to show it."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

from qa.types import Band


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """The probability (0 to 1) that a draft is right, whether to refuse it, and the band that people are shown."""

    confidence: float
    refuse: bool
    band: Band


@dataclass(frozen=True, kw_only=True, slots=True)
class Shipped:
    """The default as fitted: coefficients by feature, intercept, thresholds; ``origin`` tells sets, split and error of the fit.

    ``unread`` are the intercept and coefficients for drafts that no reader has read: words then have to carry what it would.
    """

    intercept: float
    coefficients: Mapping[str, float]
    unread: tuple[float, Mapping[str, float]] | None = None
    refuse_below: float
    moderate_from: float
    high_from: float
    origin: Mapping[str, Any] = field(default_factory=dict)


@lru_cache(maxsize=1)
def shipped() -> Shipped:
    """The default of ``confidence.json``, which also tells the sets, the split and the calibration error of its fit."""
    read = json.loads(files("qa").joinpath("confidence.json").read_text("utf-8"))
    return Shipped(
        intercept=read["intercept"],
        coefficients=read["coefficients"],
        unread=(read["unread"]["intercept"], read["unread"]["coefficients"]),
        refuse_below=read["refuse_below"],
        moderate_from=read["bands"]["moderate"],
        high_from=read["bands"]["high"],
        origin=read["origin"],
    )


def judge(features: Mapping[str, float], default: Shipped | None = None) -> Judgement:
    """Weigh ``features``; none at all is certain refusal. A feature without a coefficient does not count."""
    fitted = default or shipped()
    if not features:
        return Judgement(confidence=0.0, refuse=True, band="low")
    intercept, coefficients = fitted.intercept, fitted.coefficients
    if "read" not in features and fitted.unread is not None:
        intercept, coefficients = fitted.unread
    total = intercept + sum(weight * features.get(name, 0.0) for name, weight in sorted(coefficients.items()))
    confidence = round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total)))), 4)
    return Judgement(confidence=confidence, refuse=confidence < fitted.refuse_below, band=band(confidence, fitted))


def band(confidence: float, default: Shipped | None = None) -> Band:
    """The band of a confidence: high, moderate or low."""
    fitted = default or shipped()
    if confidence >= fitted.high_from:
        return "high"
    return "moderate" if confidence >= fitted.moderate_from else "low"
