"""The documentation of a meeting that is over, for everybody and for the team."""

from tests.support.page import MANAGE, Page, Who

OVER = "/{lang}/gestern/documentation"  # of an edition that is over
TEAM = f"{MANAGE}/documentation"
PAGES = (
    Page(OVER),
    Page(f"{OVER}/a"),
    Page(f"{OVER}/figures"),
    Page("/{lang}/erst-spaeter/documentation", status=404),
    Page(TEAM, Who.STAFF),
    Page(TEAM, Who.ORGANISER),
    Page("/{lang}/manage/gestern/documentation", Who.ADMIN),
    Page("/{lang}/manage/vorbei/documentation", Who.ADMIN),
    Page(f"{TEAM}/publication", Who.ORGANISER),
    Page(f"{TEAM}/publication", Who.ORGANISER, sends={}),
    Page("/{lang}/manage/gestern/documentation/publication/removal", Who.ADMIN),
)
NO_PAGES = frozenset({"documentation.pdf", "documentation.data", "documentation.team_pdf", "documentation.team_data"})
ROLES = """
GET  /{lang}/{edition}/documentation                                        404 404 404 404 404 404 404 404 404
GET  /{lang}/{edition}/documentation/plenary                                404 404 404 404 404 404 404 404 404
GET  /{lang}/{edition}/documentation.pdf                                    404 404 404 404 404 404 404 404 404
GET  /{lang}/{edition}/documentation.json                                   404 404 404 404 404 404 404 404 404
GET  /{lang}/manage/{edition}/documentation                                 302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/documentation/copy.pdf                        302 302 200 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/documentation/copy.json                       302 302 200 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/documentation/publication                     302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/documentation/publication                     302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/documentation/publication/removal             302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/documentation/publication/removal             302 302 403 200 404 200 302 302 200
"""
