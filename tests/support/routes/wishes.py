"""Wishes and their allocation for those who run the meeting."""

from tests.support.page import MANAGE, Page, Who

ALLOCATION = f"{MANAGE}/bookings/allocation"
BY_WISH = "/{lang}/manage/nach-wunsch"  # an edition whose places are allotted

PAGES = (
    Page(ALLOCATION, Who.ORGANISER),
    Page(f"{ALLOCATION}/seats", Who.ORGANISER),
    Page(f"{MANAGE}/bookings/wishes", Who.ORGANISER),
    Page(f"{MANAGE}/bookings/wishes", Who.ORGANISER, sends={"closes_at": "", "most_wishes": "9"}),
    Page(f"{MANAGE}/bookings/wishes/close", Who.ORGANISER),
    Page(f"{MANAGE}/registration/{{registration}}/wishes", Who.ORGANISER),
    Page(f"{BY_WISH}/bookings/allocation", Who.ADMIN),
    Page(f"{BY_WISH}/bookings/allocation/people", Who.ADMIN),
)
NO_PAGES = frozenset({"wishes.progress", "wishes.download"})
ROLES = """
GET  /{lang}/manage/{edition}/bookings/allocation                           302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/bookings/allocation/progress.json             302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/bookings/allocation/reopening                 302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/bookings/allocation/opening                   302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/bookings/allocation/runs                      302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/bookings/allocation/seats                     302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/bookings/allocation/seats                     302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/bookings/allocation/discard                   302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/bookings/allocation/binding                   302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/bookings/allocation/withdrawal                302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/bookings/allocation/people                    302 302 403 404 404 404 302 302 404
GET  /{lang}/manage/{edition}/bookings/allocation/demand.xlsx               302 302 403 404 404 404 302 302 404
GET  /{lang}/manage/{edition}/bookings/wishes                               302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/bookings/wishes                               302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/bookings/wishes/close                         302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/bookings/wishes/close                         302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/registration/{registration}/wishes            302 302 403 200 404 200 302 302 404
"""
