"""Words of Chinese and English: which exist, what they may be, and which are taken for each other."""
