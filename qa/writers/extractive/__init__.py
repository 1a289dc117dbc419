"""The writer that needs no model: the best sentences, quoted, or nothing."""

from qa.writers.extractive.writer import Extractive, over

__all__ = ["Extractive", "over"]
