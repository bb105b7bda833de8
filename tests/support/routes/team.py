"""Who runs an edition, and how they sign in."""

from tests.support.meeting import Who
from tests.support.page import MANAGE, Page

TEAM = f"{MANAGE}/team"

PAGES: tuple[Page, ...] = (
    Page(TEAM, Who.ORGANISER),
    Page(f"{TEAM}/new", Who.ORGANISER),
    Page(f"{TEAM}/new", Who.ORGANISER, sends={"email": "keine", "role": "organiser"}),
    Page(f"{TEAM}/invitations/{{team_invitation}}/withdrawal", Who.ORGANISER),
    Page(f"{TEAM}/{{member}}/role", Who.ORGANISER),
    Page(f"{TEAM}/{{member}}/removal", Who.ORGANISER),
    Page("/{lang}/my/team/{join}"),
    Page("/{lang}/my/team/{join}", sends={"name": "", "password": "kurz"}),
    Page("/{lang}/my/team/{join_dead}", status=410),
)
NO_PAGES: frozenset[str] = frozenset()
ROLES = """
GET   /{lang}/manage/jahrestagung-2027/team                     302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/team/new                 302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/team/new                 302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/team/invitations/{team_invitation}/renewal 302 302 403 200 404 200
GET   /{lang}/manage/jahrestagung-2027/team/invitations/{team_invitation}/withdrawal 302 302 403 200 404 200
POST  /{lang}/manage/jahrestagung-2027/team/invitations/{team_invitation}/withdrawal 302 302 403 200 404 200
GET   /{lang}/manage/jahrestagung-2027/team/{member}/role       302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/team/{member}/role       302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/team/{member}/removal    302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/team/{member}/removal    302         302   403       200      404   200
GET   /{lang}/my/team/{join}                                    200         200   200       200      200   200
POST  /{lang}/my/team/{join}                                    200         200   200       200      200   200
"""
