"""Checkers of the rules in ``rules/headings``."""
