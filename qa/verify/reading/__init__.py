"""How a text is read: numbers in words, first forms of verbs, clauses, what is denied, who speaks, who does what; no check is here."""
