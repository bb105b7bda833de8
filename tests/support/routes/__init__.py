"""Who may open which address, and which pages there are to look at: one module for each part of the house.

A module tells ``ROLES``, lines of the table below, and ``PAGES``, as those in tests/support/pages.py;
``NO_PAGES`` are its views that answer with something else than a page.
"""

from importlib import import_module
from pkgutil import iter_modules

_PARTS = [import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__)]
# 200 the page, or the form again, for nothing is sent with its token · 302 to the sign-in page, to where one gets the
# link to one's own page, or on to the only page there is · 401 open your link first · 403 not your role · 404 not
# confirmed to exist · 410 the link is dead.
# The participant's browser is also the one that typed the drafts. Abroad: what the stranger gets at the address of the
# edition that they do run, with what this one has in the address; - where no edition stands in it.
# What all others get there follows from it: `_abroad` in tests/support/roles.py.
HEAD = "anybody participant staff organiser stranger admin speaker ended abroad"
ROLES = HEAD + "".join(part.ROLES for part in _PARTS)
PAGES = tuple(page for part in _PARTS for page in part.PAGES)
NO_PAGES = frozenset(name for part in _PARTS for name in part.NO_PAGES)
