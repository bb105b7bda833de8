"""The list of those who agreed to stand in it."""

from tests.support.page import EDITION, Page, Who

PAGES = (
    Page(f"{EDITION}/attendees"),
    Page(f"{EDITION}/attendees?order=organisation&search=a"),
    Page(f"{EDITION}/attendees?search=niemand"),
    Page("/{lang}/my/attendees", Who.PARTICIPANT),
    Page("/{lang}/my/attendees?order=organisation", Who.PARTICIPANT),
    Page("/{lang}/my/attendees/withdrawal", Who.PARTICIPANT),
)
NO_PAGES: frozenset[str] = frozenset()
ROLES = """
GET  /{lang}/{edition}/attendees                                            200 200 200 200 200 200 200 200 404
GET  /{lang}/my/attendees                                                   302 200 302 302 302 302 302 302   -
GET  /{lang}/my/attendees/withdrawal                                        302 200 302 302 302 302 302 302   -
POST /{lang}/my/attendees/withdrawal                                        302 200 302 302 302 302 302 302   -
"""
