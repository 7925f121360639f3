"""From paths to sources: files, records, and what git has."""
