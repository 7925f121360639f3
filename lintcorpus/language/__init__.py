"""Models of the language: what is unlikely where it stands."""

MODEL_FILE = ".lintcorpus/language.model"
"""The model that was learned from a corpus, relative to its root."""
