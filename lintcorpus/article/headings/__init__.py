"""What headings are, and what their numbers say."""
