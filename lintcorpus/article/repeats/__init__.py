"""What an article says twice, and what articles have in common."""
