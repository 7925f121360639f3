"""Checkers of the rules in ``rules/links``."""
