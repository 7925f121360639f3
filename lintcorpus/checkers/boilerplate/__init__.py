"""Checkers of the rules in ``rules/boilerplate``."""
