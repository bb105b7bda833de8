"""The outbox of an edition and what is done about its mails."""

from tests.support.meeting import Who
from tests.support.page import MANAGE, Page

OUTBOX = f"{MANAGE}/outbox"
PAGES: tuple[Page, ...] = (
    Page(OUTBOX, Who.ORGANISER),
    Page(f"{OUTBOX}?segment=failed&search=bergmann", Who.STAFF),
    Page(f"{OUTBOX}?search=nobody+has+this+name", Who.ORGANISER),
    Page(f"{OUTBOX}/{{mail}}", Who.ORGANISER),
    Page(f"{OUTBOX}/{{mail}}?view=text", Who.ORGANISER),
    Page(f"{OUTBOX}/{{mail}}/attempt", Who.ORGANISER),
    Page(f"{OUTBOX}/{{mail}}/dismissal", Who.ORGANISER),
    Page(f"{OUTBOX}/{{mail}}/address", Who.ORGANISER),
    Page(f"{OUTBOX}/{{mail}}/address", Who.ORGANISER, sends={"email": "no address"}),
    Page(f"{OUTBOX}/attempts", Who.ORGANISER),
    Page(f"{OUTBOX}/pause", Who.ORGANISER),
    Page(f"{OUTBOX}/pause/removal", Who.ORGANISER),
)
NO_PAGES: frozenset[str] = frozenset({"outbox.mail_html", "outbox.mail_file"})
ROLES = """
GET  /{lang}/manage/{edition}/outbox                                        302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/outbox/{mail}                                 302 302 200 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/outbox/{mail}/letter.html                     302 302 200 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/outbox/{mail}.eml                             302 302 200 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/outbox/{mail}/attempt                         302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/outbox/{mail}/attempt                         302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/outbox/{mail}/dismissal                       302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/outbox/{mail}/dismissal                       302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/outbox/{mail}/address                         302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/outbox/{mail}/address                         302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/outbox/attempts                               302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/outbox/attempts                               302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/outbox/pause                                  302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/outbox/pause                                  302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/outbox/pause/removal                          302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/outbox/pause/removal                          302 302 403 200 404 200 302 302 200
"""
