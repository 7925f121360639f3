"""The composition root: the only package that knows every part; ``docs/architecture.md`` shows its rooms."""
