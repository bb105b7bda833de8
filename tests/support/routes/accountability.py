"""Who did what, what the law wants to be said, and what barriers people told of."""

from tests.support.meeting import Who
from tests.support.page import MANAGE, Page

PAGES: tuple[Page, ...] = (
    Page(f"{MANAGE}/audit", Who.ORGANISER),
    Page(f"{MANAGE}/audit?page=2&who=system&what=registration&since=2027-01-01&field=email", Who.ORGANISER),
    Page(f"{MANAGE}/audit?who=nobody@example.org", Who.ORGANISER),
    Page("/{lang}/audit", Who.ADMIN),
    Page("/{lang}/photos"),
    Page("/{lang}/accessibility/feedback"),
    Page("/{lang}/accessibility/feedback?edition=jahrestagung-2027&page=Anmeldung"),
    Page("/{lang}/accessibility/feedback", sends={"text": "", "email": "keine"}),
    Page("/{lang}/accessibility/feedback/sent?reference=4K7M-92QX-3"),
    Page(f"{MANAGE}/feedback", Who.ORGANISER),
    Page(f"{MANAGE}/feedback/{{report}}", Who.ORGANISER),
    Page("/{lang}/attendee-list"),
    Page("/{lang}/photos?version=2"),
    Page(f"{MANAGE}/processing", Who.ORGANISER),
    Page(f"{MANAGE}/legal", Who.ORGANISER),
    Page(f"{MANAGE}/legal/privacy", Who.ORGANISER),
    Page(f"{MANAGE}/legal/photos", Who.ORGANISER),
    Page(f"{MANAGE}/legal/photos/versions/1", Who.ORGANISER),
    Page(f"{MANAGE}/legal/photos/versions/3", Who.ADMIN),
    Page(f"{MANAGE}/legal/photos/versions/3/approval", Who.ADMIN),
)
NO_PAGES: frozenset[str] = frozenset(
    {"oversight.audit_csv", "oversight.site_audit_csv", "oversight.processing_pdf", "oversight.processing_xlsx"}
)
ROLES = """
GET  /{lang}/manage/{edition}/audit                                         302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/audit.csv                                     302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/processing                                    302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/processing.pdf                                302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/processing.xlsx                               302 302 403 200 404 200 302 302 200
GET  /{lang}/accessibility/feedback                                         200 200 200 200 200 200 200 200   -
POST /{lang}/accessibility/feedback                                         200 200 200 200 200 200 200 200   -
GET  /{lang}/accessibility/feedback/sent                                    200 200 200 200 200 200 200 200   -
GET  /{lang}/manage/{edition}/feedback                                      302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/feedback/{report}                             302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/feedback/{report}                             302 302 403 200 404 200 302 302 404
GET  /{lang}/photos                                                         200 200 200 200 200 200 200 200   -
GET  /{lang}/attendee-list                                                  200 200 200 200 200 200 200 200   -
GET  /{lang}/manage/{edition}/legal                                         302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/legal/privacy                                 302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/legal/privacy                                 302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/legal/photos/versions/1                       302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/legal/photos/versions/1                       302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/legal/photos/versions/3/approval              302 302 403 403 404 200 302 302 403
POST /{lang}/manage/{edition}/legal/photos/versions/3/approval              302 302 403 403 404 200 302 302 403
GET  /{lang}/audit                                                          302 302 403 403 403 200 302 302   -
GET  /{lang}/audit.csv                                                      302 302 403 403 403 200 302 302   -
"""
