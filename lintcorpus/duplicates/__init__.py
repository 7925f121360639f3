"""Near-duplicate files: what they say, who shares it with whom, and which to keep."""
