"""What somebody takes along of their own day: the address of their calendar, and a copy on their device."""

from tests.support.meeting import Who
from tests.support.page import Page

PAGES: tuple[Page, ...] = (
    Page("/{lang}/my/copy"),
    Page("/{lang}/my/feed", Who.PARTICIPANT),
    Page("/{lang}/my/feed", Who.WAITING),
    Page("/{lang}/my/new-feed", Who.PARTICIPANT),
)
NO_PAGES: frozenset[str] = frozenset({"site.feed", "site.my_copy_data", "site.my_worker"})
ROLES = """
GET  /{lang}/{edition}/feeds/{feed}.ics                                     200 200 200 200 200 200 200 200 404
GET  /{lang}/my/copy                                                        200 200 200 200 200 200 200 200   -
GET  /{lang}/my/copy.json                                                   404 200 404 404 404 404 404 404   -
GET  /{lang}/my/day-worker.js                                               200 200 200 200 200 200 200 200   -
GET  /{lang}/my/feed                                                        302 200 302 302 302 302 302 302   -
GET  /{lang}/my/new-feed                                                    302 200 302 302 302 302 302 302   -
POST /{lang}/my/new-feed                                                    302 200 302 302 302 302 302 302   -
"""
