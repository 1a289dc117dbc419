"""Before and after, from and to, because -> what is linked otherwise than in the quotes."""
