"""The photos of the meeting: for the team, for everybody, and for those who do not want to be seen."""

from tests.support.page import EDITION, MANAGE, Page, Who

PHOTOS, GALLERY = f"{MANAGE}/photos", f"{EDITION}/photos"

PAGES = (
    Page(GALLERY),
    Page("/{lang}/erst-spaeter/photos"),
    Page(f"{GALLERY}/{{photo}}/me"),
    Page(f"{GALLERY}/{{photo}}/me", Who.PARTICIPANT),
    Page(f"{GALLERY}/{{photo}}/me", sends={"email": "nonsense"}),
    *(Page(f"{GALLERY}/{what}") for what in ("hidden", "asked", "sent")),
    Page("/{lang}/my/photo/{photo_proof}"),
    Page(PHOTOS, Who.ORGANISER),
    Page(PHOTOS, Who.STAFF),
    Page(f"{PHOTOS}/upload", Who.ORGANISER),
    Page(f"{PHOTOS}/upload", Who.ORGANISER, sends={}),
    Page("/{lang}/manage/erst-spaeter/photos", Who.ADMIN),
    Page(f"{PHOTOS}/{{photo}}", Who.ORGANISER),
    Page(f"{PHOTOS}/{{photo}}", Who.ORGANISER, sends={"credit": ""}),
    Page(f"{PHOTOS}/{{draft_photo}}", Who.STAFF),
    Page(f"{PHOTOS}/{{photo}}/position", Who.ORGANISER),
    Page(f"{PHOTOS}/{{draft_photo}}/publication", Who.ORGANISER),
    Page(f"{PHOTOS}/{{photo}}/withdrawal", Who.ORGANISER),
    Page(f"{PHOTOS}/{{hidden_photo}}/removal", Who.ORGANISER),
    Page(f"{PHOTOS}/{{hidden_photo}}/decision", Who.ORGANISER),
    Page(f"{PHOTOS}/{{hidden_photo}}/decision", Who.ORGANISER, sends={"reason": ""}),
    Page(f"{PHOTOS}/{{photo}}/decision", Who.ORGANISER),
)
NO_PAGES = frozenset({"photos.image", "photos.photo_preview"})
ROLES = """
GET  /{lang}/{edition}/photos                                               200 200 200 200 200 200 200 200 200
GET  /{lang}/{edition}/photos/{photo}/640.jpg                               200 200 200 200 200 200 200 200 404
GET  /{lang}/{edition}/photos/{photo}/me                                    200 200 200 200 200 200 200 200 404
POST /{lang}/{edition}/photos/{photo}/me                                    200 200 200 200 200 200 200 200 404
GET  /{lang}/{edition}/photos/hidden                                        200 200 200 200 200 200 200 200 200
GET  /{lang}/my/photo/{photo_proof}                                         200 200 200 200 200 200 200 200 -
POST /{lang}/my/photo/{photo_proof}                                         200 200 200 200 200 200 200 200 -
GET  /{lang}/manage/{edition}/photos                                        302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/photos/upload                                 302 302 200 200 404 200 302 302 200
POST /{lang}/manage/{edition}/photos/upload                                 302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/photos/{photo}                                302 302 200 200 404 200 302 302 404
POST /{lang}/manage/{edition}/photos/{draft_photo}                          302 302 200 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/photos/{photo}/640.jpg                        302 302 200 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/photos/{draft_photo}/position                 302 302 200 200 404 200 302 302 404
POST /{lang}/manage/{edition}/photos/{draft_photo}/position                 302 302 200 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/photos/{draft_photo}/publication              302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/photos/{draft_photo}/publication              302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/photos/{photo}/withdrawal                     302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/photos/{photo}/withdrawal                     302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/photos/{draft_photo}/removal                  302 302 200 200 404 200 302 302 404
POST /{lang}/manage/{edition}/photos/{draft_photo}/removal                  302 302 200 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/photos/{hidden_photo}/decision                302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/photos/{hidden_photo}/decision                302 302 403 200 404 200 302 302 404
"""
