"""Who says a thing -> a claim told as a fact, or put into another mouth."""
