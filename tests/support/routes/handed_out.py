"""Lists for one purpose."""

from tests.support.meeting import Who
from tests.support.page import MANAGE, Page

NO_PAGES: frozenset[str] = frozenset()
PAGES = (
    Page(f"{MANAGE}/lists", Who.STAFF),
    Page(f"{MANAGE}/lists", Who.ORGANISER),
    Page(f"{MANAGE}/lists/gate", Who.STAFF),
    Page(f"{MANAGE}/lists/caterer", Who.STAFF),
    Page(f"{MANAGE}/lists/press", Who.STAFF),
    Page(f"{MANAGE}/lists/participants", Who.STAFF),
    Page(f"{MANAGE}/lists/needs", Who.ORGANISER),
)
ROLES = """
GET  /{lang}/manage/{edition}/lists                                         302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/lists/gate                                    302 302 200 200 404 200 302 302 200
POST /{lang}/manage/{edition}/lists/gate                                    302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/lists/caterer                                 302 302 200 200 404 200 302 302 200
POST /{lang}/manage/{edition}/lists/caterer                                 302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/lists/press                                   302 302 200 200 404 200 302 302 200
POST /{lang}/manage/{edition}/lists/press                                   302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/lists/participants                            302 302 200 200 404 200 302 302 200
POST /{lang}/manage/{edition}/lists/participants                            302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/lists/needs                                   302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/lists/needs                                   302 302 403 200 404 200 302 302 200
"""
