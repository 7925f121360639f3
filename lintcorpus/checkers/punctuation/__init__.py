"""Checkers of the rules in ``rules/punctuation``."""
