"""Checkers of the rules in ``rules/duplicates``."""
