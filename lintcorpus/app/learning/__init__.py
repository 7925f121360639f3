"""What is learned from a corpus: what its accounts repeat, its names, its language."""
