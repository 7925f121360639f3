"""Writers of results: each reads a ``Result`` and writes a stream, and knows nothing else."""
