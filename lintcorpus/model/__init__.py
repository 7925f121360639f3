"""The nouns of lintcorpus: plain frozen values that every other package may use."""
