"""Settings of all tests: how long one example may take is no matter of a test run on shared machines."""

from hypothesis import settings

settings.register_profile("shared-machine", deadline=None)
settings.load_profile("shared-machine")
