"""Views on a document as an article: its header, wraps, repeats, promotion and what must not be touched."""
