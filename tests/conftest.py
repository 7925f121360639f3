"""Settings of the whole suite."""

import os

from hypothesis import settings

from tests.support import compiled_cards

# Wall time is no property of the program: on a loaded machine a deadline only fails at random.
settings.register_profile("lintcorpus", deadline=None)
settings.load_profile("lintcorpus")

# Nothing of the suite belongs into the user's cache, and nothing that is there may help a test.
os.environ["XDG_CACHE_HOME"] = str(compiled_cards())
