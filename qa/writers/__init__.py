"""Evidence -> wording: the seam, and the writers behind it."""
