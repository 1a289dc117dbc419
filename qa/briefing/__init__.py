"""A window of reports -> one page that can be checked line by line."""
