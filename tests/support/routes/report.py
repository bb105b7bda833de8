"""The report of a meeting that is over."""

from tests.support.page import EDITION, MANAGE, Page, Who

REPORT = f"{MANAGE}/report"
QUOTES = "/{lang}/my/contribution/quotes"
PAGES = (
    Page(f"{EDITION}/report"),
    Page("/{lang}/erst-spaeter/report", status=404),
    Page(REPORT, Who.ORGANISER),
    Page(REPORT, Who.STAFF),
    Page(f"{REPORT}?in=en", Who.ORGANISER),
    Page("/{lang}/manage/nach-wunsch/report", Who.ADMIN),
    Page(REPORT, Who.ORGANISER, sends={"headline": "x" * 200}),
    Page(REPORT, Who.ORGANISER, 409, {"revision": "999", "headline": "Eine andere Schlagzeile"}),
    Page(f"{REPORT}/preview", Who.ORGANISER),
    Page(f"{REPORT}/versions/1", Who.STAFF),
    Page(f"{REPORT}/withdrawal", Who.ORGANISER),
    Page(f"{REPORT}/quotes/{{quote}}/paper", Who.ORGANISER),
    Page(QUOTES, Who.PARTICIPANT),
)
NO_PAGES = frozenset({"report.feed"})
ROLES = """
GET  /{lang}/{edition}/report                                               200 200 200 200 200 200 200 200 404
GET  /{edition}/report.atom                                                 200 200 200 200 200 200 200 200 404
GET  /{lang}/manage/{edition}/report                                        302 302 200 200 404 200 302 302 200
POST /{lang}/manage/{edition}/report                                        302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/report/preview                                302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/report/versions/1                             302 302 200 200 404 200 302 302 404
POST /{lang}/manage/{edition}/report/versions/1                             302 302 200 200 404 200 302 302 404
POST /{lang}/manage/{edition}/report/publication                            302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/report/withdrawal                             302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/report/withdrawal                             302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/report/quotes/{quote}/request                 302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/report/quotes/{quote}/paper                   302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/report/quotes/{quote}/paper                   302 302 403 200 404 200 302 302 404
GET  /{lang}/my/contribution/quotes                                         401 200 401 401 401 401 200 401 -
POST /{lang}/my/contribution/quotes                                         401 200 401 401 401 401 200 401 -
"""
