"""Checkers of the rules in ``rules/references``."""
