"""Repairs of files and of records, and taking them back."""
