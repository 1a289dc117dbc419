"""The corpus: documents read, chunked, embedded, kept and found. Knows nothing of answers."""
