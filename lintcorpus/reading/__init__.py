"""From paths to documents: which files to read, what their bytes say, what cannot be read."""
