"""The cache of results in a run; a fault of it is a note and never more."""
