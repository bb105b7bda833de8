"""The archive copy of a meeting that is over: one that is finished, one that was withdrawn, and none yet."""

from tests.support.page import MANAGE, Page, Who

TEAM = f"{MANAGE}/archive"
OVER = "/{lang}/manage/gestern/archive"  # of an edition that is over
PAGES = (
    Page(TEAM, Who.STAFF),
    Page(TEAM, Who.ORGANISER),
    Page(OVER, Who.ADMIN),
    Page(f"{OVER}/removal", Who.ADMIN),
    Page("/{lang}/manage/vorbei/archive", Who.ADMIN),
)
NO_PAGES = frozenset({"archive.file", "archive.progress"})
ROLES = """
GET  /{lang}/manage/{edition}/archive                                       302 302 200 200 404 200 302 302 200
POST /{lang}/manage/{edition}/archive/copy                                  302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/archive/progress.json                         302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/archive/copy.zip                              302 302 403 404 404 404 302 302 404
GET  /{lang}/manage/{edition}/archive/removal                               302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/archive/removal                               302 302 403 200 404 200 302 302 200
"""
