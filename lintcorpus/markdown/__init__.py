"""Views on a document as Markdown; each is computed once and shared by all rules."""
