"""Figures and days of a sentence -> those that no cited quote has, and none that follow from it."""
