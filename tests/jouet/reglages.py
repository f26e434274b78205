"""The settings of the portal, and one line more: the app of a seventh kind of content."""

from cuf.settings import *  # noqa: F403, TID251
from cuf.settings import DATABASES, INSTALLED_APPS  # noqa: TID251

INSTALLED_APPS.insert(INSTALLED_APPS.index("pages"), "tests.jouet")
DATABASES["default"]["TEST"] = {"NAME": "test_jouet"}
