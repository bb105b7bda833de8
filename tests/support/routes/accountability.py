"""Who did what, what the law wants to be said, and what barriers people told of."""

from tests.support.meeting import Who
from tests.support.page import MANAGE, Page

PAGES: tuple[Page, ...] = (
    Page(f"{MANAGE}/audit", Who.ORGANISER),
    Page(f"{MANAGE}/audit?page=2&who=system&what=registration&since=2027-01-01&field=email", Who.ORGANISER),
    Page(f"{MANAGE}/audit?who=nobody@example.org", Who.ORGANISER),
    Page("/{lang}/audit", Who.ADMIN),
)
NO_PAGES: frozenset[str] = frozenset({"pages.audit_csv", "pages.site_audit_csv"})
ROLES = """
GET   /{lang}/manage/jahrestagung-2027/audit                    302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/audit.csv                302         302   403       200      404   200
GET   /{lang}/audit                                             302         302   403       403      403   200
GET   /{lang}/audit.csv                                         302         302   403       403      403   200
"""
