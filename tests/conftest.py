"""What all tests share: no network, and time limits that do not depend on the machine."""

from hypothesis import settings

settings.register_profile("companion", deadline=None)
settings.load_profile("companion")
