"""Checkers of the rules in ``rules/markup``."""
