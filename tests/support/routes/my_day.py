"""What somebody takes along of their own day: the address of their calendar."""

from tests.support.meeting import Who
from tests.support.page import Page

PAGES: tuple[Page, ...] = (
    Page("/{lang}/my/feed", Who.PARTICIPANT),
    Page("/{lang}/my/feed", Who.WAITING),
)
NO_PAGES: frozenset[str] = frozenset({"site.feed"})
ROLES = """
GET  /{lang}/{edition}/feeds/{feed}.ics                                     200 200 200 200 200 200 200 200 404
GET  /{lang}/my/feed                                                        302 200 302 302 302 302 302 302   -
POST /{lang}/my/feed                                                        302 200 302 302 302 302 302 302   -
"""
