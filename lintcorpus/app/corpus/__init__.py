"""What documents say about each other: in a run over very many, and in the index of a whole corpus."""
