"""Checking in several processes, so that a file that kills one is named and the others are checked."""
