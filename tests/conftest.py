"""How property tests run: the same examples every time, and no deadline, since a slow machine is not a fault."""

from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True, database=None)
# New examples at every run: make test T=--hypothesis-profile=explore
settings.register_profile("explore", deadline=None, max_examples=2000)
settings.load_profile("steady")
