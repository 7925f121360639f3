"""Checkers of the rules in ``rules/encoding``."""
