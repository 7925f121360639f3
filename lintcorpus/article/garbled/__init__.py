"""Text that a program garbled, and what it was."""
