"""Programs for those who work on the house; none is needed to run it."""
