"""The header block of an article and what it says: its fields, dates, source and account."""
