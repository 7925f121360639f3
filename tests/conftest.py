"""Settings of the whole suite."""

from hypothesis import settings

# Wall time is no property of the program: on a loaded machine a deadline only fails at random.
settings.register_profile("lintcorpus", deadline=None)
settings.load_profile("lintcorpus")
