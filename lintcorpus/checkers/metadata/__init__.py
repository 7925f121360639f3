"""Checkers of the rules in ``rules/metadata``."""
