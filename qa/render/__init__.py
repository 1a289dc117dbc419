"""Answers -> text and JSON."""
