"""Knowledge cards for those who read them, and on the page of somebody on the programme."""

from tests.support.page import EDITION, Page, Who

OWN = "/{lang}/my/contribution/cards"
PAGES = (
    Page(f"{EDITION}/knowledge"),
    Page(f"{EDITION}/knowledge?open=yes"),
    Page("/{lang}/erst-spaeter/knowledge"),
    Page(OWN, Who.PARTICIPANT),
    Page(OWN, status=401),
    Page(f"{OWN}/{{own_card}}", Who.PARTICIPANT),
    Page(f"{OWN}/{{own_card}}", Who.PARTICIPANT, sends={"correct": "", "named": ""}),
)
NO_PAGES: frozenset[str] = frozenset()
ROLES = """
GET  /{lang}/{edition}/knowledge                                            200 200 200 200 200 200 200 200 200
GET  /{lang}/my/contribution/cards                                          401 200 401 401 401 401 200 401   -
GET  /{lang}/my/contribution/cards/{own_card}                               401 200 401 401 401 401 200 401   -
POST /{lang}/my/contribution/cards/{own_card}                               401 200 401 401 401 401 200 401   -
"""
