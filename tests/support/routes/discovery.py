"""The public search over all published editions."""

from tests.support.page import Page

SEARCH = "/{lang}/search"
PAGES = (
    Page(SEARCH),
    Page(f"{SEARCH}?q=kommunen"),
    Page(f"{SEARCH}?q=kommumen&kind=item"),
    Page(f"{SEARCH}?q=kommunen&year=2027&kind=report"),
    Page(f"{SEARCH}?q=niemand+nirgends&year=unsinn&page=7"),
    Page(f"{SEARCH}?q={'x' * 120}"),
)
NO_PAGES: frozenset[str] = frozenset()
ROLES = """
GET  /{lang}/search                                                         200 200 200 200 200 200 200 200   -
"""
