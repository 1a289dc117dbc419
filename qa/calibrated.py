"""A judgement by the shipped default -> by this home's own curve, where there is one."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path

from qa.confidence import Judgement, band
from qa.types import QaError

FILE = "calibration.json"


@dataclass(frozen=True, kw_only=True, slots=True)
class Curve:
    """p(right) = 1 / (1 + exp(-(slope * logit(confidence) + intercept))) (Platt 1999); below ``threshold`` it is withheld."""

    slope: float
    intercept: float
    threshold: float

    def judge(self, judged: Judgement) -> Judgement:
        """The same evidence, weighed by the home's own suite."""
        raw = min(max(judged.confidence, 1e-4), 1 - 1e-4)
        confidence = round(1 / (1 + math.exp(-(self.slope * math.log(raw / (1 - raw)) + self.intercept))), 4)
        return Judgement(confidence=confidence, refuse=judged.confidence == 0.0 or confidence < self.threshold, band=band(confidence))


def load(home: Path) -> Curve | None:
    """The home's curve, None when ``qa calibrate`` was never run on it. Raises QaError for a file that is damaged."""
    try:
        data = json.loads((home / FILE).read_text("utf-8"))
        return Curve(slope=float(data["slope"]), intercept=float(data["intercept"]), threshold=float(data["threshold"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise QaError(f"{home / FILE} is damaged ({error}): delete it, or run qa calibrate again") from error
