"""Known findings: how they are written down, and how they are recognised after an article was edited."""
