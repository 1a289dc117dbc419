"""Reports -> claims, figures, stories and what changed: the ledger, without a model."""
