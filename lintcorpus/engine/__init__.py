"""Runs rules over documents and makes diagnostics of what they find."""
