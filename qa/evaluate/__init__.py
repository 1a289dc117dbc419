"""Suites of fixed answers -> scores, comparisons, a gate, reports. No model judges anything here."""
