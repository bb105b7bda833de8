"""What the team notes for next time."""

from tests.support.meeting import Who
from tests.support.page import MANAGE, Page

PAGES = (
    Page(f"{MANAGE}/lessons", Who.STAFF),
    Page(f"{MANAGE}/lessons/new", Who.STAFF),
    Page(f"{MANAGE}/lessons/new", Who.STAFF, sends={"text": "", "weeks": "bald"}),
    Page(f"{MANAGE}/lessons/{{lesson}}", Who.STAFF),
    *(Page(f"{MANAGE}/lessons/{{lesson}}/{state}", Who.STAFF) for state in ("done", "dropped", "open")),
    Page(f"{MANAGE}/lessons/{{lesson}}/removal", Who.STAFF),
    Page(f"{MANAGE}/checklist/lessons/{{reminder}}/tick", Who.ORGANISER),
    Page(f"{MANAGE}/checklist/lessons/{{reminder}}/tick/removal", Who.ORGANISER),
)
NO_PAGES: frozenset[str] = frozenset()
ROLES = """
GET  /{lang}/manage/{edition}/lessons                                       302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/lessons/new                                   302 302 200 200 404 200 302 302 200
POST /{lang}/manage/{edition}/lessons/new                                   302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/lessons/{lesson}                              302 302 200 200 404 200 302 302 404
POST /{lang}/manage/{edition}/lessons/{lesson}                              302 302 200 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/lessons/{lesson}/done                         302 302 200 200 404 200 302 302 404
POST /{lang}/manage/{edition}/lessons/{lesson}/done                         302 302 200 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/lessons/{lesson}/removal                      302 302 200 200 404 200 302 302 404
POST /{lang}/manage/{edition}/lessons/{lesson}/removal                      302 302 200 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/checklist/lessons/{reminder}/tick             302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/checklist/lessons/{reminder}/tick             302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/checklist/lessons/{reminder}/tick/removal     302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/checklist/lessons/{reminder}/tick/removal     302 302 403 200 404 200 302 302 404
"""
