"""Denials and opposites -> what the sentence or its quotes deny alone."""
