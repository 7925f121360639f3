"""The cache of results: what checking a file gave, kept until anything that it depends on changes."""
