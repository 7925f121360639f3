"""The corpus index: what the documents of a corpus contribute to rules across files, kept between runs."""
