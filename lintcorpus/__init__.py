"""A linter for corpora of scraped articles."""

__version__ = "0.1.0"
