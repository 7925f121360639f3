"""Checkers of the rules in ``rules/quality``."""
