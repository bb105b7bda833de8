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
    Page("/{lang}/sign-in", sends={"email": "keine", "password": ""}),
    Page("/{lang}/sign-in/factor", Who.HALF),
    Page("/{lang}/sign-in/factor", Who.HALF, sends={"code": ""}),
    Page("/{lang}/lost-password"),
    Page("/{lang}/lost-password/sent"),
    Page("/{lang}/my/password/{reset}"),
    Page("/{lang}/my/password/{reset_dead}", status=410),
    Page("/{lang}/my/account-email/{account_email}"),
    Page("/{lang}/account", Who.STAFF),
    Page("/{lang}/account", Who.ADMIN),
    Page("/{lang}/account/name", Who.STAFF),
    Page("/{lang}/account/password", Who.STAFF),
    Page("/{lang}/account/password", Who.STAFF, sends={"password": "", "new_password": ""}),
    Page("/{lang}/account/email", Who.STAFF),
    Page("/{lang}/account/protection", Who.STAFF),
    Page("/{lang}/account/protection", Who.ADMIN),
    Page("/{lang}/account/protection/app", Who.STAFF),
    Page("/{lang}/account/protection/app/code", Who.STAFF),
    Page("/{lang}/account/protection/app/removal", Who.STAFF),
    Page("/{lang}/account/protection/codes", Who.STAFF),
    Page("/{lang}/account/protection/passkeys/new", Who.STAFF),
    Page("/{lang}/account/protection/passkeys/{passkey}/removal", Who.STAFF),
    Page("/{lang}/accounts", Who.ADMIN),
    Page("/{lang}/accounts/{member}", Who.ADMIN),
    Page("/{lang}/accounts/{member}/blocking", Who.ADMIN),
)
NO_PAGES: frozenset[str] = frozenset()
ROLES = """
GET  /{lang}/manage/{edition}/team                                          302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/team/new                                      302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/team/new                                      302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/team/invitations/{team_invitation}/renewal    302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/team/invitations/{team_invitation}/withdrawal 302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/team/invitations/{team_invitation}/withdrawal 302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/team/{member}/role                            302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/team/{member}/role                            302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/team/{member}/removal                         302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/team/{member}/removal                         302 302 403 200 404 200 302 302 404
GET  /{lang}/my/team/{join}                                                 200 200 200 200 200 200 200 200   -
POST /{lang}/my/team/{join}                                                 200 200 200 200 200 200 200 200   -

POST /{lang}/sign-in/passkey                                                200 200 200 200 200 200 200 200   -
POST /{lang}/sign-in/passkey/options                                        400 400 400 400 400 400 400 400   -
GET  /{lang}/sign-in/factor                                                 302 302 302 302 302 302 302 302   -
POST /{lang}/sign-in/factor                                                 302 302 302 302 302 302 302 302   -
GET  /{lang}/lost-password                                                  200 200 200 200 200 200 200 200   -
POST /{lang}/lost-password                                                  200 200 200 200 200 200 200 200   -
GET  /{lang}/lost-password/sent                                             200 200 200 200 200 200 200 200   -
GET  /{lang}/my/password/{reset}                                            200 200 200 200 200 200 200 200   -
POST /{lang}/my/password/{reset}                                            200 200 200 200 200 200 200 200   -
GET  /{lang}/my/account-email/{account_email}                               200 200 200 200 200 200 200 200   -
POST /{lang}/my/account-email/{account_email}                               200 200 200 200 200 200 200 200   -
GET  /{lang}/account                                                        302 302 200 200 200 200 302 302   -
GET  /{lang}/account/name                                                   302 302 200 200 200 200 302 302   -
POST /{lang}/account/name                                                   302 302 200 200 200 200 302 302   -
GET  /{lang}/account/password                                               302 302 200 200 200 200 302 302   -
POST /{lang}/account/password                                               302 302 200 200 200 200 302 302   -
GET  /{lang}/account/email                                                  302 302 200 200 200 200 302 302   -
POST /{lang}/account/email                                                  302 302 200 200 200 200 302 302   -
POST /{lang}/account/sessions/1/end                                         302 302 200 200 200 200 302 302   -
POST /{lang}/account/sessions/others/end                                    302 302 200 200 200 200 302 302   -
GET  /{lang}/account/protection                                             302 302 200 200 200 200 302 302   -
GET  /{lang}/account/protection/app                                         302 302 200 200 200 200 302 302   -
POST /{lang}/account/protection/app                                         302 302 200 200 200 200 302 302   -
GET  /{lang}/account/protection/app/code                                    302 302 200 302 302 302 302 302   -
POST /{lang}/account/protection/app/code                                    302 302 200 302 302 302 302 302   -
GET  /{lang}/account/protection/app/removal                                 302 302 200 200 200 200 302 302   -
POST /{lang}/account/protection/app/removal                                 302 302 200 200 200 200 302 302   -
GET  /{lang}/account/protection/codes                                       302 302 200 302 302 302 302 302   -
POST /{lang}/account/protection/codes                                       302 302 200 302 302 302 302 302   -
GET  /{lang}/account/protection/passkeys/new                                302 302 200 200 200 200 302 302   -
POST /{lang}/account/protection/passkeys/new                                302 302 200 200 200 200 302 302   -
POST /{lang}/account/protection/passkeys/options                            302 302 400 400 400 400 302 302   -
GET  /{lang}/account/protection/passkeys/{passkey}/removal                  302 302 200 404 404 404 302 302   -
POST /{lang}/account/protection/passkeys/{passkey}/removal                  302 302 200 404 404 404 302 302   -
GET  /{lang}/accounts                                                       302 302 403 403 403 200 302 302   -
GET  /{lang}/accounts/{member}                                              302 302 403 403 403 200 302 302   -
GET  /{lang}/accounts/{member}/blocking                                     302 302 403 403 403 200 302 302   -
POST /{lang}/accounts/{member}/blocking                                     302 302 403 403 403 200 302 302   -
"""
