"""Who may open which address, and which pages there are to look at: one module for each part of the house.

A module tells ``ROLES``, a table as in tests/house/test_roles.py, and ``PAGES``, as those in tests/support/pages.py;
``NO_PAGES`` are its views that answer with something else than a page.
"""

from importlib import import_module
from pkgutil import iter_modules

_PARTS = [import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__)]
ROLES = "".join(part.ROLES for part in _PARTS)
PAGES = tuple(page for part in _PARTS for page in part.PAGES)
NO_PAGES = frozenset(name for part in _PARTS for name in part.NO_PAGES)
