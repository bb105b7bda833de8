"""The places of items for those who run the meeting."""

from tests.support.page import MANAGE, Page, Who

WORKSHOP = f"{MANAGE}/bookings/{{workshop}}"
MIRIAM = f"{WORKSHOP}/people/{{registration}}"

PAGES = (
    Page(f"{MANAGE}/bookings", Who.ORGANISER),
    Page(WORKSHOP, Who.ORGANISER),
    Page(WORKSHOP, Who.ORGANISER, sends={"seats": "-1", "opens_at": "2027-04-20T10:00", "closes_at": ""}),
    Page(WORKSHOP, Who.ORGANISER, 409, {"revision": "999", "seats": "12"}),
    Page(f"{MANAGE}/bookings/windows?id={{workshop}}", Who.ORGANISER),
    Page(f"{MANAGE}/bookings/windows/undo", Who.ORGANISER),
    Page(f"{WORKSHOP}/people", Who.ORGANISER),
    Page(f"{WORKSHOP}/people?state=waiting", Who.ORGANISER),
    Page(f"{WORKSHOP}/people?search=niemand", Who.ORGANISER),
    Page(f"{WORKSHOP}/people/new?search=miriam", Who.ORGANISER),
    Page(f"{MIRIAM}/place", Who.ORGANISER),
    Page(f"{MIRIAM}/place", Who.ORGANISER, sends={"reason": ""}),
    Page(f"{MIRIAM}/move", Who.ORGANISER),
    Page(f"{MIRIAM}/removal", Who.ORGANISER),
    Page(f"{MIRIAM}/position", Who.ORGANISER),
    Page(f"{WORKSHOP}/people?state=ended", Who.ORGANISER),
    Page(f"{WORKSHOP}/people/removal?id={{registration}}", Who.ORGANISER),
    Page(f"{WORKSHOP}/people/move?id={{registration}}", Who.ORGANISER),
    Page(f"{MANAGE}/registration/{{registration}}/bookings", Who.STAFF),
    Page(f"{MANAGE}/registration/{{registration}}/bookings/{{workshop}}/end", Who.STAFF),
    Page(f"{MANAGE}/lists/items/{{workshop}}", Who.STAFF),
    Page(f"{MANAGE}/lists/items/{{workshop}}", Who.STAFF, sends={"purpose": ""}),
)
NO_PAGES: frozenset[str] = frozenset()
ROLES = """
GET  /{lang}/manage/{edition}/bookings                                      302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/bookings/windows                              302 302 403 302 404 302 302 302 302
POST /{lang}/manage/{edition}/bookings/windows                              302 302 403 302 404 302 302 302 302
GET  /{lang}/manage/{edition}/bookings/windows/undo                         302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/bookings/windows/undo                         302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/bookings/{workshop}                           302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/bookings/{workshop}                           302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/bookings/{workshop}/people                    302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/bookings/{workshop}/people/new                302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/bookings/{workshop}/people/{registration}/place   302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/bookings/{workshop}/people/{registration}/place   302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/bookings/{workshop}/people/{registration}/move    302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/bookings/{workshop}/people/{registration}/move    302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/bookings/{workshop}/people/{registration}/removal 302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/bookings/{workshop}/people/{registration}/removal 302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/bookings/{workshop}/people/{registration}/position 302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/bookings/{workshop}/people/{registration}/position 302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/bookings/{workshop}/people/removal            302 302 403 302 404 302 302 302 404
POST /{lang}/manage/{edition}/bookings/{workshop}/people/removal            302 302 403 302 404 302 302 302 404
GET  /{lang}/manage/{edition}/bookings/{workshop}/people/move               302 302 403 302 404 302 302 302 404
POST /{lang}/manage/{edition}/bookings/{workshop}/people/move               302 302 403 302 404 302 302 302 404
GET  /{lang}/manage/{edition}/registration/{registration}/bookings          302 302 200 200 404 200 302 302 404
POST /{lang}/manage/{edition}/registration/{registration}/bookings          302 302 200 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/registration/{registration}/bookings/{workshop}/end 302 302 200 200 404 200 302 302 404
POST /{lang}/manage/{edition}/registration/{registration}/bookings/{workshop}/end 302 302 200 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/lists/items/{workshop}                        302 302 200 200 404 200 302 302 404
POST /{lang}/manage/{edition}/lists/items/{workshop}                        302 302 200 200 404 200 302 302 404
"""
