"""Messages to a list."""

from tests.support.meeting import Who
from tests.support.page import MANAGE, Page

MESSAGES = f"{MANAGE}/messages"
PAGES: tuple[Page, ...] = (
    Page(MESSAGES, Who.ORGANISER),
    Page(f"{MESSAGES}/new?status=confirmed", Who.ORGANISER),
    Page(f"{MESSAGES}/new?readers=programme&missing=biography", Who.ORGANISER),
    Page(f"{MESSAGES}/new", Who.ORGANISER, sends={"subject_de": "Hallo {nme}"}),
    Page(f"{MESSAGES}/{{message}}", Who.ORGANISER),
    Page(f"{MESSAGES}/{{planned_message}}", Who.ORGANISER),
    Page(f"{MESSAGES}/{{message}}/preview", Who.ORGANISER),
    Page(f"{MESSAGES}/{{message}}/sending", Who.ORGANISER),
    Page(f"{MESSAGES}/{{message}}/removal", Who.ORGANISER),
    Page(f"{MESSAGES}/{{planned_message}}/withdrawal", Who.ORGANISER),
)
NO_PAGES: frozenset[str] = frozenset()
ROLES = """
GET  /{lang}/manage/{edition}/messages                                      302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/messages/new                                  302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/messages/new                                  302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/messages/{message}                            302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/messages/{message}                            302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/messages/{message}/preview                    302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/messages/{message}/sending                    302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/messages/{message}/sending                    302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/messages/{planned_message}/withdrawal         302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/messages/{planned_message}/withdrawal         302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/messages/{message}/removal                    302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/messages/{message}/removal                    302 302 403 200 404 200 302 302 404
"""
