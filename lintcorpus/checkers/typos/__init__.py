"""Checkers of the rules in ``rules/typos``."""
