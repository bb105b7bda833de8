"""The attendee list in daily use."""

from tests.support.page import MANAGE, Page, Who

PAGES = (
    Page(f"{MANAGE}/attendees?view={{view}}&columns=email,admitted,received&status=confirmed", Who.ORGANISER),
    Page(f"{MANAGE}/attendees?since=2027-03-01&until=2027-03-31&photos=yes&listed=no&quota=-&admission=out", Who.STAFF),
    Page(f"{MANAGE}/attendees?delivery=fails", Who.STAFF),
    Page(f"{MANAGE}/attendees/columns", Who.STAFF),
    Page(f"{MANAGE}/attendees/views/new?status=confirmed&search=x", Who.STAFF),
    Page(f"{MANAGE}/attendees/views/{{view}}", Who.ORGANISER),
    Page(f"{MANAGE}/attendees/views/{{view}}/contents?mode=online", Who.ORGANISER),
    Page(f"{MANAGE}/attendees/views/{{view}}/removal", Who.ORGANISER),
    Page(f"{MANAGE}/attendees/views/{{removed_view}}/restoration", Who.ORGANISER),
    Page(f"{MANAGE}/registration/{{registration}}/correction", Who.ORGANISER),
    Page(f"{MANAGE}/registration/{{registration}}/correction", Who.ORGANISER, sends={"last_name": "", "reason": ""}),
    Page(f"{MANAGE}/registration/new", Who.ORGANISER),
    Page(f"{MANAGE}/registration/new", Who.ORGANISER, sends={"over_capacity": "y"}),
    Page(f"{MANAGE}/registration/{{registration}}/notes/new", Who.STAFF),
    Page(f"{MANAGE}/registration/{{registration}}/notes/{{comment}}", Who.ORGANISER),
    Page(f"{MANAGE}/registration/{{registration}}/notes/{{comment}}/removal", Who.ORGANISER),
)
NO_PAGES: frozenset[str] = frozenset()
ROLES = """
GET  /{lang}/manage/{edition}/attendees/columns                             302 302 200 200 404 200 302 302 200
POST /{lang}/manage/{edition}/attendees/columns                             302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/attendees/views/new                           302 302 200 200 404 200 302 302 200
POST /{lang}/manage/{edition}/attendees/views/new                           302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/attendees/views/{view}                        302 302 404 200 404 404 302 302 404
POST /{lang}/manage/{edition}/attendees/views/{view}                        302 302 404 200 404 404 302 302 404
GET  /{lang}/manage/{edition}/attendees/views/{view}/contents               302 302 404 200 404 404 302 302 404
POST /{lang}/manage/{edition}/attendees/views/{view}/contents               302 302 404 200 404 404 302 302 404
GET  /{lang}/manage/{edition}/attendees/views/{view}/removal                302 302 404 200 404 404 302 302 404
POST /{lang}/manage/{edition}/attendees/views/{view}/removal                302 302 404 200 404 404 302 302 404
GET  /{lang}/manage/{edition}/attendees/views/{removed_view}/restoration    302 302 404 200 404 404 302 302 404
POST /{lang}/manage/{edition}/attendees/views/{removed_view}/restoration    302 302 404 200 404 404 302 302 404
GET  /{lang}/manage/{edition}/registration/{registration}/correction        302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/registration/{registration}/correction        302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/registration/new                              302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/registration/new                              302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/registration/{registration}/notes/new         302 302 200 200 404 200 302 302 404
POST /{lang}/manage/{edition}/registration/{registration}/notes/new         302 302 200 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/registration/{registration}/notes/{comment}   302 302 404 200 404 404 302 302 404
POST /{lang}/manage/{edition}/registration/{registration}/notes/{comment}   302 302 404 200 404 404 302 302 404
GET  /{lang}/manage/{edition}/registration/{registration}/notes/{comment}/removal 302 302 404 200 404 404 302 302 404
POST /{lang}/manage/{edition}/registration/{registration}/notes/{comment}/removal 302 302 404 200 404 404 302 302 404
"""
