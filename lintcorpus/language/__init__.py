"""Models of the language: what is unlikely where it stands."""
